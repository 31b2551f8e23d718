import { setImmediate as nextTurn } from 'node:timers/promises';
import type { BreakerFigures, SessionEvent } from '../../shared/events.ts';
import type { BreakerLimitsView } from '../../shared/ipc/frames.ts';
import type { RunSummary } from '../../shared/ipc/run-requests.ts';
import { formatMoney, moneyFromNumber, parseMoney, ZERO_MONEY } from '../../shared/money.ts';
import type { OpenedRun } from '../../shared/opened-run.ts';
import type { SessionStatus } from '../../shared/session-status.ts';
import { KEPT, type SessionViewState } from '../../shared/session-view.ts';
import type { StopReason } from '../../shared/stop-reason.ts';
import { parseTimestamp } from '../../shared/time.ts';
import type { RunIndex } from '../adapters/report/archive/run-index.ts';
import { type RunFiles, readRunFiles } from '../adapters/report/archive/run-summary.ts';
import { TradingBreaker } from '../engine/risk/trading-breaker.ts';
import type { SessionSetup } from '../session/session-setup.ts';

/** What `config.json` is believed to hold; nobody vouches for an old file, so every part may be missing. */
type RecordedSetup = Partial<Omit<SessionSetup, 'risk'>> & { readonly risk?: Partial<SessionSetup['risk']> };

/** Marks folded before others are answered. */
const AT_ONCE = 50_000;

/** A run in the shapes of a live session, from its index and its small files. */
export async function openPastRun(index: RunIndex, summary: RunSummary): Promise<OpenedRun> {
  const files = await readRunFiles(index.folder);
  const setup: RecordedSetup = files.config ?? {};
  return {
    summary,
    session: sessionOf(index, summary, { files, setup, breaker: await breakerAtEnd(index, setup) }),
    limits: limitsOf(setup),
    view: await viewOf(index),
    report: files.report,
    config: files.config,
    notes: notesOf(index, summary, files),
  };
}

async function viewOf(index: RunIndex): Promise<SessionViewState> {
  return {
    seq: index.total,
    bars: await index.barsBefore(Number.POSITIVE_INFINITY, KEPT.bars),
    decisions: await index.latestDecisions(KEPT.decisions),
    fills: index.fills.values as SessionViewState['fills'],
    exits: index.exits.values as SessionViewState['exits'],
    equity: index.thinnedMarks(KEPT.equity),
    events: index.others.values,
    conditions: index.conditions,
    trail: index.trail,
  };
}

function sessionOf(
  index: RunIndex,
  summary: RunSummary,
  {
    files: { report },
    setup,
    breaker,
  }: { readonly files: RunFiles; readonly setup: RecordedSetup; readonly breaker: BreakerFigures },
): SessionStatus {
  const equity = report?.ending_equity ?? (index.decisionCount === 0 ? '' : breaker.equity);
  const others = index.others.values;
  return {
    schema_version: 1,
    run_id: summary.run,
    state: summary.status === 'running' ? 'running' : 'stopped',
    stop_reason: report?.stopped_reason ?? reasonOf(index.end),
    mode: report?.mode ?? setup.mode ?? 'paper',
    source: summary.source ?? '',
    has_quotes: setup.hasQuotes ?? false,
    symbol: summary.symbol ?? '',
    interval: summary.interval ?? '',
    strategy: summary.strategy ?? '',
    seed: report?.seed ?? setup.seed ?? 0,
    started_at: summary.started_at,
    uptime_sec: summary.duration_sec ?? 0,
    speed: 0,
    market_time: parseTimestamp(report?.market_to) ?? index.lastBar?.openTime ?? null,
    replay_span: null,
    seq: index.total,
    equity,
    realised: report === null ? '' : equity,
    starting_equity: summary.starting_equity ?? '',
    price: String(index.lastBar?.close ?? ''),
    position: null,
    working_orders: [],
    queued_orders: 0,
    trades: report?.trades ?? index.exits.total,
    candles: report?.candles ?? index.barCount,
    errors: report?.errors ?? 0,
    feed_age_ms: null,
    feed: null,
    is_halted: others.some(({ event }) => event === 'KillEngaged'),
    is_tripped: others.some(({ event }) => event === 'CIRCUIT_BREAKER_TRIPPED'),
    is_paused: false,
    breaker,
  };
}

/** The breaker's figures after the last mark, by the breaker itself: its peak and the day's loss are in no file. */
async function breakerAtEnd(index: RunIndex, setup: RecordedSetup): Promise<BreakerFigures> {
  const first = index.marks().next().value?.[1];
  const start = parseMoney(setup.startingEquity ?? '') ?? (first === undefined ? ZERO_MONEY : moneyFromNumber(first));
  const limits = { maxDrawdownPct: 100, maxLosingStreak: Number.MAX_SAFE_INTEGER, maxDailyLoss: start };
  const breaker = new TradingBreaker(limits, start, false);
  if (setup.openingBreaker != null) breaker.load(setup.openingBreaker);
  let marks = 0;
  for (const [ts, equity] of index.marks()) {
    breaker.mark(moneyFromNumber(equity), ts);
    if (++marks % AT_ONCE === 0) await nextTurn();
  }
  for (const exit of index.exits.values) {
    if (exit.event === 'ExecutionExit') breaker.noteTrade(parseMoney(exit.pnl) ?? ZERO_MONEY);
  }
  return breaker.figures;
}

function reasonOf(end: SessionEvent | null): StopReason | null {
  return end?.event === 'SessionEnd' ? end.reason : null;
}

function limitsOf({ risk, breakersOn, maxDailyLoss }: RecordedSetup): BreakerLimitsView | null {
  const { max_drawdown_pct: drawdown, max_losing_streak: streak } = risk ?? {};
  if (typeof drawdown !== 'number' || typeof streak !== 'number' || typeof breakersOn !== 'boolean') return null;
  return {
    is_on: breakersOn,
    max_drawdown_pct: drawdown,
    max_losing_streak: streak,
    max_daily_loss:
      parseMoney(maxDailyLoss ?? '') === undefined ? '' : formatMoney(parseMoney(maxDailyLoss ?? '') ?? ZERO_MONEY),
  };
}

function notesOf(index: RunIndex, { status }: RunSummary, { faults }: RunFiles): string[] {
  const notes = status === 'running' || status === 'unfinished' ? [] : [...faults];
  if (status === 'unfinished')
    notes.push('A crash left this run unfinished. Continue goes on with it, Close ends it in its order.');
  if (index.total === 0) notes.push('events.jsonl is missing or empty: there is nothing to draw.');
  const { damagedLines: damaged } = index;
  if (damaged > 0)
    notes.push(`Its events have ${damaged} unreadable ${damaged === 1 ? 'line' : 'lines'}, passed over here.`);
  if (index.end === null && index.total > 0 && status === 'failed')
    notes.push('Its events have no end: it was cut off.');
  return notes;
}
