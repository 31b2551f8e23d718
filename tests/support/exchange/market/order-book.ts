import { Random } from '../../../../shared/random.ts';
import { type Instrument, priceText, sizeText } from './instrument.ts';
import { lotsOf } from './live-walk.ts';
import type { Trade } from './trade.ts';

/** Levels of the whole book ("max"); the real one is much deeper. */
export const FULL_DEPTH = 1000;

export type Level = readonly [price: string, size: string];

export interface OrderBook {
  /** Best first. */
  readonly asks: readonly Level[];
  readonly bids: readonly Level[];
}

/** The book around the last trade: one tick of spread, the taker's side at the price just traded. It stands still between trades. */
export function orderBook(instrument: Instrument, last: Trade, levels: number): OrderBook {
  const random = new Random(last.id, last.price);
  const meanLots = instrument.typicalSize * 10 ** (instrument.basePrecision + 1);
  let bid = last.side === 'sell' ? last.price : last.price - 1;
  let ask = bid + 1;
  const asks: Level[] = [];
  const bids: Level[] = [];
  for (let i = 0; i < levels; i++) {
    asks.push([priceText(instrument, ask), sizeText(instrument, lotsOf(random, meanLots))]);
    if (bid > 0) bids.push([priceText(instrument, bid), sizeText(instrument, lotsOf(random, meanLots))]);
    ask += 1 + Math.floor(random.uniform(0, 3));
    bid -= 1 + Math.floor(random.uniform(0, 3));
  }
  return { asks, bids };
}
