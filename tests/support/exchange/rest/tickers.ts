import { dayFigures } from '../market/day-figures.ts';
import { priceText } from '../market/instrument.ts';
import type { World } from '../world.ts';
import { type Envelope, failure, success } from './envelope.ts';
import { namedMarkets } from './named-markets.ts';
import type { RestRequest } from './rest-request.ts';

/** "Get Tickers": rolling 24 hours, without bid, ask or time. */
export function tickers(request: RestRequest, world: World): Envelope {
  const markets = namedMarkets(request, world);
  if (markets === undefined) return failure(20015);
  const now = world.now();
  return success(
    markets.map((market) => {
      const { instrument, last } = market;
      const day = dayFigures(market, now);
      return {
        symbol: instrument.symbol,
        markPrice: priceText(instrument, last.mark),
        lastPrice: day.last,
        open: day.open,
        last: day.last,
        quoteVol: day.turnover,
        baseVol: day.volume,
        high: day.high,
        low: day.low,
      };
    }),
  );
}
