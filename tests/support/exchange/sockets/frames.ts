import type { Faults } from '../faults/faults.ts';
import type { Candle } from '../market/candle.ts';
import { dayFigures } from '../market/day-figures.ts';
import { decimalText } from '../market/decimal-text.ts';
import { PERCENT_DECIMALS } from '../market/funding.ts';
import { priceText, sizeText, turnoverText } from '../market/instrument.ts';
import type { Market } from '../market/market.ts';
import { orderBook } from '../market/order-book.ts';
import { servedCandle } from '../market/served-candle.ts';
import type { Trade } from '../market/trade.ts';

/** One push, before faults: the documented shape of every public channel. */
export interface Frame {
  readonly ch: string;
  readonly symbol?: string;
  /** Time of the push, ms. */
  readonly ts: number;
  readonly data: object;
}

/** "market_kline_<i>", "mark_kline_<i>": the running bar so far, without open time and without a closed flag. */
export function klineFrame(ch: string, market: Market, candle: Candle, ts: number, faults: Faults): Frame {
  const { instrument } = market;
  const { open, close, high, low, lots, turnover } = servedCandle(candle, faults);
  return {
    ch,
    symbol: instrument.symbol,
    ts,
    data: {
      o: priceText(instrument, open),
      c: priceText(instrument, close),
      h: priceText(instrument, high),
      l: priceText(instrument, low),
      b: sizeText(instrument, lots),
      q: turnoverText(instrument, turnover),
    },
  };
}

/** "ticker": rolling 24 hours; `r` is the change in percent. */
export function tickerFrame(ch: string, market: Market, ts: number): Frame {
  return { ch, symbol: market.instrument.symbol, ts, data: tickerData(market, ts) };
}

/** "tickers": the same as a list and with best bid and ask; no symbol beside `ch`. */
export function tickersFrame(ch: string, market: Market, ts: number): Frame {
  const { bids, asks } = orderBook(market.instrument, market.last, 1);
  const [bd, bv] = bids[0] ?? ['', ''];
  const [ak, av] = asks[0] ?? ['', ''];
  return { ch, ts, data: [{ ...tickerData(market, ts), bd, ak, bv, av }] };
}

/** "price": mark, index, and the rate last settled in percent, with its time and the next. */
export function priceFrame(ch: string, market: Market, ts: number): Frame {
  const { instrument, funding, last } = market;
  const settled = funding.lastTime(ts);
  return {
    ch,
    symbol: instrument.symbol,
    ts,
    data: {
      ip: priceText(instrument, last.index),
      mp: priceText(instrument, last.mark),
      fr: decimalText(funding.rateAt(settled), PERCENT_DECIMALS),
      ft: isoSeconds(settled),
      nft: isoSeconds(funding.nextTime(ts)),
    },
  };
}

/** "trade": a list, times in whole seconds, side of the taker, no id. */
export function tradeFrame(ch: string, market: Market, trades: readonly Trade[], ts: number): Frame {
  const { instrument } = market;
  const data = trades.map(({ time, price, lots, side }) => ({
    t: isoSeconds(time),
    p: priceText(instrument, price),
    v: sizeText(instrument, lots),
    s: side,
  }));
  return { ch, symbol: instrument.symbol, ts, data };
}

/** "depth_book1/5/15" and "depth_books": a complete window each time (the documents promise changes for the last). */
export function depthFrame(ch: string, market: Market, levels: number, ts: number): Frame {
  const { bids, asks } = orderBook(market.instrument, market.last, levels);
  return { ch, symbol: market.instrument.symbol, ts, data: { b: bids, a: asks } };
}

/** What depth pushes once for a symbol that does not exist (seen live). */
export function emptyDepthFrame(ch: string, symbol: string, ts: number): Frame {
  const levels = Array.from({ length: 15 }, () => ['', '']);
  return { ch, symbol, ts, data: { b: levels, a: levels } };
}

function tickerData(market: Market, now: number) {
  const day = dayFigures(market, now);
  return {
    s: market.instrument.symbol,
    la: day.last,
    o: day.open,
    h: day.high,
    l: day.low,
    b: day.volume,
    q: day.turnover,
    r: day.changePercent,
  };
}

function isoSeconds(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
