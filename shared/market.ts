/** OHLCV of one interval. Prices are the doubles nearest to the exchange's decimals; they are compared, never booked. */
export interface Candle {
  /** Open time, ms UTC. */
  readonly openTime: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** In contract units (BTC); 0 means unknown. */
  readonly volume: number;
}

/** Best bid and ask at a moment of market time, and the last traded price. */
export interface Quote {
  /** Market time, ms UTC. */
  readonly ts: number;
  readonly bid: number;
  readonly ask: number;
  readonly last: number;
}

/** False for a quote that nothing may be executed on or marked to: a price that is zero, negative or no number. */
export function isSoundQuote({ bid, ask, last }: Quote): boolean {
  const { MAX_VALUE } = Number;
  return bid > 0 && ask > 0 && last > 0 && bid <= MAX_VALUE && ask <= MAX_VALUE && last <= MAX_VALUE;
}

/** Where a candle came from. Only `live` candles may open a trade; all update the indicators. */
export type CandleOrigin = 'live' | 'history' | 'backfill' | 'synthetic';

export type PositionSide = 'LONG' | 'SHORT';
export type OrderSide = 'BUY' | 'SELL';

/** +1 for LONG and BUY, −1 for SHORT and SELL. */
export type Direction = 1 | -1;

export function positionSide(direction: Direction): PositionSide {
  return direction === 1 ? 'LONG' : 'SHORT';
}

export function orderSide(direction: Direction): OrderSide {
  return direction === 1 ? 'BUY' : 'SELL';
}

/** Why a candle cannot be used, or `undefined` when it is sound: positive prices, low ≤ open, close ≤ high, volume ≥ 0. */
export function candleFault(candle: Candle): string | undefined {
  const { open, high, low, close, volume } = candle;
  for (const [name, price] of [
    ['open', open],
    ['high', high],
    ['low', low],
    ['close', close],
  ] as const) {
    if (!Number.isFinite(price) || price <= 0) return `${name} must be a positive number`;
  }
  if (high < low) return 'high is below low';
  if (high < open || high < close) return 'high is below open or close';
  if (low > open || low > close) return 'low is above open or close';
  if (!Number.isFinite(volume) || volume < 0) return 'volume must be zero or more';
  return undefined;
}
