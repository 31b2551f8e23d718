import type { Interval } from '../../../shared/interval.ts';
import type { Candle } from '../../../shared/market.ts';
import { klinePages } from './kline-paging.ts';
import type { MarketApi } from './market-api.ts';

/** A gap longer than this is filled from its recent end only: indicators forget the rest anyway. */
const LONGEST_GAP_CANDLES = 10_000;

export interface GapRows {
  /** Open time of the first candle asked for. */
  readonly from: number;
  /** Ascending, open times in [from, to]. */
  readonly candles: readonly Candle[];
  /** True when the exchange showed something later than the gap, so that what is missing does not exist. */
  readonly isFinal: boolean;
}

/**
 * The candles of a gap by REST, `from` and `to` being open times of its first and last candle. One more candle than the gap is asked
 * for: a later row proves that the exchange has got past it. Throws an ExchangeError.
 */
export async function readGap(
  api: MarketApi,
  gap: { readonly symbol: string; readonly interval: Interval; readonly stepMs: number; from: number; to: number },
): Promise<GapRows> {
  const { symbol, interval, stepMs, to } = gap;
  const from = Math.max(gap.from, to - (LONGEST_GAP_CANDLES - 1) * stepMs);
  const before = to + 2 * stepMs;
  const pages: Candle[][] = [];
  for await (const page of klinePages(api, { symbol, interval, from, before, count: (before - from) / stepMs }))
    pages.push(page);
  const rows = pages.reverse().flat();
  return {
    from,
    candles: rows.filter(({ openTime }) => openTime <= to),
    isFinal: rows.some((row) => row.openTime > to),
  };
}
