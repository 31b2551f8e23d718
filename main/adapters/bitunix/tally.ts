const EVERY_MS = 1000;

/** Counts what would flood the journal, and lets it be told at most once a second. */
export class Tally {
  private count = 0;
  private sample = '';
  private toldAt = Number.NEGATIVE_INFINITY;
  /** Since the start. */
  total = 0;

  /** Counts `times` more; the first sample since the last telling is kept. */
  add(times = 1, sample = ''): void {
    if (this.count === 0) this.sample = sample;
    this.count += times;
    this.total += times;
  }

  /** What has come together, when there is something and a second has passed; it counts from zero again. */
  take(now: number): { readonly count: number; readonly sample: string } | undefined {
    if (this.count === 0 || now - this.toldAt < EVERY_MS) return undefined;
    this.toldAt = now;
    const { count, sample } = this;
    this.count = 0;
    return { count, sample };
  }
}
