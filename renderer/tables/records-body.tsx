import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useDesk } from '../store/workstation-context.tsx';
import { useCandleScale } from './candle-moment.ts';
import type { RecordColumn, RecordItem, RecordKind } from './record-kind.ts';
import { RecordRow } from './record-row.tsx';
import type { TableSetup } from './table-setup.ts';
import { useAnchoredScroll } from './use-anchored-scroll.ts';
import { usePickedMoment } from './use-picked-moment.ts';

/** Rows drawn beyond the edges, so that scrolling shows no holes. */
const SPARE = 16;
/** As in tables.css, where rows are rounded to whole pixels too. */
const ROW_REM = 1.7;
const SCREENFUL = 10;

interface RecordsBodyProps<Item extends RecordItem> {
  readonly kind: RecordKind<Item>;
  readonly items: readonly Item[];
  readonly columns: readonly RecordColumn<Item>[];
  readonly scroller: HTMLDivElement | null;
  readonly setup: TableSetup;
  /** The row that the keyboard is on; the first one while there is none. */
  readonly focused: number | null;
  readonly setFocused: (seq: number) => void;
  readonly onOldest: (() => void) | undefined;
}

/** The rows in view, each a row group of its own with its details; what is not in view is empty height. */
export function RecordsBody<Item extends RecordItem>(props: RecordsBodyProps<Item>) {
  const { kind, items, columns, scroller, setup, focused, setFocused, onOldest } = props;
  const scale = useCandleScale();
  const moment = useDesk((state) => state.moment);
  const [open, setOpen] = useState<number | null>(null);
  const [height] = useState(rowHeight);
  const focusedIndex = Math.max(
    0,
    items.findIndex(({ seq }) => seq === focused),
  );
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLTableSectionElement>({
    count: items.length,
    getScrollElement: () => scroller,
    estimateSize: () => height,
    getItemKey: (index) => items[index]?.seq ?? index,
    // the row with the focus stays, wherever one scrolls
    rangeExtractor: useCallback(
      (range: Range) => {
        const indexes = defaultRangeExtractor(range);
        return indexes.includes(focusedIndex) || focusedIndex >= range.count
          ? indexes
          : [...indexes, focusedIndex].sort((a, b) => a - b);
      },
      [focusedIndex],
    ),
    overscan: SPARE,
    scrollPaddingEnd: height,
  });
  useAnchoredScroll(scroller, virtualizer, items, orderOf(setup));
  const { pick, release } = usePickedMoment(kind, items, { scroller, virtualizer, scale, setOpen });
  const shown = virtualizer.getVirtualItems();
  const oldest = shown.at(-1)?.index;
  useEffect(() => {
    if (oldest === items.length - 1) onOldest?.();
  }, [oldest, items.length, onOldest]);

  const takesFocus = useRef(false);
  useLayoutEffect(() => {
    if (!takesFocus.current) return;
    takesFocus.current = false;
    scroller?.querySelector<HTMLElement>(`tr[data-seq="${focused}"]`)?.focus({ preventScroll: true });
  }, [focused, scroller]);
  useLayoutEffect(() => {
    if (open === null) return;
    const group = scroller?.querySelector(`tr[data-seq="${open}"]`)?.parentElement;
    group?.scrollIntoView({ block: 'nearest' });
  }, [open, scroller]);

  const toggle = (item: Item) => setOpen((now) => (now === item.seq ? null : item.seq));
  const go = (index: number) => {
    const at = Math.max(0, Math.min(items.length - 1, index));
    const item = items[at];
    if (item === undefined) return;
    takesFocus.current = true;
    virtualizer.scrollToIndex(at, { align: 'auto' });
    setFocused(item.seq);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>, item: Item, index: number) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    const keys: Readonly<Record<string, () => void>> = {
      ArrowDown: () => go(index + 1),
      ArrowUp: () => go(index - 1),
      PageDown: () => go(index + SCREENFUL),
      PageUp: () => go(index - SCREENFUL),
      Home: () => go(0),
      End: () => go(items.length - 1),
      Enter: () => toggle(item),
      ' ': () => pick(item),
      Escape: release,
    };
    const act = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  const onClick = (item: Item, column: RecordColumn<Item> | undefined) => {
    // whoever selects text does not mean the row
    if (document.getSelection()?.isCollapsed !== false) pick(item, column);
  };

  let end = 0;
  return (
    <>
      {shown.flatMap(({ index, start, end: rowEnd, key }) => {
        const item = items[index];
        if (item === undefined) return [];
        const hole = start - end;
        end = rowEnd;
        const row = (
          <RecordRow
            key={key}
            groupRef={virtualizer.measureElement}
            kind={kind}
            columns={columns}
            item={item}
            index={index}
            isOpen={open === item.seq}
            isMarked={moment !== null && kind.moments(item, scale).includes(moment)}
            isReached={index === focusedIndex}
            toggle={toggle}
            onClick={onClick}
            onFocus={setFocused}
            onKeyDown={onKeyDown}
          />
        );
        return hole > 0 ? [<Hole key={`before ${key}`} height={hole} />, row] : [row];
      })}
      <Hole height={virtualizer.getTotalSize() - end} />
    </>
  );
}

/** What decides which rows there are, and in which order. */
function orderOf({ sorting, columnFilters, globalFilter }: TableSetup): string {
  return JSON.stringify([sorting, columnFilters, globalFilter]);
}

function Hole({ height }: { readonly height: number }) {
  return height > 0 ? <tbody className="hole" aria-hidden="true" style={{ height }} /> : null;
}

function rowHeight(): number {
  return Math.round(Number.parseFloat(getComputedStyle(document.documentElement).fontSize) * ROW_REM);
}
