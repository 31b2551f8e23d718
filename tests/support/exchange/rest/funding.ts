import { decimalText } from '../market/decimal-text.ts';
import { FRACTION_DECIMALS, FUNDING_HOURS, PERCENT_DECIMALS } from '../market/funding.ts';
import { priceText } from '../market/instrument.ts';
import type { Market } from '../market/market.ts';
import { marketOf, type World } from '../world.ts';
import { type Envelope, failure, missingParameter, success } from './envelope.ts';
import { pageWindow } from './page-window.ts';
import { parameter, type RestRequest } from './rest-request.ts';

/** A contract that is no longer traded but still listed in the batch, with the junk seen live. */
const DELISTED_ROW = {
  symbol: 'LUNAUSDT',
  markPrice: '0',
  lastPrice: '0',
  indexPrice: null,
  fundingRate: '0',
  fundingInterval: 8,
  nextFundingTime: '0',
  maxFundingRate: '0.3',
  minFundingRate: '-0.3',
};

/** "Get Funding Rate": the rate that is building up, in percent per interval. `data` is an array. */
export function fundingRate(request: RestRequest, world: World): Envelope {
  const symbol = parameter(request, 'symbol');
  if (symbol === undefined) return missingParameter();
  const market = marketOf(world, symbol);
  if (market === undefined) return failure(20015);
  const row = fundingRow(market, world.now());
  return success(world.faults.fundingAsObject ? row : [row]);
}

/** "Get Funding Rate batch": all symbols, without a filter. */
export function fundingRateBatch(_request: RestRequest, world: World): Envelope {
  const now = world.now();
  return success([...[...world.markets.values()].map((market) => fundingRow(market, now)), DELISTED_ROW]);
}

/** "Get Funding Rate History": settled rates, newest first, as **fractions**. The parameter is spelt `starTime`; that endTime is exclusive is a guess. */
export function fundingRateHistory(request: RestRequest, world: World): Envelope {
  const symbol = parameter(request, 'symbol');
  if (symbol === undefined) return missingParameter();
  const market = marketOf(world, symbol);
  if (market === undefined) return failure(20015);
  const window = pageWindow(request, world, ['starTime', 'startTime']);
  if (window === undefined) return failure(10002);
  const { funding, book, instrument } = market;
  const from = Math.max(window.from ?? 0, book.firstMinute);
  const before = Math.min(window.before ?? Number.MAX_SAFE_INTEGER, world.now() + 1);
  return success(
    funding.settlements(from, before, window.limit).map((time) => ({
      fundingRate: decimalText(funding.rateAt(time), FRACTION_DECIMALS),
      fundingTime: String(time),
      markPrice: priceText(instrument, market.markAt(time)),
    })),
  );
}

function fundingRow({ instrument, funding, last }: Market, now: number) {
  return {
    symbol: instrument.symbol,
    markPrice: priceText(instrument, last.mark),
    lastPrice: priceText(instrument, last.price),
    indexPrice: priceText(instrument, last.index),
    fundingRate: decimalText(funding.expectedRate(now), PERCENT_DECIMALS),
    fundingInterval: FUNDING_HOURS,
    nextFundingTime: String(funding.nextTime(now)),
    maxFundingRate: '0.3',
    minFundingRate: '-0.3',
  };
}
