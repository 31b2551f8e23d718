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

/**
 * History before a session: up to `wanted` closed candles that end at `last` (an open time). Each page is tried five times with
 * backoff. Never rejects: what has come before a failure is kept.
 */
export async function readSeed(
  api: MarketApi,
  query: {
    readonly symbol: string;
    readonly interval: Interval;
    readonly stepMs: number;
    wanted: number;
    last: number;
  },
): Promise<Seed> {
  const { symbol, interval, stepMs, wanted, last } = query;
  const pages: Candle[][] = [];
  let error: unknown = null;
  try {
    const paging = { symbol, interval, before: last + stepMs, count: wanted, attempts: ATTEMPTS };
    for await (const page of klinePages(api, paging)) pages.push(page);
  } catch (caught) {
    error = caught;
  }
  return { candles: pages.reverse().flat(), error };
}
