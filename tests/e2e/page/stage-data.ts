import type { DecisionMade, ExecutionExit, ExecutionFill, SessionEvent } from '../../../shared/events.ts';
import type { Frame, Snapshot } from '../../../shared/ipc/frames.ts';
import type { SafetyView, SessionStatus } from '../../../shared/session-status.ts';
import { type Bar, EMPTY_VIEW, foldSession, type SessionViewState } from '../../../shared/session-view.ts';

/** What the page is shown in drawing-level specs. Times begin here and go on by the minute. */
const START = Date.parse('2026-03-02T10:00:00.000Z');
const MINUTE = 60_000;

export const SAFE: SafetyView = { halted: null, tripped: null, engagedBy: [] };

const FIGURES = {
  equity: '9890',
  peak_equity: '10000',
  drawdown_pct: 1.1,
  losing_streak: 1,
  daily_loss: '110',
};

export const STATUS: SessionStatus = {
  schema_version: 1,
  run_id: 'run-1',
  state: 'running',
  stop_reason: null,
  mode: 'paper',
  source: 'mock',
  symbol: 'BTCUSDT',
  interval: '1m',
  strategy: 'default',
  seed: 7,
  started_at: '2026-03-02T10:00:00.000Z',
  uptime_sec: 65,
  speed: 1,
  market_time: START + 120 * MINUTE + 23_000,
  replay_span: null,
  has_quotes: true,
  seq: 0,
  equity: '9890.5',
  realised: '9880',
  starting_equity: '10000',
  price: '60123.4',
  position: {
    trade_id: 2,
    side: 'LONG',
    setup: 'pullback_ribbon',
    qty: '0.5',
    entry_price: '60100',
    entry_time: START + 117 * MINUTE + 20_000,
    breakeven: '60172.2',
    stop: '60000',
    target: '60300',
    trail: null,
    unrealised: '11.7',
    bars_open: 3,
  },
  working_orders: [{ order_id: 'o-9', side: 'BUY', qty: '0.1', price: '60050.5' }],
  queued_orders: 0,
  trades: 1,
  candles: 120,
  errors: 0,
  feed_age_ms: 90,
  feed: null,
  is_halted: false,
  is_tripped: false,
  is_paused: false,
  breaker: FIGURES,
};

/** Averages that lag behind the wave of `barAt`. */
function averagesAt(index: number) {
  const at = (lag: number) => Number((60_000 + 300 * Math.sin((index - lag) / 9)).toFixed(2));
  return { ema9: at(2), ema20: at(5), ema50: at(12) };
}

export function barAt(index: number): Bar {
  const at = (place: number) => Number((60_000 + 300 * Math.sin(place / 9)).toFixed(1));
  const [o, c] = [at(index), at(index + 1)];
  const [h, l] = [Math.max(o, c) + 25, Math.min(o, c) - 25];
  return { t: START + index * MINUTE, o, h, l, c, v: 5 + (index % 4), a: averagesAt(index) };
}

/** The two events of a closed candle. */
export function candleEvents(index: number, seq: number): SessionEvent[] {
  const bar = barAt(index);
  const timestamp = new Date(bar.t + MINUTE).toISOString();
  const decision: DecisionMade = {
    event: 'DecisionMade',
    open_time: bar.t,
    stages: [
      { stage: 'market_intake', result: 'UP', reason: '', inputs: { ...bar.a, regime: 'NORMAL' } },
      { stage: 'setup_signal', result: 'none', reason: 'no_setup', inputs: { atr_ratio: 0.001 } },
    ],
    outcome: 'no_trade',
    reason: 'no_setup',
    cost_r: null,
    equity: String(10_000 + 40 * Math.sin(index / 15)),
  };
  const [open, high, low, close, volume] = [bar.o, bar.h, bar.l, bar.c, bar.v].map((value) => value.toFixed(1));
  return [
    {
      event: 'CandleProcessed',
      symbol: 'BTCUSDT',
      interval: '1m',
      open_time: bar.t,
      open: open ?? '',
      high: high ?? '',
      low: low ?? '',
      close: close ?? '',
      volume: volume ?? '',
      source: 'live',
      timestamp,
      seq,
      event_id: `c${index}`,
    },
    { ...decision, timestamp, seq: seq + 1, event_id: `d${index}` },
  ];
}

const FILL: ExecutionFill = {
  event: 'ExecutionFill',
  order_id: 'o-1',
  trade_id: 1,
  setup: 'pullback_ribbon',
  side: 'SELL',
  type: 'limit',
  qty: '0.8',
  price: '60210.5',
  fee: '9.63',
  liquidity: 'maker',
  reduce_only: false,
  stop: '60310',
  target: '60010',
};

const EXIT: ExecutionExit = {
  event: 'ExecutionExit',
  trade_id: 1,
  side: 'SHORT',
  setup: 'pullback_ribbon',
  reason: 'SL',
  qty: '0.8',
  price: '60310.5',
  entry_ts: new Date(START + 40 * MINUTE).toISOString(),
  entry_price: '60210.5',
  exit_ts: new Date(START + 55 * MINUTE).toISOString(),
  gross_pnl: '-80',
  fees: '38.58',
  funding: '-1.25',
  pnl: '-119.83',
  r_multiple: '-1.49',
  bars_open: 15,
  mae: '84',
  mfe: '12',
  tags: [],
};

/** A view of `candles` candles with one closed trade in between. */
export function viewOf(candles: number): SessionViewState {
  const events: SessionEvent[] = [];
  for (let index = 0; index < candles; index++) {
    events.push(...candleEvents(index, events.length + 1));
    const head = (id: string) => ({ timestamp: EXIT.entry_ts, seq: events.length + 1, event_id: id });
    if (index === 39) events.push({ ...FILL, ...head('f1') });
    if (index === 54) events.push({ ...EXIT, ...head('x1'), timestamp: EXIT.exit_ts });
  }
  return foldSession(EMPTY_VIEW, events) ?? EMPTY_VIEW;
}

export function emptySnapshot(): Snapshot {
  return {
    schema_version: 1,
    info: {
      app_version: '0.1.0',
      git_commit: null,
      platform: 'linux',
      workspace: '/somewhere',
      strategies: ['default', 'scalp_1m_sweep'],
      symbols: ['BTCUSDT'],
      intervals: ['1m', '5m'],
      sources: ['mock', 'replay', 'bitunix'],
      start: {
        source: 'mock',
        strategy: 'default',
        duration_min: 0,
        speed: 1,
        symbol: 'BTCUSDT',
        interval: 'auto',
        breakers: true,
      },
    },
    safety: SAFE,
    session: null,
    limits: null,
    unfinished: null,
    view: EMPTY_VIEW,
    open_bar: null,
    frame: 0,
  };
}

export function runningSnapshot(candles = 120): Snapshot {
  const view = viewOf(candles);
  return {
    ...emptySnapshot(),
    session: { ...STATUS, seq: view.seq },
    limits: { is_on: true, max_drawdown_pct: 5, max_losing_streak: 5, max_daily_loss: '500' },
    view,
    open_bar: barAt(candles),
    frame: 10,
  };
}

export function frameAfter(snapshot: Snapshot, n: number, part: Partial<Frame> = {}): Frame {
  const { session, safety, open_bar } = snapshot;
  return { n, session, safety, open_bar, events: [], resync: false, ...part };
}
