import type { Interval } from '../../../shared/interval.ts';
import type { Candle } from '../../../shared/market.ts';
import { klinePages } from './kline-paging.ts';
import type { MarketApi } from './market-api.ts';

const ATTEMPTS = 5;

export interface Seed {
  /** Ascending; empty when the exchange gave nothing. */
  readonly candles: readonly Candle[];
  /** What ended it early, if something did. */
  readonly error: unknown;
}

/** The running candle, and one that is not final yet, may be on top. */
const NOT_CLOSED = 2;

/**
 * History before a session: the newest `wanted` candles for which `isClosed` (asked once the answers, and with them the time of the
 * exchange, are there). Each page is tried five times with backoff. Never rejects: what came before a failure is kept.
 */
export async function readSeed(
  api: MarketApi,
  query: { readonly symbol: string; readonly interval: Interval; readonly wanted: number },
  isClosed: (openTime: number) => boolean,
): Promise<Seed> {
  const { symbol, interval, wanted } = query;
  const pages: Candle[][] = [];
  let error: unknown = null;
  try {
    const paging = { symbol, interval, count: wanted + NOT_CLOSED, attempts: ATTEMPTS };
    for await (const page of klinePages(api, paging)) pages.push(page);
  } catch (caught) {
    error = caught;
  }
  const closed = pages
    .reverse()
    .flat()
    .filter(({ openTime }) => isClosed(openTime));
  return { candles: closed.slice(-wanted), error };
}
