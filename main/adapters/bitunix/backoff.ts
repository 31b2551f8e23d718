/** A number in [0, 1). */
export type RandomFraction = () => number;

const JITTER = 0.2;

/** `ms` ± 20 %. */
export function jittered(ms: number, random: RandomFraction): number {
  return ms * (1 - JITTER + 2 * JITTER * random());
}

/** Wait before the next try of a request, ms: 0.5, 1, 2, 4 s … at most 8 s, ± 20 %. `tries` counts those that failed, from 1. */
export function retryDelayMs(tries: number, random: RandomFraction): number {
  return jittered(Math.min(8000, 500 * 2 ** (tries - 1)), random);
}

const FIRST_MS = 1000;
const LONGEST_MS = 30_000;
const HEALTH_MS = 60_000;

/** Waits between connection attempts: 1, 2, 4 … 30 s, each ± 20 % (so never over 36 s); back to 1 s after 60 s of health. */
export class ReconnectBackoff {
  private readonly random: RandomFraction;
  private tries = 0;
  private healthyMs = 0;

  constructor(random: RandomFraction) {
    this.random = random;
  }

  /**
   * The next wait in ms. When the drawn one would end after `deadlineMs` (data would be stale by then), the jitter is
   * drawn towards its low end; the ± 20 % always hold.
   */
  next(deadlineMs = Number.MAX_SAFE_INTEGER): number {
    const base = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.tries);
    this.tries = Math.min(this.tries + 1, 16);
    const drawn = jittered(base, this.random);
    return drawn <= deadlineMs ? drawn : Math.max(base * (1 - JITTER), deadlineMs);
  }

  /**
   * Adds time in which data flowed. It adds up over connections, so that a line that is cut every half minute is not
   * punished as if it had never worked.
   */
  addHealth(ms: number): void {
    this.healthyMs += ms;
    if (this.healthyMs < HEALTH_MS) return;
    this.healthyMs = 0;
    this.tries = 0;
  }
}
