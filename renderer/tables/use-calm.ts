import { useEffect, useState } from 'react';
import { useAccess } from '../store/workstation-context.tsx';
import type { WorkstationState } from '../store/workstation-state.ts';

/** Long enough that a session at full speed leaves the page responsive, short enough to look live. */
const EVERY_MS = 150;

/** A part of the state, followed at most every 150 ms: the first change at once, the last of a burst for certain. */
export function useCalm<Part>(select: (state: WorkstationState) => Part): Part {
  const { store } = useAccess();
  const [part, setPart] = useState(() => select(store.getState()));
  useEffect(() => {
    let shown: Part | undefined;
    let shownAt = Number.NEGATIVE_INFINITY;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = () => {
      timer = undefined;
      shown = select(store.getState());
      shownAt = performance.now();
      setPart(() => shown as Part);
    };
    const follow = () => {
      if (timer !== undefined || select(store.getState()) === shown) return;
      const wait = shownAt + EVERY_MS - performance.now();
      if (wait <= 0) show();
      else timer = setTimeout(show, wait);
    };
    follow();
    const end = store.subscribe(follow);
    return () => {
      end();
      clearTimeout(timer);
    };
  }, [store, select]);
  return part;
}
