/** Bars of the traded price or of the mark price ("Get Kline", type LAST_PRICE or MARK_PRICE). */
export type PriceKind = 'last' | 'mark';

/** One bar in whole units: prices in ticks, volume in lots, turnover in ticks × lots. */
export interface Candle {
  /** ms UTC. */
  readonly openTime: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly lots: number;
  readonly turnover: number;
}

export function firstOf(openTime: number, price: number, lots: number): Candle {
  return { openTime, open: price, high: price, low: price, close: price, lots, turnover: price * lots };
}

/** A bar in which nothing was traded. */
export function flatCandle(openTime: number, price: number): Candle {
  return firstOf(openTime, price, 0);
}

/** A bar and what came after it, as one. */
export function joined(candle: Candle, later: Candle): Candle {
  return {
    openTime: candle.openTime,
    open: candle.open,
    high: Math.max(candle.high, later.high),
    low: Math.min(candle.low, later.low),
    close: later.close,
    lots: candle.lots + later.lots,
    turnover: candle.turnover + later.turnover,
  };
}
