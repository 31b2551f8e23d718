import type { Timers } from './timers.ts';

const SAMPLES = 31;
/** Enough to begin with when no `Date` is known. */
const ENOUGH_SAMPLES = 5;
/** So many of the samples must lie so near to their median before it counts. */
const AGREEING = 0.8;
const AGREEMENT_MS = 1000;
const SAMPLE_EVERY_MS = 100;
const DATE_RESOLUTION_MS = 1000;

/**
 * The exchange's time, estimated from what it says. There is no server-time endpoint (fact sheet 1.1): REST answers carry a
 * `Date` of whole seconds, pushes carry `ts` in ms. Candles are bucketed by `ts`, so pushes win while they agree with each other;
 * frames from the past or the future don't, and change nothing.
 */
export class ExchangeClock {
  private readonly timers: Timers;
  /** The offset lies between these, by the `Date` headers so far. */
  private low = Number.NEGATIVE_INFINITY;
  private high = Number.POSITIVE_INFINITY;
  private samples: number[] = [];
  private sampledAt = Number.NEGATIVE_INFINITY;
  private pushOffset: number | null = null;

  constructor(timers: Timers) {
    this.timers = timers;
  }

  /** Notes a `Date` header of a request that left at `sentAt` and was answered at `receivedAt`, own time in ms. */
  noteDate(header: string | null, sentAt: number, receivedAt: number): void {
    const date = header === null ? Number.NaN : Date.parse(header);
    if (!Number.isFinite(date)) return;
    const low = date - receivedAt;
    const high = date + DATE_RESOLUTION_MS - sentAt;
    const narrowedLow = Math.max(low, this.low);
    const narrowedHigh = Math.min(high, this.high);
    const isConsistent = narrowedLow <= narrowedHigh;
    this.low = isConsistent ? narrowedLow : low;
    this.high = isConsistent ? narrowedHigh : high;
  }

  /** Notes the `ts` of a push that was just received. */
  notePush(ts: number): void {
    const now = this.timers.now();
    if (now - this.sampledAt < SAMPLE_EVERY_MS) return;
    this.sampledAt = now;
    this.samples.push(ts - now);
    if (this.samples.length > SAMPLES) this.samples.shift();
    if (this.samples.length < (this.dateOffset === null ? ENOUGH_SAMPLES : SAMPLES)) return;
    const median = this.samples.toSorted((a, b) => a - b)[this.samples.length >> 1] ?? 0;
    const agreeing = this.samples.filter((sample) => Math.abs(sample - median) <= AGREEMENT_MS).length;
    if (agreeing >= AGREEING * this.samples.length) this.pushOffset = median;
    else if (this.dateOffset !== null) this.pushOffset = null;
  }

  /** Exchange time, ms UTC. */
  now(): number {
    return this.timers.now() + Math.round(this.pushOffset ?? this.dateOffset ?? 0);
  }

  /** Exchange time minus ours in ms, by the `Date` headers (± 0.5 s at first), else by pushes; null when unknown. */
  get offsetMs(): number | null {
    const offset = this.dateOffset ?? this.pushOffset;
    return offset === null ? null : Math.round(offset);
  }

  private get dateOffset(): number | null {
    return Number.isFinite(this.low) ? (this.low + this.high) / 2 : null;
  }
}
