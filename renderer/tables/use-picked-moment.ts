import type { Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { useAccess, useDesk } from '../store/workstation-context.tsx';
import type { CandleScale } from './candle-moment.ts';
import type { RecordColumn, RecordItem, RecordKind } from './record-kind.ts';

interface PickPlace {
  /** What scrolls; null before it is drawn. */
  readonly scroller: HTMLDivElement | null;
  readonly virtualizer: Virtualizer<HTMLDivElement, HTMLTableSectionElement>;
  readonly scale: CandleScale;
  readonly setOpen: (seq: number | null) => void;
}

export interface MomentPicking<Item> {
  /** Picks the next moment of a row, or that of the cell; one that is picked already is let go. */
  pick(item: Item, column?: RecordColumn<Item>): void;
  release(): void;
}

/** Shares the moment of the rows with chart and other tables. One that was picked elsewhere is brought into view. */
export function usePickedMoment<Item extends RecordItem>(
  kind: RecordKind<Item>,
  items: readonly Item[],
  { scroller, virtualizer, scale, setOpen }: PickPlace,
): MomentPicking<Item> {
  const { desk } = useAccess();
  const moment = useDesk((state) => state.moment);
  const index = useMemo(
    () => (moment === null ? -1 : items.findIndex((item) => kind.moments(item, scale).includes(moment))),
    [kind, items, moment, scale],
  );
  const seq = items[index]?.seq;
  /** The moment that this table has shown already, because it was picked here or has been brought into view. */
  const shown = useRef<number | null>(null);
  useEffect(() => {
    if (moment === null) shown.current = null;
    if (scroller === null || seq === undefined || shown.current === moment) return;
    shown.current = moment;
    if (kind.opensWhenPicked) setOpen(seq);
    virtualizer.scrollToIndex(index, { align: kind.opensWhenPicked ? 'start' : 'center' });
  }, [moment, seq, index, kind, scroller, virtualizer, setOpen]);

  const set = (next: number | null) => {
    shown.current = next;
    desk.setState({ moment: next });
  };
  return {
    pick: (item, column) => {
      const now = desk.getState().moment;
      const ofCell = column?.moment?.(item, scale);
      const moments = ofCell === undefined ? kind.moments(item, scale) : [ofCell];
      const next = moments[now === null ? 0 : moments.indexOf(now) + 1] ?? null;
      set(next);
      if (kind.opensWhenPicked) setOpen(next === null ? null : item.seq);
    },
    release: () => set(null),
  };
}
