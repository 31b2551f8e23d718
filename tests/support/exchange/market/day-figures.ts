import { decimalText } from './decimal-text.ts';
import { priceText, sizeText, turnoverText } from './instrument.ts';
import type { Market } from './market.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Rolling 24 hours of a market, as texts. */
export interface DayFigures {
  readonly last: string;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  /** Volume in the base coin, turnover in the quote coin. */
  readonly volume: string;
  readonly turnover: string;
  /** Change of the last price against `open`, in percent. */
  readonly changePercent: string;
}

export function dayFigures(market: Market, now: number): DayFigures {
  const { instrument, book, last } = market;
  const sum = { open: last.price, high: last.price, low: last.price, lots: 0, turnover: 0 };
  const oldest = Math.floor((now - DAY_MS) / MINUTE_MS + 1) * MINUTE_MS;
  for (let minute = Math.floor(now / MINUTE_MS) * MINUTE_MS; minute >= oldest; minute -= MINUTE_MS) {
    const candle = book.at('last', minute);
    if (candle === undefined) continue;
    sum.open = candle.open;
    sum.high = Math.max(sum.high, candle.high);
    sum.low = Math.min(sum.low, candle.low);
    sum.lots += candle.lots;
    sum.turnover += candle.turnover;
  }
  return {
    last: priceText(instrument, last.price),
    open: priceText(instrument, sum.open),
    high: priceText(instrument, sum.high),
    low: priceText(instrument, sum.low),
    volume: sizeText(instrument, sum.lots),
    turnover: turnoverText(instrument, sum.turnover),
    changePercent: decimalText(Math.round((last.price / sum.open - 1) * 100_000), 3),
  };
}
