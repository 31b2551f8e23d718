import type { DecisionMade, ExecutionExit, SessionEvent, StageVerdict } from '../../../shared/events.ts';
import type { Snapshot } from '../../../shared/ipc/frames.ts';
import type { Recorded } from '../../../shared/session-view.ts';
import { barAt, candleEvents, runningSnapshot } from './stage-data.ts';

const MINUTE = 60_000;
type Trade = Recorded<ExecutionExit>;

/** Trade `index` (0, 1, 2 …): entered on candle 3 × index, left two candles later; each third one is lost. */
export function tradeAt(index: number): Trade {
  const isLost = index % 3 === 2;
  const entered = barAt(index * 3).t + 12_000;
  return {
    event: 'ExecutionExit',
    timestamp: new Date(entered + 2 * MINUTE).toISOString(),
    seq: 100_000 + index,
    event_id: `x${index}`,
    trade_id: index + 1,
    side: index % 2 === 0 ? 'LONG' : 'SHORT',
    setup: index % 5 === 0 ? 'sweep_invalidation' : 'pullback_ribbon',
    reason: isLost ? 'SL' : 'TP',
    qty: '0.8012',
    price: '60310.5',
    entry_ts: new Date(entered).toISOString(),
    entry_price: '60210.5',
    exit_ts: new Date(entered + 2 * MINUTE).toISOString(),
    gross_pnl: isLost ? '-80' : '120.5',
    fees: '38.58',
    funding: '0',
    pnl: isLost ? String(-(118.58 + index)) : String(81.92 + index),
    r_multiple: isLost ? '-1.4' : '0.9',
    bars_open: 2,
    mae: '84',
    mfe: '12',
    tags: [],
  };
}

export function snapshotWithTrades(count: number): Snapshot {
  const snapshot = runningSnapshot();
  const exits = Array.from({ length: count }, (_, index) => tradeAt(index));
  const session = snapshot.session === null ? null : { ...snapshot.session, trades: count };
  return { ...snapshot, session, view: { ...snapshot.view, exits } };
}

const STAGES: readonly StageVerdict[] = [
  {
    stage: 'market_intake',
    result: 'UP',
    reason: '',
    inputs: { regime: 'NORMAL', ema20: 60_010.5, equal_highs: true },
  },
  { stage: 'derivatives_flows', result: 'off', reason: '', inputs: {} },
  { stage: 'cvd_divergence', result: 'NONE', reason: '', inputs: { cvd: -12.5 } },
  {
    stage: 'setup_signal',
    result: 'pullback_ribbon',
    reason: '',
    inputs: { side: 'BUY', type: 'limit', entry: '60010.5', stop: '59950.1', target: '60131.3' },
  },
  {
    stage: 'execution_risk',
    result: 'refused',
    reason: 'cost_too_high',
    inputs: { bars: 240, is_free: true, bars_since_close: null, reward_risk: 2, cost_r: 1.3172 },
  },
  { stage: 'sizing', result: 'skipped', reason: '', inputs: {} },
  { stage: 'risk_gate', result: 'skipped', reason: '', inputs: {} },
  { stage: 'journal_coach', result: 'none', reason: '', inputs: {} },
];

/** The events of a candle on which a setup fired: refused for its cost, or an order. */
export function firedCandle(index: number, seq: number, outcome: 'order' | 'no_trade'): SessionEvent[] {
  const isOrder = outcome === 'order';
  const stages = STAGES.map((verdict) =>
    isOrder && ['refused', 'skipped', 'none'].includes(verdict.result)
      ? { ...verdict, result: verdict.stage === 'journal_coach' ? 'plan_recorded' : 'pass', reason: '' }
      : verdict,
  );
  return candleEvents(index, seq).map((event) =>
    event.event === 'DecisionMade'
      ? { ...event, stages, outcome, reason: isOrder ? '' : 'cost_too_high', cost_r: isOrder ? 0.4 : 1.3172 }
      : event,
  );
}

/** The decisions on the first candles, oldest first; of all of them, not only of those that a view keeps. */
export function decisionsOn(candles: number): Recorded<DecisionMade>[] {
  return Array.from({ length: candles }, (_, index) => candleEvents(index, 2 * index + 1)).flatMap((events) =>
    events.filter((event) => event.event === 'DecisionMade'),
  );
}
