import type { LiveChannel } from './liveness.ts';

/** State of the live feed, for people to look at. Ages and offsets in ms. */
export interface FeedHealth {
  /** True while the socket delivers. */
  readonly isLive: boolean;
  /** Age of the newest live data of any channel; null before the first. */
  readonly ageMs: number | null;
  /** Age of the newest data of each channel; null when none has come. */
  readonly channels: Readonly<Record<LiveChannel, number | null>>;
  readonly reconnects: number;
  readonly messagesPerSecond: number;
  /** Messages that wait now, and those that were dropped because too many waited. */
  readonly queued: number;
  readonly dropped: number;
  readonly malformed: number;
  /** Frames whose time lay in the future; they were passed over. */
  readonly fromFuture: number;
  /** Candles in which the exchange's row overruled what was pushed. */
  readonly repairs: number;
  /** Exchange time minus ours; null when unknown. */
  readonly clockOffsetMs: number | null;
  /** True while something is missing, with a sentence for each. */
  readonly isDegraded: boolean;
  readonly reasons: readonly string[];
  /** True while invented candles stand in the indicators. */
  readonly isSynthetic: boolean;
}

const NONE: Readonly<Record<LiveChannel, null>> = { kline: null, depth: null, ticker: null, price: null, trade: null };

/** When each channel last brought something new, and how many messages a second come. Times are own time in ms. */
export class FeedGauge {
  private readonly freshAt = new Map<LiveChannel, number>();
  private countedAt: number | null = null;
  private counted = 0;
  messagesPerSecond = 0;

  fresh(channel: LiveChannel, now: number): void {
    this.freshAt.set(channel, now);
  }

  ages(now: number): Readonly<Record<LiveChannel, number | null>> {
    return { ...NONE, ...Object.fromEntries([...this.freshAt].map(([channel, at]) => [channel, now - at])) };
  }

  /** Notes how many messages have come in all. */
  count(received: number, now: number): void {
    if (this.countedAt !== null && now - this.countedAt < 1000) return;
    if (this.countedAt !== null)
      this.messagesPerSecond = Math.round(((received - this.counted) * 1000) / (now - this.countedAt));
    this.countedAt = now;
    this.counted = received;
  }
}
