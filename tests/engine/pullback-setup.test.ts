import { describe, expect, it } from 'vitest';
import type { Candle } from '../../shared/market.ts';
import { following, ramp } from './support/candles.ts';
import { type Account, account, feed, type Overrides, quietStrategy, reasons } from './support/engine-under-test.ts';

function run(candles: readonly Candle[], setup: Overrides = {}, rest: Overrides = {}): Account {
  const under = account(quietStrategy({ pullback_ribbon: setup }, rest));
  feed(under, candles);
  return under;
}

const bracket = ({ recorder }: Account) => {
  const { side, type, entry, stop, target } = recorder.last('SignalGenerated');
  return `${side} ${type} ${entry} ${stop} ${target}`;
};

/** 100 candles that rise by 1: close 10099, EMA20 9.5 below it, ATR 3. */
const RISE = ramp(100, 10_000, 1, 1);

describe('5 pullback_ribbon', () => {
  it('UP: a BUY limit at EMA20, stop 1.5 × ATR away, target 2 × that distance', () => {
    expect(bracket(run(RISE))).toBe('BUY limit 10089.5 10085 10098.5');
  });

  it('DOWN: a SELL limit mirrored', () => {
    expect(bracket(run(ramp(100, 10_000, -1, 1)))).toBe('SELL limit 9910.5 9915 9901.5');
  });

  it('uses its own multiples', () => {
    expect(bracket(run(RISE, { stop_atr_mult: 4, tp_r_mult: 1.5 }))).toBe('BUY limit 10089.5 10077.5 10107.5');
  });

  it('11.1 the limit rounds away from the market: BUY down, SELL up', () => {
    // EMA20 of the rise is 10012.221 − 9.5 × 0.123 = 10011.0525 with 100 candles of 0.123
    const last = 10_000.044 + 99 * 0.123;
    expect(last - 9.5 * 0.123).toBeCloseTo(10_011.0525, 9);
    expect(bracket(run(ramp(100, 10_000.044, 0.123, 1)))).toMatch(/^BUY limit 10011 /);
    expect(bracket(run(ramp(100, 10_000.044, -0.123, 1)))).toMatch(/^SELL limit 9989.1 /);
  });

  it('11.1 stop and target are the nearest ticks, from the rounded entry and the unrounded distance', () => {
    // ATR 0.123 + 2 = 2.123: stop 3.1845 and target 6.369 from 10011.0 (from EMA20 itself they would differ)
    expect(bracket(run(ramp(100, 10_000.044, 0.123, 1)))).toBe('BUY limit 10011 10007.8 10017.4');
    expect(bracket(run(ramp(100, 10_000.044, -0.123, 1)))).toBe('SELL limit 9989.1 9992.3 9982.7');
  });

  it('11.1 a half tick goes up, for a stop below as for one above', () => {
    // ATR 2.5, × 1.5 = 3.75 behind the entry, 7.5 before it
    expect(bracket(run(ramp(100, 10_000, 1, 0.75)))).toBe('BUY limit 10089.5 10085.8 10097');
    expect(bracket(run(ramp(100, 10_000, -1, 0.75)))).toBe('SELL limit 9910.5 9914.3 9903');
  });

  it('nothing in CHOP', () => {
    const under = run(following([], ...RISE.slice(0, 99), { close: 10_050, high: 10_098, low: 10_050 }));
    expect(reasons(under).at(-1)).toBe('no_setup');
  });
});

