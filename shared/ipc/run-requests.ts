import { z } from 'zod';
import type { DecisionMade } from '../events.ts';
import type { OpenedRun } from '../opened-run.ts';
import { RUN_ID } from '../run-id.ts';
import type { EquityPoint, Recorded } from '../session-view.ts';
import { barSchema } from './bar-schema.ts';

/** Names one run of the workspace; only the form of an id passes, so that no path can be given. */
export const runName = z.string().max(80).regex(RUN_ID, 'must be a run id such as 20261121-052308-mock-zemq');

/** Most decisions that one answer carries. */
export const MAX_DECISIONS = 1000;

const nothing = z.strictObject({}).default({});
const ofRun = z.strictObject({ run: runName });
const done = z.object({ done: z.literal(true) });
const moment = z.number().int().min(-8.64e15).max(8.64e15);
const text = z.string().nullable();
const figure = z.number().nullable();

/** One run in a list. What is not known is null: of a run without a final report that is most of it. */
export const runSummary = z.object({
  run: z.string(),
  kind: z.enum(['session', 'backtest']),
  /** `running` in this process or another one; `unfinished` was left by a crash and can be continued. */
  status: z.enum(['completed', 'stopped', 'failed', 'crashed_recovered', 'running', 'unfinished']),
  stopped_reason: text,
  source: text,
  symbol: text,
  interval: text,
  strategy: text,
  /** Wall-clock times, ISO. */
  started_at: z.string(),
  ended_at: text,
  duration_sec: figure,
  /** Market time, ISO. */
  market_from: text,
  market_to: text,
  /** Decimal USDT. */
  starting_equity: text,
  ending_equity: text,
  net_pnl: text,
  trades: figure,
  wins: figure,
  losses: figure,
  win_rate: figure,
  profit_factor: figure,
  /** Mean R multiple of a trade. */
  expectancy_r: figure,
  max_drawdown_pct: figure,
  exposure_pct: figure,
  sharpe: figure,
  sortino: figure,
  /** Decimal USDT. */
  fees: text,
  /** Whether summary.html is there. */
  has_report: z.boolean(),
  /** Equity (USDT) over the run, at most 80 points evenly apart; null while it is being worked out of larger files. */
  curve: z.array(z.number()).nullable(),
  /** What is wrong with its folder, as a sentence. */
  fault: text,
});
export type RunSummary = z.output<typeof runSummary>;

/** How the check of a run against its recorded inputs goes on. */
export const verifyProgress = z.object({
  run: text,
  state: z.enum(['idle', 'running', 'identical', 'different', 'failed', 'cancelled']),
  /** Recorded inputs replayed, of all. */
  done: z.number(),
  total: z.number(),
  /** Events compared; when it has ended. */
  events: figure,
  /** The first difference: the event's number, as recorded and as recomputed. */
  difference: z.object({ seq: z.number(), recorded: z.string(), recomputed: z.string() }).nullable(),
  /** Why it could not be checked. */
  error: text,
});
export type VerifyProgress = z.output<typeof verifyProgress>;

/** Requests about runs of the workspace, over or still running. */
export const RUN_REQUESTS = {
  /** All runs, newest first. */
  runs: { input: nothing, output: z.object({ runs: z.array(runSummary) }) },
  /** Equity over a run: time in ms UTC and USDT, at most 240 points. */
  runCurve: { input: ofRun, output: z.object({ points: z.array(z.custom<EquityPoint>()) }) },
  /** Everything a page needs to show a run in the panes of a live one. */
  openRun: { input: ofRun, output: z.object({ opened: z.custom<OpenedRun>() }) },
  /** The report of a run as one HTML page, written first where there is none; for a page that cannot follow links. */
  runReport: { input: ofRun, output: z.object({ html: z.string() }) },
  /** Bars of a run that opened before `before` (ms UTC), oldest first, at most `count`. */
  runBars: {
    input: z.strictObject({ run: runName, before: moment, count: z.number().int().min(1).max(5000) }),
    output: z.object({ bars: z.array(barSchema) }),
  },
  /** Decisions on candles that opened from `from` to before `to` (ms UTC), oldest first; of more than 1000 the latest. */
  runDecisions: {
    input: z.strictObject({ run: runName, from: moment, to: moment }),
    output: z.object({ decisions: z.array(z.custom<Recorded<DecisionMade>>()) }),
  },
  /** Removes a run's folder and recorded inputs for good; its journal stays. `confirmation` is what the person typed: DELETE. */
  deleteRun: { input: z.strictObject({ run: runName, confirmation: z.literal('DELETE') }), output: done },
  /** Recomputes a run from its recorded inputs beside whatever runs; one at a time. */
  startVerify: { input: ofRun, output: done },
  verifyProgress: { input: nothing, output: verifyProgress },
  cancelVerify: { input: nothing, output: done },
} as const;
