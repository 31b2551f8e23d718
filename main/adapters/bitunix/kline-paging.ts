import { type Interval, intervalMs } from '../../../shared/interval.ts';
import type { Candle } from '../../../shared/market.ts';
import type { MarketApi } from './market-api.ts';

const PAGE = 200;
/** Pages beyond what the range needs before we stop believing the exchange. */
const SPARE_PAGES = 2;

export interface PagingQuery {
  readonly symbol: string;
  readonly interval: Interval;
  /** Open times, ms UTC. Without `from`: as far back as `count` candles; without `before`: from the newest, the running one too. */
  readonly from?: number;
  readonly before?: number;
  readonly count: number;
  /** Tries of each page. */
  readonly attempts?: number;
}

/**
 * Pages of candles, newest page first, each ascending and older than the one before. Forward paging would skip data, because a
 * full range gives its latest rows (fact sheet 3.1). Ends at `from`, after `count` candles, at a page that holds nothing older, or
 * after as many pages as `count` can fill plus two, whatever the exchange goes on to send.
 */
export async function* klinePages(api: MarketApi, query: PagingQuery): AsyncGenerator<Candle[], void> {
  const { symbol, interval, from, count, attempts } = query;
  const lastPage = Math.ceil(count / PAGE) + SPARE_PAGES;
  let before = query.before;
  let wanted = count;
  for (let page = 0; page < lastPage && wanted > 0; page++) {
    const limit = Math.min(PAGE, wanted + 1);
    const range = {
      symbol,
      interval,
      limit,
      ...(before === undefined ? {} : { before }),
      ...(from === undefined ? {} : { from }),
    };
    const rows = await api.klines(range, attempts);
    const older = rows.filter(
      ({ openTime }) => openTime < (before ?? openTime + 1) && (from === undefined || openTime >= from),
    );
    const oldest = older[0];
    if (oldest === undefined) return;
    yield older.slice(-wanted);
    wanted -= older.length;
    before = oldest.openTime;
    if (from !== undefined && before <= from) return;
  }
}

/** All candles with open times in [from, before), ascending, as far as the exchange has them. Throws an ExchangeError. */
export async function klinesBetween(
  api: MarketApi,
  range: { readonly symbol: string; readonly interval: Interval; readonly from: number; readonly before: number },
): Promise<Candle[]> {
  const count = Math.ceil((range.before - range.from) / intervalMs(range.interval));
  const pages: Candle[][] = [];
  for await (const page of klinePages(api, { ...range, count })) pages.push(page);
  return pages.reverse().flat();
}
