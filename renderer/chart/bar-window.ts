import type { Bar } from '../../shared/session-view.ts';

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

/** Candles of `bars` that come after `time`; looks from the end, where they are. */
export function after(bars: readonly Bar[], time: number): readonly Bar[] {
  let start = bars.length;
  while (start > 0 && (bars[start - 1]?.t ?? 0) > time) start--;
  return bars.slice(start);
}

/** Number of items of an ascending list that come before `time`. */
export function countBefore<Item>(items: readonly Item[], time: number, timeOf: (item: Item) => number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timeOf(items[middle] as Item) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
