/** State of a live feed, for people to look at. Ages and offsets in ms; unknown is null. */
export interface FeedHealth {
  /** True while the socket delivers. */
  readonly isLive: boolean;
  readonly ageMs: number | null;
  /** Age of the newest data of each channel; null when none has come. */
  readonly channels: Readonly<Record<string, number | null>>;
  readonly reconnects: number;
  readonly messagesPerSecond: number;
  readonly queued: number;
  readonly dropped: number;
  readonly malformed: number;
  /** Candles in which the exchange's row overruled what was pushed. */
  readonly repairs: number;
  /** Exchange time minus ours. */
  readonly clockOffsetMs: number | null;
  readonly isDegraded: boolean;
  /** A sentence for each thing that is missing. */
  readonly reasons: readonly string[];
  /** True while invented candles stand in the indicators. */
  readonly isSynthetic: boolean;
}
