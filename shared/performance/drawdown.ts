/** The deepest fall below a peak of marked equity so far. */
export interface Drawdown {
  /** Of the peak, 0 … 1 (above 1 if equity went below zero). */
  readonly fraction: number;
  /** In the unit of the marks. */
  readonly amount: number;
  /** Last time at the peak, ms UTC. */
  readonly from: number;
  /** First time back at the peak, ms UTC; null while below it. */
  readonly recoveredAt: number | null;
}

/** Follows the peak of equity and the deepest fall from it, as a share of the peak. The starting equity seeds the peak. */
export class DrawdownTracker {
  private peak: number;
  private peakAt: number | null = null;
  private fall: Drawdown | null = null;

  constructor(startingEquity: number) {
    this.peak = startingEquity;
  }

  /** Since when equity has been at its start, ms UTC; else since the first mark. */
  begin(ts: number): void {
    this.peakAt ??= ts;
  }

  mark(equity: number, ts: number): void {
    this.peakAt ??= ts;
    if (equity >= this.peak) {
      // equity that rests at its peak is not falling: the fall starts where it leaves
      this.peak = equity;
      this.peakAt = ts;
      if (this.fall !== null && this.fall.recoveredAt === null) this.fall = { ...this.fall, recoveredAt: ts };
      return;
    }
    const amount = this.peak - equity;
    const fraction = this.peak > 0 ? amount / this.peak : 0;
    if (fraction > (this.fall?.fraction ?? 0)) {
      this.fall = { fraction, amount, from: this.peakAt, recoveredAt: null };
    }
  }

  /** Null as long as equity never was below its peak. */
  get deepest(): Drawdown | null {
    return this.fall;
  }
}
