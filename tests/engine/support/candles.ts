import type { Candle } from '../../../shared/market.ts';
import { MINUTE_MS } from '../../../shared/time.ts';

/** 2025-01-01T01:00:00Z: an hour after a settlement and a roll of the day. */
export const START = Date.UTC(2025, 0, 1, 1);

export type Prices = Partial<Omit<Candle, 'openTime'>> & { readonly close: number };

/** Candle number `index` (from 0); what is not given is the close, and a volume of 100. */
export function candle(index: number, prices: Prices): Candle {
  const open = prices.open ?? prices.close;
  return {
    openTime: START + index * MINUTE_MS,
    open,
    high: prices.high ?? Math.max(open, prices.close),
    low: prices.low ?? Math.min(open, prices.close),
    close: prices.close,
    volume: prices.volume ?? 100,
  };
}

/** `count` equal candles around one close: every average is `close`, every true range `2 × half`. */
export function flat(count: number, close: number, half: number, volume = 100): Candle[] {
  return Array.from({ length: count }, (_, i) => candle(i, { close, high: close + half, low: close - half, volume }));
}

/**
 * `count` candles that rise by `step` a candle (fall when negative), each opening at the close before. Worked out by hand:
 * an EMA of n lags the close by (n − 1) / 2 steps from its first value on, and every true range is |step| + 2 × wick.
 */
export function ramp(count: number, first: number, step: number, wick: number, volume = 100): Candle[] {
  return Array.from({ length: count }, (_, i) => {
    const close = first + i * step;
    const open = close - step;
    return candle(i, { open, close, high: Math.max(open, close) + wick, low: Math.min(open, close) - wick, volume });
  });
}

/** Shifts later candles behind `before`: their indexes continue it. */
export function following(before: readonly Candle[], ...later: readonly Prices[]): Candle[] {
  return later.map((prices, i) => candle(before.length + i, prices));
}

/** Rows of `ts_ms,open,high,low,close,volume` with a header. */
export function parseCandles(csv: string): Candle[] {
  const rows = csv.trimEnd().split('\n').slice(1);
  return rows.map((row) => {
    const [openTime = 0, open = 0, high = 0, low = 0, close = 0, volume = 0] = row.split(',').map(Number);
    return { openTime, open, high, low, close, volume };
  });
}
