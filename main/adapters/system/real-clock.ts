import type { Clock } from '../../session/ports.ts';

const LONGEST_WAIT_MS = 3_600_000;

/** What the clock needs of a queue of timers; the session brings its own. */
export interface ClockTimers {
  add(at: number, fire: () => void): () => void;
  readonly nextAt: number | undefined;
  takeDue(now: number): { readonly fire: () => void } | undefined;
}

/** The machine's clock: starts at wall time, then runs on the monotonic clock, `speed` times as fast. */
export class RealClock implements Clock {
  private readonly timers: ClockTimers;
  private readonly speed: number;
  private readonly origin = performance.now();
  private readonly base: number;
  private handle: NodeJS.Timeout | undefined;
  private turn: (() => void) | undefined;

  constructor(timers: ClockTimers, options: { readonly startMs: number; readonly speed: number }) {
    this.timers = timers;
    this.base = options.startMs;
    this.speed = options.speed;
  }

  now(): number {
    return this.base + Math.floor((performance.now() - this.origin) * this.speed);
  }

  at(at: number, fire: () => void): () => void {
    const cancel = this.timers.add(at, fire);
    if (this.timers.nextAt === at) this.arm();
    return cancel;
  }

  run({ onTurn, isDone }: { onTurn(): void; isDone(): boolean }): Promise<void> {
    return new Promise((resolve, reject) => {
      this.turn = () => {
        try {
          const now = this.now();
          for (let due = this.timers.takeDue(now); due !== undefined && !isDone(); due = this.timers.takeDue(now))
            due.fire();
          onTurn();
        } catch (error) {
          this.turn = undefined;
          reject(error instanceof Error ? error : new Error(String(error)));
          return;
        }
        if (isDone()) {
          this.turn = undefined;
          resolve();
        } else {
          this.arm();
        }
      };
      this.turn();
    });
  }

  private arm(): void {
    if (this.turn === undefined) return;
    clearTimeout(this.handle);
    const next = this.timers.nextAt;
    const wait = next === undefined ? LONGEST_WAIT_MS : (next - this.now()) / this.speed;
    this.handle = setTimeout(() => this.turn?.(), Math.min(LONGEST_WAIT_MS, Math.max(0, Math.ceil(wait))));
  }
}
