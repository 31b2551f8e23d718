import type { Timers } from './timers.ts';

const FAILURES_TO_OPEN = 5;
const OPEN_MS = 30_000;

/** Five failures in a row open it; after 30 s one request may try; its success closes it, its failure opens it anew. */
export class CircuitBreaker {
  private readonly timers: Timers;
  private failures = 0;
  private openedAt: number | null = null;
  private isProbing = false;

  constructor(timers: Timers) {
    this.timers = timers;
  }

  /** True when a request may leave now. Each true must be followed by exactly one of `succeed`, `fail` or `release`. */
  tryEnter(): boolean {
    if (this.openedAt === null) return true;
    if (this.isProbing || this.timers.now() - this.openedAt < OPEN_MS) return false;
    this.isProbing = true;
    return true;
  }

  succeed(): void {
    this.failures = 0;
    this.openedAt = null;
    this.isProbing = false;
  }

  fail(): void {
    this.failures++;
    this.isProbing = false;
    if (this.failures >= FAILURES_TO_OPEN) this.openedAt = this.timers.now();
  }

  /** The request ended without telling anything about the exchange: we gave it up. */
  release(): void {
    this.isProbing = false;
  }

  get isOpen(): boolean {
    return this.openedAt !== null;
  }
}
