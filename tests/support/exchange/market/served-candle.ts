import type { Faults } from '../faults/faults.ts';
import type { Candle } from './candle.ts';

const TICKS_OUTSIDE = 7;
const MINUTE_MS = 60_000;

/** A bar as it is told: under the fault `openOutsideRange` its open lies above the high or below the low. */
export function servedCandle(candle: Candle, faults: Faults): Candle {
  if (!faults.openOutsideRange) return candle;
  const isAbove = (candle.openTime / MINUTE_MS) % 2 === 0;
  return { ...candle, open: isAbove ? candle.high + TICKS_OUTSIDE : Math.max(0, candle.low - TICKS_OUTSIDE) };
}
