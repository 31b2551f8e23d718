import type { Instrument } from '../market/instrument.ts';
import { marketOf, type World } from '../world.ts';
import { type Envelope, failure, missingParameter, success } from './envelope.ts';
import { namedMarkets } from './named-markets.ts';
import { parameter, type RestRequest } from './rest-request.ts';

/** "Get Trading Pairs": what may be traded, in which steps and sizes. Funding bounds are in percent. */
export function tradingPairs(request: RestRequest, world: World): Envelope {
  const markets = namedMarkets(request, world);
  if (markets === undefined) return failure(20015);
  return success(markets.map(({ instrument }) => pair(instrument)));
}

/** "Get Position Tiers": leverage and maintenance margin by notional. */
export function positionTiers(request: RestRequest, world: World): Envelope {
  const symbol = parameter(request, 'symbol');
  if (symbol === undefined) return missingParameter();
  const instrument = marketOf(world, symbol)?.instrument;
  if (instrument === undefined) return failure(20015);
  return success(instrument.tiers.map((tier, index) => ({ symbol: instrument.symbol, level: index + 1, ...tier })));
}

function pair(instrument: Instrument) {
  return {
    symbol: instrument.symbol,
    base: instrument.base,
    quote: instrument.quote,
    minTradeVolume: instrument.minTradeVolume,
    minBuyPriceOffset: '-0.95',
    maxSellPriceOffset: '100',
    maxLimitOrderVolume: instrument.maxLimitOrderVolume,
    maxMarketOrderVolume: instrument.maxMarketOrderVolume,
    basePrecision: instrument.basePrecision,
    quotePrecision: instrument.quotePrecision,
    maxLeverage: instrument.maxLeverage,
    minLeverage: 1,
    defaultLeverage: 20,
    defaultMarginMode: 1,
    priceProtectScope: instrument.priceProtectScope,
    symbolStatus: 'OPEN',
    isApiSupported: true,
    maxFundingRate: '0.3',
    minFundingRate: '-0.3',
    launchTime: 1_650_000_000_000,
  };
}
