import type { Virtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef } from 'react';
import type { RecordItem } from './record-kind.ts';

/**
 * Keeps what a person reads in its place while rows come in above it. At the very top new rows show; another sort or filter
 * (`order` is another value then) begins at the top.
 */
export function useAnchoredScroll(
  scroller: HTMLDivElement | null,
  virtualizer: Virtualizer<HTMLDivElement, HTMLTableSectionElement>,
  items: readonly RecordItem[],
  order: string,
): void {
  /** The row at the upper edge, and where it began. */
  const held = useRef<{ readonly seq: number; readonly start: number } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another order is the occasion, whatever it is
  useLayoutEffect(() => {
    held.current = null;
    scroller?.scrollTo({ top: 0 });
  }, [scroller, order]);
  useLayoutEffect(() => {
    const before = held.current;
    if (scroller === null || before === null || scroller.scrollTop < 1) return;
    const index = items.findIndex(({ seq }) => seq === before.seq);
    const moved = (virtualizer.measurementsCache[index]?.start ?? before.start) - before.start;
    if (moved !== 0) scroller.scrollTop += moved;
  }, [scroller, virtualizer, items]);
  useLayoutEffect(() => {
    // the offset it knows: to ask the element would lay the page out once more
    const item = virtualizer.getVirtualItemForOffset(virtualizer.scrollOffset ?? 0);
    const seq = item === undefined ? undefined : items[item.index]?.seq;
    held.current = item === undefined || seq === undefined ? null : { seq, start: item.start };
  });
}
