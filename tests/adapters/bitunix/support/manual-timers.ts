import type { Clock } from '../../../../main/session/ports.ts';
import { TimerQueue } from '../../../../main/session/timer-queue.ts';

/** 2026-09-21 14:14:00 UTC: a round minute. */
export const START = 1_790_000_040_000;

/** A clock that a test moves. Between two timers everything that was promised comes to rest. */
export class ManualTimers implements Clock {
  private readonly queue = new TimerQueue();
  private current: number;

  constructor(start = START) {
    this.current = start;
  }

  now(): number {
    return this.current;
  }

  at(at: number, fire: () => void): () => void {
    return this.queue.add(Math.max(at, this.current), fire);
  }

  /** Time passes, and nothing of ours runs meanwhile. */
  sleep(ms: number): void {
    this.current += ms;
  }

  /** A test moves this clock itself. */
  run(): Promise<void> {
    return Promise.reject(new Error('use advance'));
  }

  /** Lets `ms` pass, timer by timer. */
  async advance(ms: number): Promise<void> {
    const end = this.current + ms;
    await settled();
    for (let next = this.queue.nextAt; next !== undefined && next <= end; next = this.queue.nextAt) {
      this.current = Math.max(this.current, next);
      this.queue.takeDue(next)?.fire();
      await settled();
    }
    this.current = end;
  }
}

/** Resolves when all promises that can go on have gone on. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}
