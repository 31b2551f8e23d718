/** Highest or lowest of the last `length` values; rescans its window only when the extreme itself leaves it. */
export class RollingExtreme {
  private readonly ring: Float64Array;
  private readonly direction: 1 | -1;
  private next = 0;
  private seen = 0;
  private best = 0;
  private bestAt = -1;

  constructor(length: number, kind: 'highest' | 'lowest') {
    this.ring = new Float64Array(length);
    this.direction = kind === 'highest' ? 1 : -1;
  }

  push(value: number): void {
    const { ring, next, direction } = this;
    ring[next] = value;
    if (this.seen < ring.length) this.seen++;
    if (this.bestAt < 0 || (value - this.best) * direction >= 0) {
      this.best = value;
      this.bestAt = next;
    } else if (this.bestAt === next) {
      this.rescan();
    }
    this.next = next + 1 === ring.length ? 0 : next + 1;
  }

  private rescan(): void {
    const { ring, direction } = this;
    let bestAt = 0;
    let best = ring[0] ?? 0;
    for (let i = 1; i < this.seen; i++) {
      const value = ring[i] ?? 0;
      if ((value - best) * direction > 0) {
        best = value;
        bestAt = i;
      }
    }
    this.best = best;
    this.bestAt = bestAt;
  }

  get isFull(): boolean {
    return this.seen === this.ring.length;
  }

  /** The extreme; meaningless while nothing has been pushed. */
  get value(): number {
    return this.best;
  }

  save(): RollingExtremeState {
    return { ring: Array.from(this.ring), next: this.next, seen: this.seen, best: this.best, bestAt: this.bestAt };
  }

  load(state: RollingExtremeState): void {
    this.ring.set(state.ring);
    this.next = state.next;
    this.seen = state.seen;
    this.best = state.best;
    this.bestAt = state.bestAt;
  }
}

export interface RollingExtremeState {
  readonly ring: readonly number[];
  readonly next: number;
  readonly seen: number;
  readonly best: number;
  readonly bestAt: number;
}
