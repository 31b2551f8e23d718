import { SeriesDigest } from './series-digest.ts';

/** Equity marked to market over market time, and how far below its peak it was. */
export class EquityCurve {
  readonly equity = new SeriesDigest();
  /** Percent below the peak, ≥ 0. */
  readonly underwater = new SeriesDigest();
  private peak: number | null;

  /** The starting equity seeds the peak; null when it is not known. */
  constructor(startingEquity: number | null) {
    this.peak = startingEquity;
  }

  add(ts: number, equity: number): void {
    if (!Number.isFinite(equity) || !Number.isFinite(ts)) return;
    this.peak = Math.max(this.peak ?? equity, equity);
    this.equity.add(ts, equity);
    this.underwater.add(ts, this.peak > 0 ? ((this.peak - equity) / this.peak) * 100 : 0);
  }
}
