import { describe, expect, it } from 'vitest';
import type { StageName } from '../../shared/events.ts';
import { moneyFromNumber } from '../../shared/money.ts';
import { candlesOf } from './support/arbitraries.ts';
import { candle, following, ramp, START } from './support/candles.ts';
import { account, feed, quietStrategy, strategyOf } from './support/engine-under-test.ts';

const STAGES: readonly StageName[] = [
  'market_intake',
  'derivatives_flows',
  'cvd_divergence',
  'setup_signal',
  'execution_risk',
  'sizing',
  'risk_gate',
  'journal_coach',
];
const RISE = ramp(100, 10_000, 1, 1);

describe('5 each stage’s verdict goes into one DecisionMade event', () => {
  it('the stages stand in order, on every candle', () => {
    const under = account(quietStrategy({ pullback_ribbon: {} }));
    feed(under, RISE);
    const decisions = under.recorder.all('DecisionMade');
    expect(decisions).toHaveLength(100);
    for (const { stages } of decisions) expect(stages.map(({ stage }) => stage)).toEqual(STAGES);
  });

  it('a trade is explained: inputs, results and the plan', () => {
    const under = account(quietStrategy({ pullback_ribbon: {} }, { risk: { max_cost_r: 2 } }));
    feed(under, RISE);
    const { stages, ...rest } = under.recorder.last('DecisionMade');
    const openTime = START + 99 * 60_000;
    expect(rest).toEqual({
      event: 'DecisionMade',
      open_time: openTime,
      outcome: 'order',
      reason: '',
      // entry 10089.5, a limit without slippage: × 0.0008 / 4.5
      cost_r: 1.793_689,
      equity: '10000',
    });
    expect(stages.map(({ stage, result, reason }) => [stage, result, reason].join(' ').trim())).toEqual([
      'market_intake UP',
      'derivatives_flows off',
      'cvd_divergence BEARISH',
      'setup_signal pullback_ribbon',
      'execution_risk pass',
      'sizing pass',
      'risk_gate pass',
      'journal_coach plan_recorded',
    ]);
    expect(stages[0]?.inputs).toMatchObject({ regime: 'CHOP_LOWVOL', ema20: 10_089.5, ema50: 10_074.5, atr: 3 });
    expect(stages[3]?.inputs).toEqual({
      side: 'BUY',
      type: 'limit',
      entry: '10089.5',
      stop: '10085',
      target: '10098.5',
    });
    expect(stages[4]?.inputs).toMatchObject({ bars: 100, is_free: true, bars_since_close: null, reward_risk: 2 });
    // 100 USDT over 4.5 would be 22 BTC: the limit of 1 BTC binds
    expect(stages[5]?.inputs).toMatchObject({ equity: 10_000, risk_pct: 1, qty: '1', bound_by: 'max_qty' });
  });

  it('a non-trade is explained: the stage that refused, those behind it skipped', () => {
    const under = account(strategyOf({ setups: { pullback_ribbon: {} } }));
    feed(under, RISE);
    const { stages, outcome, reason } = under.recorder.last('DecisionMade');
    expect([outcome, reason]).toEqual(['no_trade', 'cost_too_high']);
    expect(stages.slice(4, 7).map(({ result, reason: why }) => [result, why])).toEqual([
      ['refused', 'cost_too_high'],
      ['skipped', ''],
      ['skipped', ''],
    ]);
  });

  it('what the gate denies becomes an OrderDenied, what earlier stages refuse does not', () => {
    const under = account(quietStrategy({ pullback_ribbon: {} }));
    under.engine.block = 'halted';
    feed(under, RISE);
    expect(under.recorder.names).toEqual(['OrderDenied']);
    expect(under.recorder.last('OrderDenied')).toEqual({
      event: 'OrderDenied',
      order_id: 'order-1',
      setup: 'pullback_ribbon',
      side: 'BUY',
      qty: '1',
      price: '10089.5',
      reason: 'halted',
    });
    expect(under.recorder.last('DecisionMade').stages[6]).toMatchObject({ result: 'denied', reason: 'halted' });
  });
});

