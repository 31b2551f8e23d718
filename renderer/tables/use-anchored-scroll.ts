import type { Virtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState } from 'react';
import type { RecordItem } from './record-kind.ts';

const SHIFT = '--rows-shift';

/**
 * Keeps what a person reads in its place while rows come in above it. At the very top new rows show, sliding in one frame later
 * so that nothing is laid out under the pointer; another sort or filter (`order` is another value then) begins at the top.
 */
export function useAnchoredScroll(
  scroller: HTMLDivElement | null,
  virtualizer: Virtualizer<HTMLDivElement, HTMLTableSectionElement>,
  items: readonly RecordItem[],
  order: string,
): void {
  /** The row at the upper edge, and where it began. */
  const held = useRef<{ readonly seq: number; readonly start: number } | null>(null);
  const [slide] = useState(() => new RowSlide());
  // biome-ignore lint/correctness/useExhaustiveDependencies: another order is the occasion, whatever it is
  useLayoutEffect(() => {
    held.current = null;
    scroller?.scrollTo({ top: 0 });
  }, [scroller, order]);
  useLayoutEffect(() => {
    const before = held.current;
    if (scroller === null || before === null) return;
    const index = items.findIndex(({ seq }) => seq === before.seq);
    const moved = (virtualizer.measurementsCache[index]?.start ?? before.start) - before.start;
    if (moved === 0) return;
    if (scroller.scrollTop >= 1) scroller.scrollTop += moved;
    else slide.by(scroller, moved);
  }, [scroller, virtualizer, items, slide]);
  useLayoutEffect(() => {
    // the offset it knows: to ask the element would lay the page out once more
    const item = virtualizer.getVirtualItemForOffset(virtualizer.scrollOffset ?? 0);
    const seq = item === undefined ? undefined : items[item.index]?.seq;
    held.current = item === undefined || seq === undefined ? null : { seq, start: item.start };
  });
}

/** Draws the rows where they were for a frame, and where they are with the next one; see tables.css. */
class RowSlide {
  private moved = 0;

  by(scroller: HTMLElement, moved: number): void {
    const isUnderWay = this.moved !== 0;
    this.moved += moved;
    scroller.style.setProperty(SHIFT, `${-this.moved}px`);
    // those that come without a pause must not keep the others out of sight
    if (isUnderWay) return;
    const end = () => {
      this.moved = 0;
      scroller.style.removeProperty(SHIFT);
    };
    // the first callback may still belong to the frame that draws them
    requestAnimationFrame(() => requestAnimationFrame(end));
  }
}
