import { z } from 'zod';
import { type Interval, intervalMs } from '../../../shared/interval.ts';
import type { Candle } from '../../../shared/market.ts';
import { ExchangeError } from './exchange-error.ts';
import { type InstrumentRules, instrumentRules } from './instrument-rules.ts';
import { readKlines } from './kline-rows.ts';
import type { RestClient } from './rest-client.ts';
import {
  depthSchema,
  fundingHistoryRowSchema,
  fundingRatesSchema,
  tickerSchema,
  tierSchema,
  tradingPairSchema,
} from './rest-schemas.ts';
import { percentToFraction } from './wire-values.ts';

const MARKET = '/api/v1/futures/market';
const TIERS = '/api/v1/futures/position/get_position_tiers';
const LONGEST_PAGE = 200;
/** No contract charges more than this in one settlement; a greater value is a unit mistaken. Fact sheet 8. */
const LARGEST_RATE = 0.03;

export interface KlineQuery {
  readonly symbol: string;
  readonly interval: Interval;
  /** Open times, ms UTC: `from` inclusive, `before` exclusive. Of more than `limit` candles the latest are given. */
  readonly from?: number;
  readonly before?: number;
  readonly limit?: number;
}

export interface FundingForecast {
  /** Fraction of the position's value, as it stands for the next settlement. */
  readonly rate: number;
  /** ms UTC; null when the exchange gave none that makes sense. */
  readonly nextAt: number | null;
  readonly intervalMs: number;
}

export interface FundingSettlement {
  /** ms UTC. */
  readonly at: number;
  /** Fraction. */
  readonly rate: number;
}

export interface BookTop {
  readonly bid: number;
  readonly ask: number;
}

export interface MarginTier {
  readonly level: number;
  /** Value of the position in quote currency: from inclusive, to exclusive. */
  readonly from: number;
  readonly to: number;
  readonly maxLeverage: number;
  /** Fraction. */
  readonly maintenanceMarginRate: number;
}

/** Public market data of the exchange over REST, in our units. Every method throws an ExchangeError. */
export class MarketApi {
  private readonly rest: RestClient;

  constructor(rest: RestClient) {
    this.rest = rest;
  }

  /** One page of candles, ascending; the running one may be among them. Fact sheet 3.1. */
  klines(query: KlineQuery, attempts?: number): Promise<Candle[]> {
    const { symbol, interval, from, before, limit = LONGEST_PAGE } = query;
    return this.rest.get(
      `${MARKET}/kline`,
      { symbol, interval, startTime: from, endTime: before, limit: Math.min(limit, LONGEST_PAGE) },
      (data) => readKlines(data ?? [], intervalMs(interval)),
      attempts,
    );
  }

  /** The rate for the next settlement. The exchange gives percent here. Fact sheet 3.2. */
  async fundingForecast(symbol: string): Promise<FundingForecast> {
    const rows = await this.rest.get(`${MARKET}/funding_rate`, { symbol }, (data) => fundingRatesSchema.parse(data));
    const row = pick(rows, symbol);
    return {
      rate: checkedRate(percentToFraction(row.fundingRate)),
      nextAt: row.nextFundingTime,
      intervalMs: row.fundingInterval * 3_600_000,
    };
  }

  /** Past settlements, ascending. The exchange gives fractions here, and calls its parameter `starTime`. Fact sheet 3.3. */
  async fundingHistory(query: {
    readonly symbol: string;
    readonly from?: number;
    readonly before?: number;
    readonly limit?: number;
  }): Promise<FundingSettlement[]> {
    const { symbol, from = 0, before = Number.MAX_SAFE_INTEGER, limit = LONGEST_PAGE } = query;
    const rows = await this.rest.get(
      `${MARKET}/get_funding_rate_history`,
      { symbol, starTime: query.from, endTime: query.before, limit: Math.min(limit, LONGEST_PAGE) },
      (data) => z.array(fundingHistoryRowSchema).parse(data ?? []),
    );
    const byTime = new Map(rows.map((row) => [row.fundingTime, checkedRate(row.fundingRate)]));
    return [...byTime]
      .map(([at, rate]) => ({ at, rate }))
      .filter(({ at }) => at >= from && at < before)
      .sort((a, b) => a.at - b.at);
  }

  /** Last traded price. */
  async lastPrice(symbol: string): Promise<number> {
    const rows = await this.rest.get(`${MARKET}/tickers`, { symbols: symbol }, (data) =>
      z.array(tickerSchema).parse(data),
    );
    const { lastPrice, last } = pick(rows, symbol);
    const found = lastPrice ?? last;
    if (found === undefined) throw new ExchangeError('transient', `tickers: no price of ${symbol}`);
    return found;
  }

  /** Best bid and ask. */
  async bookTop(symbol: string): Promise<BookTop> {
    const { asks, bids } = await this.rest.get(`${MARKET}/depth`, { symbol, limit: 1 }, (data) =>
      depthSchema.parse(data),
    );
    const bid = Math.max(...bids.map(([price]) => price));
    const ask = Math.min(...asks.map(([price]) => price));
    if (!Number.isFinite(bid) || !Number.isFinite(ask) || bid > ask)
      throw new ExchangeError('transient', `depth: no sound book of ${symbol}`);
    return { bid, ask };
  }

  /** Tick, lot, smallest order and limits of a contract; `fatal` when the exchange does not list it. */
  async instrument(symbol: string): Promise<InstrumentRules> {
    const rows = await this.rest.get(`${MARKET}/trading_pairs`, { symbols: symbol }, (data) =>
      z.array(z.looseObject({ symbol: z.string() })).parse(data),
    );
    const pair = tradingPairSchema.safeParse(pick(rows, symbol));
    if (!pair.success) throw new ExchangeError('fatal', `trading_pairs: the rules of ${symbol} cannot be read`);
    return instrumentRules(pair.data);
  }

  /** Margin tiers, ascending. Fact sheet 3.7. */
  async tiers(symbol: string): Promise<MarginTier[]> {
    const rows = await this.rest.get(TIERS, { symbol }, (data) => z.array(tierSchema).parse(data));
    return rows
      .map((row) => ({
        level: row.level,
        from: row.startValue,
        to: row.endValue,
        maxLeverage: row.leverage,
        maintenanceMarginRate: row.maintenanceMarginRate,
      }))
      .sort((a, b) => a.level - b.level);
  }
}

/** The row of the symbol: a filter that was ignored gives all rows (fact sheet 3.4). */
function pick<T extends { readonly symbol: string }>(rows: readonly T[], symbol: string): T {
  const row = rows.find((candidate) => candidate.symbol.toUpperCase() === symbol.toUpperCase());
  if (row === undefined) throw new ExchangeError('fatal', `${symbol} is not listed`);
  return row;
}

function checkedRate(rate: number): number {
  if (Math.abs(rate) > LARGEST_RATE) throw new ExchangeError('transient', `a funding rate of ${rate} cannot be`);
  return rate;
}
