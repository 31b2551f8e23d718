import type { DecisionMade } from '../../shared/events.ts';
import type { Bar, Recorded } from '../../shared/session-view.ts';

/** What a person looks at of one run. Chart, tables and timeline all show the same moment. */
export interface DeskState {
  /** Open time, ms UTC, of the candle that was picked; null when none is. */
  readonly moment: number | null;
  readonly tab: RecordsTab;
}

export type RecordsTab = 'trades' | 'decisions' | 'events';

export const PLAIN_DESK: DeskState = { moment: null, tab: 'trades' };

/** Where a desk finds what its view does not hold. The session that runs has one, and each past run that is opened. */
export interface RunSource {
  /** A run that is over is only looked at. */
  readonly isPast: boolean;
  /** Candles that opened before `before` (ms UTC), oldest first; empty when there are none. */
  bars(before: number, count: number): Promise<readonly Bar[]>;
  /**
   * Decisions on candles that opened from `from` to before `to` (ms UTC), oldest first; of more than 1000 the latest ones.
   * Empty when there are none or they cannot be had.
   */
  decisions(from: number, to: number): Promise<readonly Recorded<DecisionMade>[]>;
}
