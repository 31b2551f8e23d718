/** A stretch of a series: its times, extremes and last value. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly min: number;
  readonly max: number;
  readonly last: number;
}

/** A series of any length in at most `limit` stretches of equally many values; when they are full, neighbours are joined. */
export class SeriesDigest {
  private readonly limit: number;
  private kept: Stretch[] = [];
  private open: Stretch | null = null;
  private inOpen = 0;
  private perStretch = 1;
  count = 0;
  private sum = 0;

  constructor(limit = 1200) {
    this.limit = limit;
  }

  /** `ts` in ms UTC; values that are no number are passed over. */
  add(ts: number, value: number): void {
    if (!Number.isFinite(value) || !Number.isFinite(ts)) return;
    this.count++;
    this.sum += value;
    const next = { from: ts, to: ts, min: value, max: value, last: value };
    this.open = this.open === null ? next : joined(this.open, next);
    if (++this.inOpen < this.perStretch) return;
    this.kept.push(this.open);
    this.open = null;
    this.inOpen = 0;
    if (this.kept.length >= this.limit) this.halve();
  }

  get stretches(): readonly Stretch[] {
    return this.open === null ? this.kept : [...this.kept, this.open];
  }

  get mean(): number {
    return this.count === 0 ? 0 : this.sum / this.count;
  }

  get max(): number {
    return this.stretches.reduce((max, stretch) => Math.max(max, stretch.max), Number.NEGATIVE_INFINITY);
  }

  private halve(): void {
    const pairs: Stretch[] = [];
    for (let i = 0; i < this.kept.length; i += 2) {
      const [first, second] = [this.kept[i], this.kept[i + 1]];
      if (first !== undefined) pairs.push(second === undefined ? first : joined(first, second));
    }
    this.kept = pairs;
    this.perStretch *= 2;
  }
}

function joined(a: Stretch, b: Stretch): Stretch {
  return { from: a.from, to: b.to, min: Math.min(a.min, b.min), max: Math.max(a.max, b.max), last: b.last };
}
