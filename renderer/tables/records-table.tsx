import { useMemo, useState } from 'react';
import { RECORDS_TEXT } from '../text/records.ts';
import type { RecordColumn, RecordItem, RecordKind } from './record-kind.ts';
import { RecordsBody } from './records-body.tsx';
import { RecordsHead } from './records-head.tsx';
import { RecordsToolbar } from './records-toolbar.tsx';
import type { SetSetup, TableSetup } from './table-setup.ts';
import { useCopyRows } from './use-copy-rows.ts';
import { useRecordRows } from './use-record-rows.ts';

/** Under this width, in rem, a column that shares what is left is of no use. */
const LEAST_SHARE = 4.6;

interface RecordsTableProps<Item extends RecordItem> {
  readonly kind: RecordKind<Item>;
  /** Oldest first, as they happened; keeps its identity while nothing has changed. */
  readonly items: readonly Item[];
  /** How many there are in all, those not held by the page included. */
  readonly total: number;
  readonly setup: TableSetup;
  readonly setSetup: SetSetup;
  /** Whether there are others that nobody has counted. */
  readonly hasMore?: boolean;
  /** Whether older rows are on their way. */
  readonly isFetching?: boolean;
  /** Called when the oldest row comes into view. */
  readonly onOldest?: () => void;
}

/** Records as a dense table: filtered, sorted, copied, exported; only the rows in view are drawn. */
export function RecordsTable<Item extends RecordItem>(props: RecordsTableProps<Item>) {
  const { kind, items, setup, setSetup, onOldest } = props;
  const total = Math.max(props.total, items.length);
  // as state, not as a ref: the body, drawn inside it, must be drawn again once it is there
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const newestFirst = useMemo(() => items.toReversed(), [items]);
  const rows = useRecordRows(kind, newestFirst, [setup, setSetup]);
  const [focused, setFocused] = useState<number | null>(null);
  const onCopy = useCopyRows(kind, rows, focused);
  return (
    <>
      <RecordsToolbar
        kind={kind}
        items={items}
        rows={rows}
        total={props.hasMore ? `${total}+` : String(total)}
        setup={setup}
        setSetup={setSetup}
      />
      {items.length === 0 ? (
        <p className="none">{kind.none}</p>
      ) : (
        <div ref={setScroller} className="records-scroll" onCopy={onCopy}>
          <table
            className={`table ${kind.tab}`}
            aria-label={RECORDS_TEXT.table.names[kind.tab]}
            aria-rowcount={rows.items.length + 1}
            style={{ minWidth: `${leastWidth(rows.columns)}rem` }}
          >
            <colgroup>
              {rows.columns.map(({ id, width }) => (
                <col key={id} style={width === undefined ? undefined : { width: `${width}rem` }} />
              ))}
            </colgroup>
            <RecordsHead rows={rows} />
            <RecordsBody
              kind={kind}
              items={rows.items}
              columns={rows.columns}
              scroller={scroller}
              setup={setup}
              focused={focused}
              setFocused={setFocused}
              onOldest={onOldest}
            />
          </table>
          {props.isFetching && <p className="none">{RECORDS_TEXT.table.older}</p>}
          {rows.items.length === 0 && !props.isFetching && (
            <p className="none">
              {RECORDS_TEXT.table.noMatch}{' '}
              <button
                type="button"
                onClick={() => setSetup((now) => ({ ...now, columnFilters: [], globalFilter: '' }))}
              >
                {RECORDS_TEXT.toolbar.clear}
              </button>
            </p>
          )}
        </div>
      )}
    </>
  );
}

function leastWidth<Item extends RecordItem>(columns: readonly RecordColumn<Item>[]): number {
  return columns.reduce((sum, { width }) => sum + (width ?? LEAST_SHARE), 0);
}
