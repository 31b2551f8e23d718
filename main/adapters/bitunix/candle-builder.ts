import type { Candle } from '../../../shared/market.ts';
import type { KlinePush } from './frames.ts';
import { widened } from './kline-rows.ts';

/** A late push of the old candle can carry a time up to this far into the next one. Fact sheet 5.4. */
const LATE_PUSH_MS = 2000;
/** A candle whose last push came earlier before its end may lack trades. */
const COMPLETE_WITHIN_MS = 5000;
const KEPT = 16;

export interface BuiltCandle {
  readonly candle: Candle;
  /** True when pushes came up to the end of the candle. */
  readonly isComplete: boolean;
}

/**
 * Candles from pushes that carry neither an open time nor a close flag. Each push holds the whole running candle, so the newest one
 * of a bucket is its state: duplicates, late and reordered pushes change nothing. A candle can be corrected until it is taken.
 */
export class CandleBuilder {
  private readonly stepMs: number;
  private readonly buckets = new Map<number, KlinePush>();
  private newest: number | null = null;
  private taken = Number.NEGATIVE_INFINITY;

  constructor(stepMs: number) {
    this.stepMs = stepMs;
  }

  /** Adds a push. Returns the open time of the newest candle that is being built; every older one is closed. */
  add(push: KlinePush): number | null {
    const bucket = this.bucketOf(push);
    if (bucket <= this.taken) return this.newest;
    const known = this.buckets.get(bucket);
    if (known === undefined || isNewer(push, known)) this.buckets.set(bucket, push);
    if (this.newest === null || bucket > this.newest) {
      this.newest = bucket;
      this.forgetBefore(bucket - KEPT * this.stepMs);
    }
    return this.newest;
  }

  /** The candle as built so far; undefined when no push of it came. */
  peek(openTime: number): BuiltCandle | undefined {
    const push = this.buckets.get(openTime);
    if (push === undefined) return undefined;
    const { open, high, low, close, volume, ts } = push;
    return {
      candle: widened({ openTime, open, high, low, close, volume }),
      isComplete: openTime + this.stepMs - ts <= COMPLETE_WITHIN_MS,
    };
  }

  /** Closes the books up to and including this candle: pushes of it are late from now on. */
  seal(openTime: number): void {
    this.taken = Math.max(this.taken, openTime);
    this.forgetBefore(openTime + 1);
  }

  /**
   * The bucket of a push is that of its time, unless it comes right after the boundary and goes on where the old candle was:
   * same open, and neither volume nor range shrank.
   */
  private bucketOf(push: KlinePush): number {
    const bucket = Math.floor(push.ts / this.stepMs) * this.stepMs;
    if (push.ts - bucket > LATE_PUSH_MS) return bucket;
    const old = this.buckets.get(bucket - this.stepMs);
    return old !== undefined && continues(push, old) ? bucket - this.stepMs : bucket;
  }

  private forgetBefore(openTime: number): void {
    for (const known of this.buckets.keys()) if (known < openTime) this.buckets.delete(known);
  }
}

function continues(push: KlinePush, old: KlinePush): boolean {
  const isFlat = push.volume === 0;
  return !isFlat && push.open === old.open && push.volume >= old.volume && push.high >= old.high && push.low <= old.low;
}

/** By time; of two of the same time the one with more volume, then the wider one, so that the order of arrival never matters. */
function isNewer(a: KlinePush, b: KlinePush): boolean {
  if (a.ts !== b.ts) return a.ts > b.ts;
  if (a.volume !== b.volume) return a.volume > b.volume;
  if (a.high !== b.high) return a.high > b.high;
  if (a.low !== b.low) return a.low < b.low;
  return a.close > b.close;
}
