import { intervalMs, isInterval } from '../shared/interval.ts';
import type { SessionStatus } from '../shared/session-status.ts';

/** How the times of a run fall on its candles. */
export interface CandleGrid {
  /** Length of a candle in ms. */
  readonly lengthMs: number;
  /** On candle data things happen at a close, which is also the time at which the next candle opens. */
  readonly stampsCloses: boolean;
}

/** The grid of a session; candles of a minute while there is none. */
export function gridOf(session: Pick<SessionStatus, 'interval' | 'has_quotes'> | null): CandleGrid {
  const interval = session?.interval ?? '1m';
  return {
    lengthMs: intervalMs(isInterval(interval) ? interval : '1m'),
    stampsCloses: session !== null && !session.has_quotes,
  };
}

/** Open time (ms UTC) of the candle in which something stamped `time` (ms UTC) happened. */
export function openTimeOf(time: number, { lengthMs, stampsCloses }: CandleGrid): number {
  return Math.floor((time - (stampsCloses ? 1 : 0)) / lengthMs) * lengthMs;
}
