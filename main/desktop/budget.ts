/** So many at once, and then as many again in each span of time: what scripts of a page may have without end otherwise. */
export class Budget {
  private readonly most: number;
  private readonly perMs: number;
  private left: number;
  private at = Number.NEGATIVE_INFINITY;

  constructor(most: number, withinMs: number) {
    this.most = most;
    this.perMs = most / withinMs;
    this.left = most;
  }

  /** May one more be had, at this monotonic time in ms? */
  take(now: number): boolean {
    this.left = Math.min(this.most, this.left + (now - this.at) * this.perMs);
    this.at = now;
    if (this.left < 1) return false;
    this.left--;
    return true;
  }
}
