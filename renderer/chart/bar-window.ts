import type { Bar } from '../../shared/session-view.ts';

/** Candles that a live chart holds: with ten times as many every update costs a frame. */
export const WINDOW = 5000;
/** Older ones that a person may scroll to before the oldest are let go. */
const MOST_OLDER = 20_000;

/** Strictly ascending by time; of two of one time the later one counts. */
export function ascending(bars: readonly Bar[]): Bar[] {
  const result: Bar[] = [];
  for (const bar of bars) {
    const last = result.at(-1);
    if (last === undefined || bar.t > last.t) result.push(bar);
    else if (bar.t === last.t) result[result.length - 1] = bar;
  }
  return result;
}

/** Puts older candles in front of those shown. */
export function withOlder(older: readonly Bar[], shown: readonly Bar[]): Bar[] {
  const first = shown[0]?.t ?? Number.POSITIVE_INFINITY;
  const front = ascending(older).filter((bar) => bar.t < first);
  return [...front, ...shown].slice(-(WINDOW + MOST_OLDER));
}

/** Candles of `bars` that come after `time`; looks from the end, where they are. */
export function after(bars: readonly Bar[], time: number): readonly Bar[] {
  let start = bars.length;
  while (start > 0 && (bars[start - 1]?.t ?? 0) > time) start--;
  return bars.slice(start);
}
