import type { Interval } from './interval.ts';

/** What a user asks of a session; every field checked. */
export interface RunOptions {
  readonly source: 'mock' | 'replay' | 'bitunix';
  readonly durationMin: number;
  /** File, run id or folder that is replayed. */
  readonly replay: string | null;
  readonly fundingFile: string | null;
  /** Only this part of a file that is replayed, market time in ms UTC: from inclusive, to exclusive; left out: all of it. */
  readonly fromMs?: number | null;
  readonly toMs?: number | null;
  readonly symbol: string;
  /** null: as the data say, else 1m. */
  readonly interval: Interval | null;
  readonly strategy: string;
  /** null: drawn at random and recorded. */
  readonly seed: number | null;
  readonly speed: number | 'max';
  readonly startMs: number | null;
  readonly breakersOn: boolean;
  readonly dryRun: boolean;
  /** Refuse to start when the exchange cannot be reached, instead of waiting for it. */
  readonly mustReach: boolean;
  /** Continue an unfinished run whatever was asked, with its recorded settings. */
  readonly resume: boolean;
}

/** Continues the unfinished run with its recorded settings, whatever they are. */
export const UNFINISHED_RUN: RunOptions = {
  source: 'mock',
  durationMin: 0,
  replay: null,
  fundingFile: null,
  symbol: 'BTCUSDT',
  interval: null,
  strategy: 'default',
  seed: null,
  speed: 1,
  startMs: null,
  breakersOn: true,
  dryRun: false,
  mustReach: false,
  resume: true,
};
