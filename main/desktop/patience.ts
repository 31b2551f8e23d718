/** After so many refusals in a row the page is not listened to for a while: its scripts could ask without end. */
const MOST_REFUSALS = 3;
const PAUSE_MS = 60_000;

/** How long a person may be asked on behalf of the page. */
export class Patience {
  private readonly monotonicMs: () => number;
  private refusals = 0;
  private refusedAt = 0;

  constructor(monotonicMs: () => number = () => performance.now()) {
    this.monotonicMs = monotonicMs;
  }

  /** Has the person refused so often that nothing is asked now? */
  isOver(): boolean {
    if (this.refusals < MOST_REFUSALS) return false;
    if (this.monotonicMs() - this.refusedAt < PAUSE_MS) return true;
    this.refusals = 0;
    return false;
  }

  answered(isAllowed: boolean): void {
    this.refusals = isAllowed ? 0 : this.refusals + 1;
    this.refusedAt = this.monotonicMs();
  }
}
