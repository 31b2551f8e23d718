import type { ExchangeClock } from './exchange-clock.ts';

/** The timers of one exchange, so that closing it stops them all. */
export class Timers {
  private readonly clock: ExchangeClock;
  private readonly stops = new Set<() => void>();

  constructor(clock: ExchangeClock) {
    this.clock = clock;
  }

  /** ms on the clock that runs the timers; rate limits and idle limits are measured on it. */
  now(): number {
    return this.clock.now();
  }

  every(ms: number, fire: () => void): () => void {
    const stopTimer = this.clock.every(ms, fire);
    const stop = () => {
      this.stops.delete(stop);
      stopTimer();
    };
    this.stops.add(stop);
    return stop;
  }

  /** Calls `fire` once, after `ms`; at once if that is 0. */
  after(ms: number, fire: () => void): void {
    if (ms <= 0) {
      fire();
      return;
    }
    const stop = this.every(ms, () => {
      stop();
      fire();
    });
  }

  dispose(): void {
    for (const stop of [...this.stops]) stop();
  }
}
