import { type Money, moneyToNumber, parseMoney } from '../../../../shared/money.ts';
import { DayResults } from './day-results.ts';
import { Falls } from './falls.ts';
import { SeriesDigest } from './series-digest.ts';

/** Equity marked to market over market time: to draw, thinned out; its falls and days from every single mark. */
export class EquityCurve {
  /** USDT. */
  readonly equity = new SeriesDigest();
  /** Percent below the peak, ≥ 0. */
  readonly underwater = new SeriesDigest();
  private marked: { readonly falls: Falls; readonly days: DayResults } | null;
  private peak: number | null;

  private readonly startAt: number | null;

  /** The starting equity seeds the peak from `startAt` on, ms UTC; null when it is not known: then the first mark does. */
  constructor(startingEquity: Money | null, startAt: number | null) {
    this.startAt = startAt;
    this.peak = startingEquity;
    this.marked = startingEquity === null ? null : marksFrom(startingEquity, startAt);
  }

  /** `equity` as decimal text in USDT, `ts` in ms UTC; what is neither is passed over. */
  add(ts: number, equity: string): void {
    const units = parseMoney(equity);
    if (units === undefined || !Number.isFinite(ts)) return;
    this.peak = Math.max(this.peak ?? units, units);
    this.marked ??= marksFrom(units, this.startAt);
    this.marked.falls.mark(units, ts);
    this.marked.days.mark(units, ts);
    this.equity.add(ts, moneyToNumber(units));
    this.underwater.add(ts, this.peak > 0 ? ((this.peak - units) / this.peak) * 100 : 0);
  }

  /** In units of 1e-8 USDT. */
  get falls(): Falls | null {
    return this.marked?.falls ?? null;
  }

  /** In units of 1e-8 USDT. */
  get days(): DayResults | null {
    return this.marked?.days ?? null;
  }
}

function marksFrom(equity: number, startAt: number | null) {
  return { falls: new Falls(equity, startAt), days: new DayResults(equity) };
}
