import { DAY_MS, MINUTE_MS } from './time.ts';

/** Candle intervals that the exchange and our files know, with their length in ms. */
export const INTERVALS = {
  '1m': MINUTE_MS,
  '3m': 3 * MINUTE_MS,
  '5m': 5 * MINUTE_MS,
  '15m': 15 * MINUTE_MS,
  '30m': 30 * MINUTE_MS,
  '1h': 60 * MINUTE_MS,
  '2h': 120 * MINUTE_MS,
  '4h': 240 * MINUTE_MS,
  '6h': 360 * MINUTE_MS,
  '8h': 480 * MINUTE_MS,
  '12h': 720 * MINUTE_MS,
  '1d': DAY_MS,
} as const;

export type Interval = keyof typeof INTERVALS;
export const INTERVAL_NAMES = Object.keys(INTERVALS) as readonly Interval[];

export function isInterval(text: string): text is Interval {
  return Object.hasOwn(INTERVALS, text);
}

/** Length of an interval in ms. */
export function intervalMs(interval: Interval): number {
  return INTERVALS[interval];
}

/** The interval of exactly this length, if there is one. */
export function intervalOfMs(ms: number): Interval | undefined {
  return INTERVAL_NAMES.find((name) => INTERVALS[name] === ms);
}
