import type { Candle } from '../../../shared/market.ts';

/** The definitions of section 5, recomputed from the whole series each time: slow, and free of any state. */

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

export function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

/** Seeded with the mean of the first n values; undefined before value n. */
export function emaOf(values: readonly number[], n: number): number | undefined {
  if (values.length < n) return undefined;
  const alpha = 2 / (n + 1);
  return values.slice(n).reduce((ema, value) => alpha * value + (1 - alpha) * ema, mean(values.slice(0, n)));
}

/** Wilder's average, seeded with the mean of the first n true ranges; a true range needs the close before. */
export function atrOf(candles: readonly Candle[], n: number): number | undefined {
  const ranges = candles.slice(1).map(({ high, low }, i) => {
    const previous = candles[i]?.close ?? Number.NaN;
    return Math.max(high - low, Math.abs(high - previous), Math.abs(low - previous));
  });
  if (ranges.length < n) return undefined;
  return ranges.slice(n).reduce((atr, range) => (atr * (n - 1) + range) / n, mean(ranges.slice(0, n)));
}

export function vwapOf(candles: readonly Candle[], n: number): number | undefined {
  if (candles.length < n) return undefined;
  const window = candles.slice(-n);
  const volume = sum(window.map((candle) => candle.volume));
  return volume === 0
    ? undefined
    : sum(window.map((candle) => ((candle.high + candle.low + candle.close) / 3) * candle.volume)) / volume;
}

export function cvdOf(candles: readonly Candle[], n: number): number | undefined {
  if (candles.length < n) return undefined;
  return sum(
    candles.slice(-n).map(({ high, low, close, volume }) => {
      return high === low ? 0 : ((close - low - (high - close)) / (high - low)) * volume;
    }),
  );
}
