/** Exponential moving average, α = 2 / (n + 1), seeded with the simple mean of its first n values; ready at value n. */
export class Ema {
  private readonly length: number;
  private readonly alpha: number;
  private seen = 0;
  private current = 0;

  constructor(length: number) {
    this.length = length;
    this.alpha = 2 / (length + 1);
  }

  push(value: number): void {
    if (this.seen < this.length) {
      this.current += value;
      if (++this.seen === this.length) this.current /= this.length;
    } else {
      this.current += this.alpha * (value - this.current);
    }
  }

  get isReady(): boolean {
    return this.seen === this.length;
  }

  /** The average; meaningless until `isReady`. */
  get value(): number {
    return this.current;
  }

  save(): EmaState {
    return { seen: this.seen, current: this.current };
  }

  load(state: EmaState): void {
    this.seen = state.seen;
    this.current = state.current;
  }
}

export interface EmaState {
  readonly seen: number;
  readonly current: number;
}
