import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FinalReport } from '../../../../shared/final-report.ts';
import type { RunSummary } from '../../../../shared/ipc/run-requests.ts';
import { asFields, type Fields, parseFields, textOf } from '../reading/fields.ts';
import { parseFinalReport } from '../reading/final-report-file.ts';
import { thinned } from './equity-file.ts';
import { keptCurve } from './run-curve.ts';

/** Points of the curve in a row of a list. */
const ROW_POINTS = 80;

/** What a folder without a final report may be. */
export type OpenState = 'running' | 'unfinished' | null;

/** `config.json` of a run and its final report, as far as they can be read, and what is wrong with them. */
export interface RunFiles {
  readonly config: Fields | null;
  readonly report: FinalReport | null;
  /** One sentence each. */
  readonly faults: readonly string[];
}

/** Reads the two small files of a run. Never throws: what cannot be read becomes a sentence. */
export async function readRunFiles(folder: string): Promise<RunFiles> {
  const faults: string[] = [];
  const [configJson, reportJson] = await Promise.all([
    readOr(join(folder, 'config.json')),
    readOr(join(folder, 'final_report.json')),
  ]);
  const wrapper = configJson === undefined ? undefined : parseFields(configJson);
  if (wrapper === undefined) {
    faults.push(configJson === undefined ? 'config.json is missing.' : 'config.json is not whole JSON (cut short?).');
  }
  const report = reportJson === undefined ? 'is missing' : parseFinalReport(reportJson);
  if (typeof report === 'string') faults.unshift(`final_report.json ${report}.`);
  return {
    config: wrapper === undefined ? null : asFields(wrapper.config),
    report: typeof report === 'string' ? null : report,
    faults,
  };
}

/** One row of the list of runs. Never throws: a damaged folder says what is wrong with it. */
export async function readRunSummary(folder: string, run: string, state: OpenState): Promise<RunSummary> {
  const [files, curve, hasReport] = await Promise.all([
    readRunFiles(folder),
    keptCurve(folder),
    isThere(join(folder, 'summary.html')),
  ]);
  return summaryOf(run, files, {
    state,
    hasReport,
    curve: curve === undefined ? null : thinned(curve, ROW_POINTS).map(([, equity]) => equity),
  });
}

export function summaryOf(
  run: string,
  { config, report, faults }: RunFiles,
  more: { readonly state: OpenState; readonly hasReport: boolean; readonly curve: number[] | null },
): RunSummary {
  const known = report ?? NOTHING;
  const asked = config ?? {};
  return {
    run,
    kind: report?.kind ?? (/^\d+-\d+-backtest-/.test(run) ? 'backtest' : 'session'),
    status: more.state ?? report?.status ?? 'failed',
    stopped_reason: known.stopped_reason,
    source: report?.source ?? (textOf(asked, 'source') || (run.split('-')[2] ?? null)),
    symbol: report?.symbol ?? (textOf(asked, 'symbol') || null),
    interval: report?.interval ?? (textOf(asked, 'interval') || null),
    strategy: report?.strategy ?? (textOf(asked, 'strategyName') || null),
    started_at: report?.started_at ?? startOf(run),
    ended_at: known.ended_at,
    duration_sec: known.duration_sec,
    market_from: known.market_from,
    market_to: known.market_to,
    starting_equity: report?.starting_equity ?? (textOf(asked, 'startingEquity') || null),
    ending_equity: known.ending_equity,
    net_pnl: known.net_pnl,
    trades: known.trades,
    wins: known.wins,
    losses: known.losses,
    win_rate: known.win_rate,
    profit_factor: known.profit_factor,
    expectancy_r: known.expectancy_r,
    max_drawdown_pct: known.max_drawdown_pct,
    exposure_pct: known.exposure_pct,
    sharpe: known.sharpe,
    sortino: known.sortino,
    fees: known.fees,
    has_report: more.hasReport,
    curve: more.curve,
    fault: more.state !== null || faults.length === 0 ? null : faults.join(' '),
  };
}

const NOTHING = {
  stopped_reason: null,
  ended_at: null,
  duration_sec: null,
  market_from: null,
  market_to: null,
  ending_equity: null,
  net_pnl: null,
  trades: null,
  wins: null,
  losses: null,
  win_rate: null,
  profit_factor: null,
  expectancy_r: null,
  max_drawdown_pct: null,
  exposure_pct: null,
  sharpe: null,
  sortino: null,
  fees: null,
} as const;

/** Wall time at which a run began, from its id, ISO. */
function startOf(run: string): string {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d{2})(\d{2})-(\d{2})(\d{2})(\d{2})-/.exec(run)?.map(String) ?? [];
  return `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
}

async function readOr(path: string): Promise<string | undefined> {
  return await readFile(path, 'utf8').catch(() => undefined);
}

async function isThere(path: string): Promise<boolean> {
  return await stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  );
}
