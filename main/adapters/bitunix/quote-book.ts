import { isSoundQuote, type Quote } from '../../../shared/market.ts';

/** A book that has not moved for this long is not believed while other channels bring prices. */
const BOOK_TRUSTED_MS = 10_000;
/** An unchanged quote is told again after this long, so that a quiet market is not taken for a dead one. */
const REPEAT_MS = 1000;
/** Half of the spread that is assumed when no book was ever seen, as a fraction. */
const ASSUMED_HALF_SPREAD = 0.0001;

/** The quote as put together from the book (bid, ask) and from whatever traded last. Times are exchange times in ms. */
export class QuoteBook {
  private bid = 0;
  private ask = 0;
  private bookAt = Number.NEGATIVE_INFINITY;
  private last = 0;
  private lastAt = Number.NEGATIVE_INFINITY;
  private firstAt = Number.POSITIVE_INFINITY;
  private told: Quote | null = null;

  /** A new top of the book. Crossed or one-sided books are passed over; older ones too. */
  book(ts: number, bid: number | null, ask: number | null): void {
    if (bid === null || ask === null || bid > ask || ts < this.bookAt) return;
    this.bid = bid;
    this.ask = ask;
    this.bookAt = ts;
  }

  traded(ts: number, price: number): void {
    if (ts < this.lastAt) return;
    this.last = price;
    this.lastAt = ts;
    this.firstAt = Math.min(this.firstAt, ts);
  }

  /** The quote to tell now; undefined when there is none, or none that differs from the one before. */
  take(): Quote | undefined {
    const quote = this.current();
    if (quote === undefined) return undefined;
    const { told } = this;
    const isSame = told?.bid === quote.bid && told.ask === quote.ask && told.last === quote.last;
    if (told !== null && (quote.ts < told.ts || (isSame && quote.ts - told.ts < REPEAT_MS))) return undefined;
    this.told = quote;
    return quote;
  }

  /** Forgets everything: after a loss of the connection nothing is known until it is told anew. */
  reset(): void {
    this.bid = 0;
    this.ask = 0;
    this.last = 0;
    this.bookAt = Number.NEGATIVE_INFINITY;
    this.lastAt = Number.NEGATIVE_INFINITY;
    this.firstAt = Number.POSITIVE_INFINITY;
    this.told = null;
  }

  private current(): Quote | undefined {
    if (this.last === 0) return undefined;
    const ts = Math.max(this.bookAt, this.lastAt);
    const isBookTrusted = ts - this.bookAt <= BOOK_TRUSTED_MS;
    if (this.bid === 0 && ts - this.firstAt <= BOOK_TRUSTED_MS) return undefined;
    const half = this.bid > 0 ? (this.ask - this.bid) / 2 : this.last * ASSUMED_HALF_SPREAD;
    const quote = isBookTrusted
      ? { ts, bid: this.bid, ask: this.ask, last: this.last }
      : { ts, bid: round(this.last - half), ask: round(this.last + half), last: this.last };
    return isSoundQuote(quote) ? quote : undefined;
  }
}

function round(price: number): number {
  return Number(price.toPrecision(12));
}
