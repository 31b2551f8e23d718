import type { Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useAccess, useDesk } from '../store/workstation-context.tsx';
import type { RecordColumn, RecordItem, RecordKind } from './record-kind.ts';

interface PickPlace {
  /** What scrolls; null before it is drawn. */
  readonly scroller: HTMLDivElement | null;
  readonly virtualizer: Virtualizer<HTMLDivElement, HTMLTableSectionElement>;
  readonly lengthMs: number;
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
  { scroller, virtualizer, lengthMs, setOpen }: PickPlace,
): MomentPicking<Item> {
  const { desk } = useAccess();
  const moment = useDesk((state) => state.moment);
  const own = useRef<number | null>(null);
  const latest = useRef(items);
  useEffect(() => {
    latest.current = items;
  });
  useEffect(() => {
    if (scroller === null || moment === null || moment === own.current) return;
    const index = latest.current.findIndex((item) => kind.moments(item, lengthMs).includes(moment));
    const item = latest.current[index];
    if (item === undefined) return;
    if (kind.opensWhenPicked) setOpen(item.seq);
    virtualizer.scrollToIndex(index, { align: kind.opensWhenPicked ? 'start' : 'center' });
  }, [moment, kind, lengthMs, scroller, virtualizer, setOpen]);

  const set = (next: number | null) => {
    own.current = next;
    desk.setState({ moment: next });
  };
  return {
    pick: (item, column) => {
      const now = desk.getState().moment;
      const ofCell = column?.moment?.(item, lengthMs);
      const moments = ofCell === undefined ? kind.moments(item, lengthMs) : [ofCell];
      const next = moments[now === null ? 0 : moments.indexOf(now) + 1] ?? null;
      set(next);
      if (kind.opensWhenPicked) setOpen(next === null ? null : item.seq);
    },
    release: () => set(null),
  };
}
