import type { DecisionMade } from '../../shared/events.ts';
import type { BacktestProgress, DataFile } from '../../shared/ipc/backtest-requests.ts';
import type { RunSummary, VerifyProgress } from '../../shared/ipc/run-requests.ts';
import type { OpenedRun } from '../../shared/opened-run.ts';
import type { Bar, EquityPoint, Recorded } from '../../shared/session-view.ts';
import { isEvent } from './event-shape.ts';
import { bar, equityPoint, limits, session, view } from './server-message.ts';
import { count, fields, finite, flag, isRecord, listOf, oneOf, orNull, text } from './shape.ts';

const maybeText = orNull(text);
const maybeFinite = orNull(finite);

const summary = fields({
  run: text,
  kind: oneOf('session', 'backtest'),
  status: oneOf('completed', 'stopped', 'failed', 'crashed_recovered', 'running', 'unfinished'),
  stopped_reason: maybeText,
  source: maybeText,
  symbol: maybeText,
  interval: maybeText,
  strategy: maybeText,
  started_at: text,
  ended_at: maybeText,
  duration_sec: maybeFinite,
  market_from: maybeText,
  market_to: maybeText,
  starting_equity: maybeText,
  ending_equity: maybeText,
  net_pnl: maybeText,
  trades: maybeFinite,
  wins: maybeFinite,
  losses: maybeFinite,
  win_rate: maybeFinite,
  profit_factor: maybeFinite,
  expectancy_r: maybeFinite,
  max_drawdown_pct: maybeFinite,
  exposure_pct: maybeFinite,
  sharpe: maybeFinite,
  sortino: maybeFinite,
  fees: maybeText,
  has_report: flag,
  curve: orNull(listOf(finite)),
  fault: maybeText,
});

/** What the page reads of a final report. */
const report = fields({
  net_pnl: text,
  starting_equity: text,
  ending_equity: text,
  trades: count,
  wins: count,
  losses: count,
  win_rate: maybeFinite,
  profit_factor: maybeFinite,
  expectancy: maybeFinite,
  expectancy_r: maybeFinite,
  max_drawdown_pct: finite,
  drawdown_duration_sec: finite,
  drawdown_recovered: flag,
  sharpe: maybeFinite,
  sortino: maybeFinite,
  calmar: maybeFinite,
  sqn: maybeFinite,
  exposure_pct: finite,
  fees: text,
  funding: text,
  daily_marks: finite,
  app_version: text,
  decisions: finite,
  missing_candles: finite,
  journal_hash: maybeText,
});

const opened = fields({
  summary,
  session,
  limits: orNull(limits),
  view,
  report: orNull(report),
  config: orNull(isRecord),
  notes: listOf(text),
});

export function isBarList(value: unknown): value is { readonly bars: readonly Bar[] } {
  return fields({ bars: listOf(bar) })(value);
}

export function isDecisionList(value: unknown): value is { readonly decisions: readonly Recorded<DecisionMade>[] } {
  const decision = (event: unknown) => isRecord(event) && event.event === 'DecisionMade' && isEvent(event);
  return fields({ decisions: listOf(decision) })(value);
}

export function isRunList(value: unknown): value is { readonly runs: readonly RunSummary[] } {
  return fields({ runs: listOf(summary) })(value);
}

export function isOpenedRun(value: unknown): value is { readonly opened: OpenedRun } {
  return fields({ opened })(value);
}

export function isCurve(value: unknown): value is { readonly points: readonly EquityPoint[] } {
  return fields({ points: listOf(equityPoint) })(value);
}

export function isVerifyProgress(value: unknown): value is VerifyProgress {
  return fields({
    run: maybeText,
    state: oneOf('idle', 'running', 'identical', 'different', 'failed', 'cancelled'),
    done: finite,
    total: finite,
    events: maybeFinite,
    difference: orNull(fields({ seq: finite, recorded: text, recomputed: text })),
    error: maybeText,
  })(value);
}

export function isDataFileList(
  value: unknown,
): value is { readonly folder: string; readonly files: readonly DataFile[] } {
  const file = fields({
    file: text,
    name: text,
    symbol: maybeText,
    interval: maybeText,
    from: maybeText,
    to: maybeText,
    rows: finite,
    bytes: finite,
    funding_file: maybeText,
  });
  return fields({ folder: text, files: listOf(file) })(value);
}

export function isBacktestProgress(value: unknown): value is BacktestProgress {
  return fields({
    job: finite,
    state: oneOf('idle', 'running', 'done', 'failed', 'cancelled'),
    file: maybeText,
    strategy: maybeText,
    run: maybeText,
    done: finite,
    total: finite,
    elapsed_sec: finite,
    candles_per_sec: maybeFinite,
    equity: maybeText,
    error: maybeText,
  })(value);
}
