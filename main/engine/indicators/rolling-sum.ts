/**
 * Sum of the last `length` values in O(1). The running sum is rebuilt from its window each time the ring wraps,
 * so rounding errors never build up over a long run.
 */
export class RollingSum {
  readonly length: number;
  private readonly ring: Float64Array;
  private next = 0;
  private seen = 0;
  private total = 0;

  constructor(length: number) {
    this.length = length;
    this.ring = new Float64Array(length);
  }

  push(value: number): void {
    const { ring } = this;
    this.total += value - (ring[this.next] ?? 0);
    ring[this.next] = value;
    if (this.seen < this.length) this.seen++;
    if (++this.next === this.length) {
      this.next = 0;
      let total = 0;
      for (let i = 0; i < ring.length; i++) total += ring[i] ?? 0;
      this.total = total;
    }
  }

  get sum(): number {
    return this.total;
  }

  /** Values in the window so far, at most `length`. */
  get count(): number {
    return this.seen;
  }

  get isFull(): boolean {
    return this.seen === this.length;
  }

  /** Mean of what is in the window; 0 while it is empty. */
  get mean(): number {
    return this.seen === 0 ? 0 : this.total / this.seen;
  }

  save(): RollingSumState {
    return { ring: Array.from(this.ring), next: this.next, seen: this.seen, total: this.total };
  }

  load(state: RollingSumState): void {
    this.ring.set(state.ring);
    this.next = state.next;
    this.seen = state.seen;
    this.total = state.total;
  }
}

export interface RollingSumState {
  readonly ring: readonly number[];
  readonly next: number;
  readonly seen: number;
  readonly total: number;
}
