import { DAY_MS, utcDay } from '../../../../shared/time.ts';

/** What a UTC day did to marked equity, in the unit of the marks. */
export interface DayResult {
  /** Start of the day, ms UTC. */
  readonly ts: number;
  /** Equity at the end of the day with marks before; for the first one the starting equity. */
  readonly base: number;
  readonly last: number;
  /** Lowest mark of the day, or its base when no mark was lower. */
  readonly lowest: number;
}

/** Results day by day, by the same convention as the daily returns of the key figures: a mark at 00:00 closes the day before. */
export class DayResults {
  private readonly days: DayResult[] = [];
  private last: number;

  constructor(startingEquity: number) {
    this.last = startingEquity;
  }

  /** `ts` in ms UTC, in the order of time. */
  mark(equity: number, ts: number): void {
    const day = utcDay(ts - 1) * DAY_MS;
    const open = this.days.at(-1);
    if (open?.ts === day) {
      this.days[this.days.length - 1] = { ...open, last: equity, lowest: Math.min(open.lowest, equity) };
    } else {
      const base = this.last;
      this.days.push({ ts: day, base, last: equity, lowest: Math.min(base, equity) });
    }
    this.last = equity;
  }

  get all(): readonly DayResult[] {
    return this.days;
  }
}

/** Days joined to calendar months, UTC. */
export function monthsOf(days: readonly DayResult[]): readonly DayResult[] {
  const months: DayResult[] = [];
  for (const day of days) {
    const date = new Date(day.ts);
    const ts = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
    const open = months.at(-1);
    if (open?.ts === ts) {
      months[months.length - 1] = { ...open, last: day.last, lowest: Math.min(open.lowest, day.lowest) };
    } else {
      months.push({ ...day, ts });
    }
  }
  return months;
}
