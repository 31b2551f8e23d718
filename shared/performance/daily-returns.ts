import { utcDay } from '../time.ts';
import { type Moments, NO_MOMENTS, withValue } from './moments.ts';

export interface ReturnSums {
  /** Of the daily returns, as fractions. */
  readonly moments: Moments;
  /** Σ min(r, 0)² over all days. */
  readonly downside: number;
}

export interface DailyReturnsState {
  readonly closed: ReturnSums;
  readonly day: number | null;
  readonly base: number;
  readonly last: number;
}

/** Returns from the last mark of one UTC day with marks to that of the next; the first day's base is the starting equity. */
export class DailyReturns {
  private state: DailyReturnsState;

  constructor(startingEquity: number) {
    const closed = { moments: NO_MOMENTS, downside: 0 };
    this.state = { closed, day: null, base: startingEquity, last: startingEquity };
  }

  /** `ts` in ms UTC, never earlier than before. A mark at 00:00:00.000 closes the day that ends there. */
  mark(equity: number, ts: number): void {
    const { day, last } = this.state;
    const today = utcDay(ts - 1);
    const isNewDay = day === null || today > day;
    this.state = isNewDay
      ? { closed: this.sums, day: today, base: last, last: equity }
      : { ...this.state, last: equity };
  }

  /** Sums over all days, the one that is still open included. */
  get sums(): ReturnSums {
    const { closed, day, base, last } = this.state;
    if (day === null) return closed;
    const value = base > 0 ? (last - base) / base : 0;
    return { moments: withValue(closed.moments, value), downside: closed.downside + Math.min(value, 0) ** 2 };
  }

  save(): DailyReturnsState {
    return this.state;
  }

  load(state: DailyReturnsState): void {
    this.state = state;
  }
}
