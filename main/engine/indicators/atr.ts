/** Average true range with Wilder's smoothing, seeded with the mean of the first n true ranges; first value at candle n + 1. */
export class Atr {
  private readonly length: number;
  private ranges = 0;
  private current = 0;
  /** Close of the previous candle; 0 before the first, since prices are positive. */
  private previousClose = 0;

  constructor(length: number) {
    this.length = length;
  }

  push(high: number, low: number, close: number): void {
    const previous = this.previousClose;
    this.previousClose = close;
    if (previous === 0) return;
    const range = Math.max(high, previous) - Math.min(low, previous);
    if (this.ranges < this.length) {
      this.current += range;
      if (++this.ranges === this.length) this.current /= this.length;
    } else {
      this.current = (this.current * (this.length - 1) + range) / this.length;
    }
  }

  get isReady(): boolean {
    return this.ranges === this.length;
  }

  /** The average true range; meaningless until `isReady`. */
  get value(): number {
    return this.current;
  }

  save(): AtrState {
    return { ranges: this.ranges, current: this.current, previousClose: this.previousClose };
  }

  load(state: AtrState): void {
    this.ranges = state.ranges;
    this.current = state.current;
    this.previousClose = state.previousClose;
  }
}

export interface AtrState {
  readonly ranges: number;
  readonly current: number;
  readonly previousClose: number;
}
