import type { Candle } from '../../../shared/market.ts';
import { Random } from '../../../shared/random.ts';

const MOVE = 0.0005;
const WICK = 0.0003;

/** Invented candles that end at `price`, for a start without any history; `last` is the open time of the newest. */
export function syntheticCandles(price: number, last: number, stepMs: number, count: number, seed: number): Candle[] {
  const random = new Random(seed, 0);
  const candles: Candle[] = [];
  let close = price;
  for (let index = 0; index < count; index++) {
    const open = round(close * (1 + random.uniform(-MOVE, MOVE)));
    const high = round(Math.max(open, close) * (1 + random.uniform(0, WICK)));
    const low = round(Math.min(open, close) * (1 - random.uniform(0, WICK)));
    candles.push({ openTime: last - index * stepMs, open, high, low, close, volume: round(random.uniform(1, 20)) });
    close = open;
  }
  return candles.reverse();
}

/** Eight significant digits keep invented prices as precise as real ones, and never make one zero. */
function round(value: number): number {
  return Number(value.toPrecision(8));
}
