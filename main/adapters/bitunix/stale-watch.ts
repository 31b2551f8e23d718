const POLL_AFTER_MS = 15_000;
const POLL_EVERY_MS = 5000;
const STOP_AFTER_MS = 30_000;

/** How long live data have been missing, and what that asks for. Only the socket's data count. Times are own time in ms. */
export class StaleWatch {
  private freshAt: number;
  private polledAt = Number.NEGATIVE_INFINITY;
  private isOver = false;

  constructor(now: number) {
    this.freshAt = now;
  }

  /** Live data came, or there is a reason to begin counting anew. */
  fresh(now: number): void {
    this.freshAt = now;
    this.polledAt = Number.NEGATIVE_INFINITY;
  }

  ageMs(now: number): number {
    return now - this.freshAt;
  }

  msUntilStop(now: number): number {
    return this.freshAt + STOP_AFTER_MS - now;
  }

  /** What is due now: `announce` once per silence together with its first poll, then a poll every 5 s, and once the end. */
  due(now: number): 'announce' | 'poll' | 'stop' | undefined {
    const age = this.ageMs(now);
    if (this.isOver || age < POLL_AFTER_MS) return undefined;
    if (age >= STOP_AFTER_MS) {
      this.isOver = true;
      return 'stop';
    }
    if (now - this.polledAt < POLL_EVERY_MS) return undefined;
    const isFirst = this.polledAt === Number.NEGATIVE_INFINITY;
    this.polledAt = now;
    return isFirst ? 'announce' : 'poll';
  }
}
