import type { ExchangeClock } from './exchange-clock.ts';

interface Timer {
  readonly every: number;
  readonly fire: () => void;
  readonly order: number;
  at: number;
}

/** A clock that stands still until a test moves it; timers fire in the order of their times. */
export class ManualClock implements ExchangeClock {
  private readonly timers = new Set<Timer>();
  private current: number;
  private started = 0;

  constructor(startMs: number) {
    this.current = startMs;
  }

  now(): number {
    return this.current;
  }

  every(ms: number, fire: () => void): () => void {
    const every = Math.max(1, ms);
    const timer: Timer = { every, fire, order: this.started++, at: this.current + every };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  /** Lets `ms` pass: every timer that falls due fires at its own time. */
  advance(ms: number): void {
    const end = this.current + ms;
    for (let timer = this.earliest(end); timer !== undefined; timer = this.earliest(end)) {
      this.current = timer.at;
      timer.at += timer.every;
      timer.fire();
    }
    this.current = end;
  }

  private earliest(end: number): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.timers) {
      if (timer.at > end) continue;
      if (first === undefined || timer.at < first.at || (timer.at === first.at && timer.order < first.order)) {
        first = timer;
      }
    }
    return first;
  }
}
