/** Kinds of operations that failed for good after their retries, with their weights. */
export const ERROR_WEIGHTS = { transient: 1, rate_limit: 2, auth: 5, fatal: 5 } as const;
export type ErrorKind = keyof typeof ERROR_WEIGHTS;

const WINDOW_MS = 60_000;
const LIMIT = 5;
const MAX_ERRORS_PER_RUN = 20;

/**
 * Blocks new entries while operations keep failing: at once on auth or fatal, else when the weights of the last
 * 60 s exceed 5; lifted by 60 clean seconds. Not persisted. Times are session milliseconds.
 */
export class ErrorBreaker {
  private readonly recent: { readonly at: number; readonly weight: number }[] = [];
  private lastErrorAt = 0;
  private open = false;
  /** Errors in this run. */
  count = 0;

  /** Notes one failure. Returns true when it opens the breaker. */
  note(kind: ErrorKind, at: number): boolean {
    this.count++;
    this.lastErrorAt = at;
    this.recent.push({ at, weight: ERROR_WEIGHTS[kind] });
    const wasOpen = this.open;
    if (kind === 'auth' || kind === 'fatal' || this.weight(at) > LIMIT) this.open = true;
    return this.open && !wasOpen;
  }

  /** Lets time pass. Returns true when 60 clean seconds close the breaker. */
  tick(at: number): boolean {
    if (!this.open || at - this.lastErrorAt < WINDOW_MS) return false;
    this.open = false;
    return true;
  }

  /** Weight of the failures of the last 60 s. */
  weight(at: number): number {
    while (this.recent[0] !== undefined && at - this.recent[0].at >= WINDOW_MS) this.recent.shift();
    return this.recent.reduce((sum, error) => sum + error.weight, 0);
  }

  get isOpen(): boolean {
    return this.open;
  }

  /** True when the run has failed too often to go on. */
  get isBudgetSpent(): boolean {
    return this.count > MAX_ERRORS_PER_RUN;
  }
}
