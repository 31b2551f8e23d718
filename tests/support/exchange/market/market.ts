import { type BarQuery, barAt, barsNewestFirst } from './bars.ts';
import type { Candle, PriceKind } from './candle.ts';
import { unitsOf } from './decimal-text.ts';
import { FundingCalendar } from './funding.ts';
import type { Instrument } from './instrument.ts';
import type { Interval } from './interval.ts';
import { LiveWalk, type WalkSettings } from './live-walk.ts';
import { MinuteBook } from './minute-book.ts';
import { PastWalk } from './past-walk.ts';
import type { Trade } from './trade.ts';

const MINUTE_MS = 60_000;
/** A day of trades; what is older only lives on in the bars. */
const TRADES_KEPT = 500_000;

export interface MarketSettings extends WalkSettings {
  /** Price at the start, in the quote coin; default is the instrument's own. */
  readonly startPrice?: number | undefined;
  readonly pastDays: number;
  /** Leaves bars without a trade out; otherwise they are flat. */
  readonly skipsQuietBars: boolean;
}

/** One symbol's market: the truth that REST and WebSocket tell, with or without faults. */
export class Market {
  readonly instrument: Instrument;
  readonly funding: FundingCalendar;
  readonly book: MinuteBook;
  /** Every trade from the open of the starting minute on. */
  readonly trades: Trade[] = [];
  private readonly walk: LiveWalk;
  private readonly skipsQuietBars: boolean;
  private latest: Trade;

  constructor(settings: MarketSettings, startMs: number) {
    const { instrument, seed, stream } = settings;
    this.instrument = instrument;
    this.skipsQuietBars = settings.skipsQuietBars;
    this.funding = new FundingCalendar(seed, stream);
    const startMinute = Math.floor(startMs / MINUTE_MS) * MINUTE_MS;
    const price = unitsOf(settings.startPrice ?? instrument.startPrice, instrument.quotePrecision);
    const past = new PastWalk(settings, startMinute, price);
    this.book = new MinuteBook(past, startMinute, Math.round(settings.pastDays * 1440));
    this.walk = new LiveWalk(settings, startMinute, price);
    this.latest = { id: 0, time: startMinute, price, lots: 0, side: 'buy', index: price, mark: price };
    this.advanceTo(startMs);
  }

  get last(): Trade {
    return this.latest;
  }

  /** Lets every trade up to and including `now` happen. A time that went back changes nothing. */
  advanceTo(now: number): void {
    while (this.walk.nextTime <= now) {
      this.latest = this.walk.next();
      this.trades.push(this.latest);
      this.book.add(this.latest);
    }
    if (this.trades.length > TRADES_KEPT * 1.1) this.trades.splice(0, this.trades.length - TRADES_KEPT);
  }

  /** The one-minute bar that opens at `openTime`. */
  minute(openTime: number, kind: PriceKind = 'last'): Candle | undefined {
    return this.book.at(kind, openTime);
  }

  bars(query: BarQuery, now: number): Candle[] {
    return barsNewestFirst(this.book, query, now, this.skipsQuietBars);
  }

  /** The bar that opens at `openTime` as far as it has come; undefined if nothing was traded in it. */
  bar(kind: PriceKind, interval: Interval, openTime: number, now: number): Candle | undefined {
    return barAt(this.book, kind, interval, openTime, now);
  }

  /** Mark price at a time, in ticks. */
  markAt(time: number): number {
    return this.book.at('mark', Math.floor(time / MINUTE_MS) * MINUTE_MS)?.open ?? this.latest.mark;
  }
}
