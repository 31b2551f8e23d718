import { ChevronDown, ChevronRight } from 'lucide-react';
import { type KeyboardEvent, memo, type ReactNode } from 'react';
import { RECORDS_TEXT } from '../text/records.ts';
import type { RecordColumn, RecordItem, RecordKind } from './record-kind.ts';

interface RecordRowProps<Item extends RecordItem> {
  readonly kind: RecordKind<Item>;
  readonly columns: readonly RecordColumn<Item>[];
  readonly item: Item;
  readonly index: number;
  readonly groupRef: (group: HTMLTableSectionElement | null) => void;
  readonly isOpen: boolean;
  /** It tells of the moment that was picked. */
  readonly isMarked: boolean;
  /** The Tab key reaches this one of all rows. */
  readonly isReached: boolean;
  readonly toggle: (item: Item) => void;
  readonly onClick: (item: Item, column: RecordColumn<Item> | undefined) => void;
  readonly onFocus: (seq: number) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>, item: Item, index: number) => void;
}

/** One record: its row, and under it its details while they are open. */
export function RecordRow<Item extends RecordItem>(props: RecordRowProps<Item>) {
  const { kind, columns, item, index, isOpen, isMarked } = props;
  const columnAt = (target: EventTarget) => {
    const cell = target instanceof Element ? target.closest('td') : null;
    return cell === null ? undefined : columns[cell.cellIndex];
  };
  return (
    <tbody ref={props.groupRef} data-index={index}>
      <tr
        className={`record ${kind.look?.(item) ?? ''}`}
        data-seq={item.seq}
        aria-rowindex={index + 2}
        aria-selected={isMarked}
        tabIndex={props.isReached ? 0 : -1}
        onClick={({ target }) => props.onClick(item, columnAt(target))}
        onFocus={() => props.onFocus(item.seq)}
        onKeyDown={(event) => props.onKeyDown(event, item, index)}
      >
        <Cells kind={kind} columns={columns} item={item} isOpen={isOpen} toggle={props.toggle} />
      </tr>
      {isOpen && (
        <tr className="detail-row">
          <td colSpan={columns.length}>{kind.detail(item)}</td>
        </tr>
      )}
    </tbody>
  );
}

interface CellsProps<Item extends RecordItem> {
  readonly kind: RecordKind<Item>;
  readonly columns: readonly RecordColumn<Item>[];
  readonly item: Item;
  readonly isOpen: boolean;
  readonly toggle: (item: Item) => void;
}

/** A record never changes, so its cells are drawn once. */
const Cells = memo(
  function Cells<Item extends RecordItem>({ kind, columns, item, isOpen, toggle }: CellsProps<Item>) {
    return columns.map((column, index) => (
      <td
        key={column.id}
        className={`${column.isFigure ? 'right ' : ''}${column.look?.(item) ?? ''}`}
        title={column.title?.(item)}
      >
        {index === 0 && (
          <button
            type="button"
            className="expander"
            tabIndex={-1}
            aria-expanded={isOpen}
            aria-label={RECORDS_TEXT.table.details(kind.name(item))}
            onClick={(event) => {
              event.stopPropagation();
              toggle(item);
            }}
          >
            {isOpen ? (
              <ChevronDown size="0.92rem" aria-hidden="true" />
            ) : (
              <ChevronRight size="0.92rem" aria-hidden="true" />
            )}
          </button>
        )}
        {column.draw?.(item) ?? column.text(item)}
      </td>
    ));
  },
  (before, after) => before.item === after.item && before.columns === after.columns && before.isOpen === after.isOpen,
) as <Item extends RecordItem>(props: CellsProps<Item>) => ReactNode;
