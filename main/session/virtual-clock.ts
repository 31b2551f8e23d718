import type { Clock } from './ports.ts';
import { TimerQueue } from './timer-queue.ts';

const SLICE_MS = 20;

export interface VirtualClockHost {
  /** Real monotonic ms, to know when to yield. */
  monotonicMs(): number;
  /** Lets the real event loop run once, so that signals, KILL and commands are seen. */
  yieldToHost(): Promise<void>;
}

/** A clock that jumps to the next timer as fast as the machine allows, and yields to the real event loop every 20 ms. */
export class VirtualClock implements Clock {
  private readonly timers = new TimerQueue();
  private readonly host: VirtualClockHost;
  private current: number;

  constructor(startMs: number, host: VirtualClockHost) {
    this.current = startMs;
    this.host = host;
  }

  now(): number {
    return this.current;
  }

  at(at: number, fire: () => void): () => void {
    return this.timers.add(Math.max(at, this.current), fire);
  }

  /** Ends when `isDone`, or when no timer is left. */
  async run({ onTurn, isDone }: { onTurn(): void; isDone(): boolean }): Promise<void> {
    for (;;) {
      const sliceEnd = this.host.monotonicMs() + SLICE_MS;
      do {
        const next = this.timers.nextAt;
        if (isDone() || next === undefined) {
          onTurn();
          if (isDone() || this.timers.nextAt === undefined) return;
          continue;
        }
        this.current = next;
        this.timers.takeDue(next)?.fire();
      } while (this.host.monotonicMs() < sliceEnd);
      onTurn();
      await this.host.yieldToHost();
    }
  }
}
