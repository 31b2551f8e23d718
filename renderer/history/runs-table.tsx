import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useRef } from 'react';
import { useNow } from '../panes/use-now.ts';
import { HISTORY } from '../text/history.ts';
import type { RunLine, Sorting, SortKey } from './arrange-runs.ts';
import { RunRow } from './run-row.tsx';
import { dayWord } from './run-words.ts';

const ROW_PX = 29;
const MINUTE_MS = 60_000;
const NOTHING: ReadonlySet<string> = new Set();
const { columns, columnHints } = HISTORY;
const WORDS: ReadonlySet<string> = new Set(['started', 'run', 'market', 'span', 'strategy', 'status', 'curve']);

/** Runs as a table that draws only the rows in sight, so that thousands scroll like ten. */
export function RunsTable({
  lines,
  sorting,
  sort,
  selected,
  select,
  open,
  without = NOTHING,
}: {
  readonly lines: readonly RunLine[];
  readonly sorting: Sorting;
  /** null: their order is given. */
  readonly sort: ((key: SortKey) => void) | null;
  readonly selected: ReadonlySet<string>;
  /** null: rows cannot be selected here. */
  readonly select: ((run: string) => void) | null;
  readonly open: (run: string) => void;
  /** Columns that are left out. */
  readonly without?: ReadonlySet<string>;
}) {
  const box = useRef<HTMLDivElement>(null);
  const now = useNow(MINUTE_MS, true);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
  });
  const shown = rows.getVirtualItems();
  const above = shown[0]?.start ?? 0;
  const below = rows.getTotalSize() - (shown.at(-1)?.end ?? 0);
  const names = Object.entries(columns).filter(([key]) => !without.has(key));
  const width = names.length + (select === null ? 1 : 2);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys go from button to button inside
    <div ref={box} className="runs-scroll" onKeyDown={moveFocus}>
      <table className="run-table" aria-rowcount={lines.length + 1}>
        <caption className="hidden">{HISTORY.table}</caption>
        <thead>
          <tr>
            {select !== null && (
              <th scope="col" className="narrow">
                <span className="hidden">{HISTORY.actions.compare}</span>
              </th>
            )}
            {names.map(([key, name]) => (
              <Heading key={key} name={name} column={key} sorting={sorting} sort={sort} />
            ))}
            <th scope="col" className="narrow">
              <span className="hidden">{HISTORY.actions.report}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          <Spacer height={above} width={width} />
          {shown.map(({ index, key }) => {
            const line = lines[index];
            if (line === undefined) return null;
            if (line.kind === 'run') {
              return (
                <RunRow
                  key={line.run.run}
                  run={line.run}
                  index={index}
                  measure={rows.measureElement}
                  isUnderDay={sorting.key === 'started'}
                  isSelected={selected.has(line.run.run)}
                  select={select}
                  open={open}
                  without={without}
                />
              );
            }
            return (
              <tr key={key} ref={rows.measureElement} data-index={index} className="day">
                <th colSpan={width} scope="colgroup">
                  {dayWord(line.day, now)} <span className="muted">{`${line.day} · ${HISTORY.ofDay(line.runs)}`}</span>
                </th>
              </tr>
            );
          })}
          <Spacer height={below} width={width} />
        </tbody>
      </table>
    </div>
  );
}

function Heading({
  name,
  column,
  sorting,
  sort,
}: {
  readonly name: string;
  readonly column: string;
  readonly sorting: Sorting;
  readonly sort: ((key: SortKey) => void) | null;
}) {
  const isSorted = sorting.key === column;
  const align = column === 'span' ? 'roomy' : WORDS.has(column) ? '' : 'right';
  if (column === 'curve' || sort === null) {
    return (
      <th scope="col" className={column === 'curve' ? 'curve' : align} title={columnHints[column]}>
        {name}
      </th>
    );
  }
  return (
    <th
      scope="col"
      className={align}
      aria-sort={isSorted ? (sorting.isDescending ? 'descending' : 'ascending') : undefined}
      title={columnHints[column]}
    >
      <button type="button" className="sort-runs" onClick={() => sort(column as SortKey)}>
        {name}
        <span aria-hidden="true">{isSorted ? (sorting.isDescending ? ' ▾' : ' ▴') : ''}</span>
      </button>
    </th>
  );
}

/** Stands for the rows that are not drawn. */
function Spacer({ height, width }: { readonly height: number; readonly width: number }) {
  return height <= 0 ? null : (
    <tr className="spacer">
      <td colSpan={width} style={{ height }} />
    </tr>
  );
}

/** Up, Down, Home and End go from run to run. */
function moveFocus(event: KeyboardEvent<HTMLDivElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined && event.key !== 'Home' && event.key !== 'End') return;
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('.row-open')];
  const at = buttons.findIndex((button) => button.closest('tr')?.contains(event.target as Node));
  if (at < 0) return;
  const next = step === undefined ? (event.key === 'Home' ? 0 : buttons.length - 1) : at + step;
  const target = buttons[next];
  if (target === undefined) return;
  event.preventDefault();
  target.focus();
  target.scrollIntoView({ block: 'nearest' });
}
