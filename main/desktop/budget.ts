const MAX_OPENED = 5;
const WITHIN_MS = 10_000;

/** What a page may have opened by other programs: a few things at a time, however often its scripts ask. */
export class OpenBudget {
  private opened: number[] = [];

  /** May one more be opened, at this monotonic time in ms? */
  take(now: number): boolean {
    this.opened = this.opened.filter((at) => now - at < WITHIN_MS);
    if (this.opened.length >= MAX_OPENED) return false;
    this.opened.push(now);
    return true;
  }
}
