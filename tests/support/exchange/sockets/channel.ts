import type { PriceKind } from '../market/candle.ts';
import { type Interval, socketInterval } from '../market/interval.ts';
import { FULL_DEPTH } from '../market/order-book.ts';

/** "WebSocket public channels": what a `ch` stands for. */
export type Channel =
  | { readonly kind: 'kline'; readonly price: PriceKind; readonly interval: Interval }
  | { readonly kind: 'depth'; readonly levels: number }
  | { readonly kind: 'ticker' | 'tickers' | 'price' | 'trade' };

const PLAIN: Readonly<Record<string, Channel>> = {
  ticker: { kind: 'ticker' },
  tickers: { kind: 'tickers' },
  price: { kind: 'price' },
  trade: { kind: 'trade' },
  depth_book1: { kind: 'depth', levels: 1 },
  depth_book5: { kind: 'depth', levels: 5 },
  depth_book15: { kind: 'depth', levels: 15 },
  depth_books: { kind: 'depth', levels: FULL_DEPTH },
};

/** The channel of that exact name; any other spelling ("market_kline_1m") is none. */
export function channelOf(name: string): Channel | undefined {
  const [, price, intervalName] = /^(market|mark)_kline_(\w+)$/.exec(name) ?? [];
  if (intervalName === undefined) return Object.hasOwn(PLAIN, name) ? PLAIN[name] : undefined;
  const interval = socketInterval(intervalName);
  return interval && { kind: 'kline', price: price === 'mark' ? 'mark' : 'last', interval };
}
