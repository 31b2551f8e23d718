/** A fall of marked equity below its peak, from leaving the peak until being back at it. */
export interface Fall {
  /** Last time at the peak, ms UTC. */
  readonly from: number;
  readonly lowestAt: number;
  /** First mark back at the peak, ms UTC; null when there was none. */
  readonly recoveredAt: number | null;
  /** Of the peak, 0 … 1 (above 1 if equity went below zero). */
  readonly fraction: number;
  /** In the unit of the marks. */
  readonly amount: number;
}

/** The deepest falls of a series of equity marks, by the same convention as the drawdown of `final_report.json`. */
export class Falls {
  private readonly limit: number;
  private done: Fall[] = [];
  private open: Fall | null = null;
  private peak: number;
  private peakAt: number | null;
  /** All falls so far, however shallow. */
  count = 0;

  /** The starting equity seeds the peak, from `startAt` on (ms UTC), or the first mark where that is not known. */
  constructor(startingEquity: number, startAt: number | null = null, limit = 5) {
    this.peak = startingEquity;
    this.peakAt = startAt;
    this.limit = limit;
  }

  /** `ts` in ms UTC, in the order of time. */
  mark(equity: number, ts: number): void {
    this.peakAt ??= ts;
    if (equity >= this.peak) {
      if (this.open !== null) this.keep({ ...this.open, recoveredAt: ts });
      this.open = null;
      this.peak = equity;
      this.peakAt = ts;
      return;
    }
    const amount = this.peak - equity;
    const fraction = this.peak > 0 ? amount / this.peak : 0;
    if (this.open === null) this.count++;
    if (fraction <= (this.open?.fraction ?? 0)) return;
    this.open = { from: this.peakAt, lowestAt: ts, recoveredAt: null, fraction, amount };
  }

  /** The deepest first; of equally deep ones the earlier. */
  get deepest(): readonly Fall[] {
    const all = this.open === null ? this.done : [...this.done, this.open];
    return all.toSorted(deeperFirst).slice(0, this.limit);
  }

  private keep(fall: Fall): void {
    this.done = [...this.done, fall].sort(deeperFirst).slice(0, this.limit);
  }
}

function deeperFirst(a: Fall, b: Fall): number {
  return b.fraction - a.fraction || a.from - b.from;
}
