import { utcDay } from '../time.ts';
import { type Moments, NO_MOMENTS, withValue } from './moments.ts';

export interface ReturnSums {
  /** Of the daily returns, as fractions. */
  readonly moments: Moments;
  /** Σ min(r, 0)² over all days. */
  readonly downside: number;
}

/** Returns from the last mark of one UTC day with marks to that of the next; the first day's base is the starting equity. */
export class DailyReturns {
  private closed: ReturnSums = { moments: NO_MOMENTS, downside: 0 };
  private day: number | null = null;
  /** Equity at the end of the day before. */
  private base: number;
  private last: number;

  constructor(startingEquity: number) {
    this.base = startingEquity;
    this.last = startingEquity;
  }

  /** `ts` in ms UTC, never earlier than before. A mark at 00:00:00.000 closes the day that ends there. */
  mark(equity: number, ts: number): void {
    const today = utcDay(ts - 1);
    if (this.day === null || today > this.day) {
      this.closed = this.sums;
      this.base = this.last;
      this.day = today;
    }
    this.last = equity;
  }

  /** Sums over all days, the one that is still open included. */
  get sums(): ReturnSums {
    const { closed, day, base, last } = this;
    if (day === null) return closed;
    const value = base > 0 ? (last - base) / base : 0;
    return { moments: withValue(closed.moments, value), downside: closed.downside + Math.min(value, 0) ** 2 };
  }
}
