import { type Timers, wait } from './timers.ts';

/** Two below the exchange's 10 a second, because a request may be counted a moment later than it was sent. */
const REQUESTS_PER_SECOND = 8;

/** Spaces requests of one endpoint evenly, first come first served: at most 8 in any second, and no bursts. */
export class RateLimiter {
  private readonly timers: Timers;
  private readonly spacingMs: number;
  private readonly nextFree = new Map<string, number>();

  constructor(timers: Timers, requestsPerSecond = REQUESTS_PER_SECOND) {
    this.timers = timers;
    this.spacingMs = Math.ceil(1000 / requestsPerSecond);
  }

  /** Resolves when a request of `endpoint` may leave. Returns at once when aborted; the turn stays used. */
  async take(endpoint: string, signal?: AbortSignal): Promise<void> {
    const now = this.timers.now();
    const turn = Math.max(now, this.nextFree.get(endpoint) ?? 0);
    this.nextFree.set(endpoint, turn + this.spacingMs);
    if (turn > now) await wait(this.timers, turn - now, signal);
  }

  /** Keeps an endpoint quiet for `ms`, when the exchange has said that we are too fast. */
  pause(endpoint: string, ms: number): void {
    const until = this.timers.now() + ms;
    this.nextFree.set(endpoint, Math.max(until, this.nextFree.get(endpoint) ?? 0));
  }
}