describe('12.19 events of a candle', () => {
  it('CandleProcessed, SignalGenerated, DecisionMade, OrderSubmitted, in this order and with the close as their time', () => {
    const under = account(quietStrategy({ pullback_ribbon: {} }));
    feed(under, RISE.slice(0, 99));
    const before = under.recorder.events.length;
    feed(under, RISE.slice(99));
    const fresh = under.recorder.events.slice(before);
    expect(fresh.map(({ body }) => body.event)).toEqual([
      'CandleProcessed',
      'SignalGenerated',
      'DecisionMade',
      'OrderSubmitted',
      'WorkingOrderCreated',
    ]);
    expect(new Set(fresh.map(({ ts }) => ts))).toEqual(new Set([START + 100 * 60_000]));
    expect(fresh[0]?.body).toEqual({
      event: 'CandleProcessed',
      symbol: 'BTCUSDT',
      interval: '1m',
      open_time: START + 99 * 60_000,
      open: '10098',
      high: '10100',
      low: '10097',
      close: '10099',
      volume: '100',
      source: 'live',
    });
    expect(fresh[3]?.body).toEqual({
      event: 'OrderSubmitted',
      order_id: 'order-1',
      setup: 'pullback_ribbon',
      side: 'BUY',
      type: 'limit',
      qty: '1',
      price: '10089.5',
      stop: '10085',
      target: '10098.5',
      latency_ms: 0,
    });
  });

  it('2.3 candle prices are written as given, never rounded to the tick and never with an exponent', () => {
    const under = account(strategyOf());
    feed(under, [candle(0, { open: 0.1, close: 1e-7, low: 1e-7, high: 96_440.01, volume: 6.6158 })]);
    expect(under.recorder.last('CandleProcessed')).toMatchObject({
      close: '0.0000001',
      high: '96440.01',
      volume: '6.6158',
    });
  });

  it('without detail the same trades happen: only the per-candle events are spared', () => {
    const strategy = quietStrategy({ sma_crossover: { fast: 2, slow: 3 } }, { engine: { min_history_bars: 1 } });
    const walk = { seed: 7, count: 300, price: 3000, grid: 0.1, move: 0.004, gaps: 0.1, idle: 0, volume: 300 };
    const [whole, bare] = [account(strategy), account(strategy, {}, false)];
    for (const under of [whole, bare]) feed(under, candlesOf(walk));
    const kept = whole.recorder.events.filter(({ body }) => bare.recorder.names.includes(body.event));
    expect(bare.recorder.all('ExecutionExit').length).toBeGreaterThan(5);
    expect(JSON.stringify(bare.recorder.events)).toBe(JSON.stringify(kept));
    expect(bare.recorder.marks).toEqual(whole.recorder.marks);
  });

  it('12.8 the order of one candle: entry limit, exit, mark, strategy', () => {
    const under = account(quietStrategy({ pullback_ribbon: {} }, { engine: { cooldown_bars: 0 } }));
    feed(under, RISE);
    const marks = under.recorder.marks.length;
    const before = under.recorder.events.length;
    feed(under, following(RISE, { open: 10_099, close: 10_100, high: 10_101, low: 10_084 }));
    expect(under.recorder.events.slice(before).map(({ body }) => body.event)).toEqual([
      'CandleProcessed',
      'ExecutionFill',
      'ExecutionFill',
      'ExecutionExit',
      'SignalGenerated',
      'DecisionMade',
    ]);
    const { equity } = under.recorder.last('DecisionMade');
    expect(under.recorder.marks.slice(marks)).toEqual([
      { equity: moneyFromNumber(Number(equity)), ts: START + 101 * 60_000, isInPosition: false },
    ]);
    expect(Number(equity)).toBeLessThan(10_000);
  });
});
