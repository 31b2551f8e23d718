import type { Candle } from '../../../shared/market.ts';
import { coinVolumes } from './kline-volume.ts';
import { type KlineRow, klineRowSchema } from './rest-schemas.ts';

/**
 * Candles of a kline answer: sound rows only, on the grid of `stepMs`, ascending, one per open time. The exchange sends the
 * newest first, may send the running candle, and `open` may lie outside of low and high, which are widened (fact sheet 3.1).
 * Throws when there are rows and none can be read.
 */
export function readKlines(data: unknown, stepMs: number): Candle[] {
  if (!Array.isArray(data)) throw new Error('klines are not a list');
  const rows: KlineRow[] = [];
  for (const item of data) {
    const row = klineRowSchema.safeParse(item);
    if (row.success && row.data.time % stepMs === 0) rows.push(row.data);
  }
  if (data.length > 0 && rows.length === 0) throw new Error('no kline row can be read');
  const volumes = coinVolumes(rows);
  const byTime = new Map<number, Candle>();
  rows.forEach((row, index) => {
    if (!byTime.has(row.time)) byTime.set(row.time, toCandle(row, volumes[index] ?? 0));
  });
  return [...byTime.values()].sort((a, b) => a.openTime - b.openTime);
}

function toCandle({ time, open, high, low, close }: KlineRow, volume: number): Candle {
  return widened({ openTime: time, open, high, low, close, volume });
}

/** The candle with high and low that hold open and close. */
export function widened(candle: Candle): Candle {
  const { open, high, low, close } = candle;
  return { ...candle, high: Math.max(high, low, open, close), low: Math.min(low, high, open, close) };
}
