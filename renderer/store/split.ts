import { createStore } from 'zustand/vanilla';

/** Percent of the height of the trade view that the records may have. */
export const SPLIT = { least: 18, usual: 28, most: 70 } as const;

const KEY = 'la-records-share';

interface Split {
  /** Percent of the height. */
  readonly records: number;
  /** Bounded, and kept in this browser where it allows that. */
  set(share: number): void;
}

/** How the height of the trade view is shared out, as the person left it. */
export const splitStore = createStore<Split>((set) => ({
  records: readShare(),
  set: (share) => {
    const records = bounded(share);
    try {
      localStorage.setItem(KEY, String(records));
    } catch {
      // not kept, still in effect
    }
    set({ records });
  },
}));

function readShare(): number {
  try {
    const kept = Number.parseFloat(localStorage.getItem(KEY) ?? '');
    return Number.isFinite(kept) ? bounded(kept) : SPLIT.usual;
  } catch {
    return SPLIT.usual;
  }
}

function bounded(share: number): number {
  return Math.min(SPLIT.most, Math.max(SPLIT.least, share));
}