describe('11.2 and 11.12 warm-up', () => {
  it('the first decision falls at the close of the 100th candle', () => {
    const under = run(RISE);
    expect(reasons(under).slice(49)).toEqual([...Array.from({ length: 50 }, () => 'warm_up'), '']);
    expect(under.recorder.all('OrderSubmitted')).toHaveLength(1);
  });

  it('history counts as candles but opens no trade', () => {
    const under = account(quietStrategy({ pullback_ribbon: {} }));
    for (const bar of RISE.slice(0, 99)) under.engine.onCandle(bar, 'history');
    expect(under.recorder.all('DecisionMade')).toEqual([]);
    feed(under, RISE.slice(99));
    expect(reasons(under)).toEqual(['']);
  });

  it('3 a backfilled candle updates the indicators and opens no trade', () => {
    const under = account(quietStrategy({ pullback_ribbon: {} }));
    const longer = ramp(101, 10_000, 1, 1);
    feed(under, longer.slice(0, 99));
    under.engine.onCandle(longer[99] as Candle, 'backfill');
    expect(reasons(under).at(-1)).toBe('candle_backfill');
    feed(under, longer.slice(100));
    expect(reasons(under).at(-1)).toBe('');
    expect(under.recorder.last('OrderSubmitted').price).toBe('10090.5');
  });
});

describe('11.4 the life of a limit entry', () => {
  it('is placed once, not re-priced, and cancelled after 24 candles; the strategy may order again on t + 24', () => {
    const under = run(ramp(124, 10_000, 1, 1));
    expect(reasons(under, 99)).toEqual(['', ...Array.from({ length: 23 }, () => 'not_flat'), '']);
    expect(under.recorder.names).toEqual([
      'OrderSubmitted',
      'WorkingOrderCreated',
      'WorkingOrderCancelled',
      'OrderSubmitted',
      'WorkingOrderCreated',
    ]);
    expect(under.recorder.last('WorkingOrderCancelled')).toMatchObject({
      order_id: 'order-1',
      price: '10089.5',
      reason: 'pending_trigger_expired',
    });
    expect(under.recorder.last('WorkingOrderCreated')).toMatchObject({ price: '10113.5', expires_after_bars: 24 });
  });

  it.each([
    [1, true],
    [24, true],
    [25, false],
  ])('a limit placed at t fills on t + 1 … t + 24 and not later: t + %d', (later, fills) => {
    const candles = ramp(99 + 1 + later, 10_000, 1, 1);
    const touching = candles.with(-1, { ...(candles.at(-1) as Candle), low: 10_089.5 });
    const { recorder } = run(touching);
    const fill = recorder.all('ExecutionFill').find(({ order_id }) => order_id === 'order-1');
    if (fills) expect(fill).toMatchObject({ price: '10089.5', liquidity: 'maker', type: 'limit' });
    else expect(fill).toBeUndefined();
    const cancelled = recorder
      .all('WorkingOrderCancelled')
      .filter(({ reason }) => reason === 'pending_trigger_expired');
    expect(cancelled).toHaveLength(fills ? 0 : 1);
  });

  it('never fills against the candle that produced the decision', () => {
    const candles = RISE.with(-1, { ...(RISE.at(-1) as Candle), low: 10_050 });
    const { recorder } = run(candles);
    expect(recorder.names).toEqual(['OrderSubmitted', 'WorkingOrderCreated']);
  });
});

describe('11.4 cooldown', () => {
  /** A wick fills the limit of candle 99 and runs through its stop: the trade closes on candle 100. */
  const closedOn100 = (later: number) => {
    const candles = ramp(101 + later, 10_000, 1, 1);
    return candles.with(100, { ...(candles[100] as Candle), low: 10_084 });
  };

  it('closed on t, first decision on t + 6', () => {
    const under = run(closedOn100(6));
    expect(under.recorder.last('ExecutionExit')).toMatchObject({ reason: 'SL', bars_open: 0 });
    expect(reasons(under, 99)).toEqual([
      '',
      'cooldown',
      'cooldown',
      'cooldown',
      'cooldown',
      'cooldown',
      'cooldown',
      '',
    ]);
  });

  it.each([
    [0, ['cooldown', '']],
    [2, ['cooldown', 'cooldown', 'cooldown', '']],
  ])('cooldown_bars %d', (bars, wanted) => {
    const under = run(closedOn100(3), {}, { engine: { cooldown_bars: bars } });
    expect(reasons(under, 100).slice(0, wanted.length)).toEqual(wanted);
  });
});
