import { ArrowDown, ArrowUp } from 'lucide-react';
import type { RecordItem } from './record-kind.ts';
import type { RecordRows } from './use-record-rows.ts';

const SPOKEN = { asc: 'ascending', desc: 'descending' } as const;

/** The headings; each sorts by its column: one way, the other way, not at all. */
export function RecordsHead<Item extends RecordItem>({
  rows: { table, columns },
}: {
  readonly rows: RecordRows<Item>;
}) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        {columns.map(({ id, heading, hint, isFigure }) => {
          const column = table.getColumn(id);
          const sorted = table.state.sorting.find((sort) => sort.id === id);
          const direction = sorted === undefined ? undefined : sorted.desc ? 'desc' : 'asc';
          const Arrow = direction === 'desc' ? ArrowDown : ArrowUp;
          return (
            <th
              key={id}
              scope="col"
              className={isFigure ? 'right' : ''}
              aria-sort={direction === undefined ? undefined : SPOKEN[direction]}
            >
              <button type="button" className="sort" title={hint} onClick={() => column?.toggleSorting()}>
                {heading}
                {direction !== undefined && <Arrow size="0.85rem" aria-hidden="true" />}
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
