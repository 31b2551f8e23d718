import { describe, expect, it } from 'vitest';
import type { Candle } from '../../shared/market.ts';
import { candle, following, type Prices, ramp } from './support/candles.ts';
import { type Account, account, feed, type Overrides, quietStrategy, reasons } from './support/engine-under-test.ts';

/** Candles from 9990 to 10040 that close at 10000: both EMAs 10000, ATR 50, typical price and VWAP 10010. */
const range = (count: number, shape: Partial<Prices> = {}): Candle[] =>
  Array.from({ length: count }, (_, i) => candle(i, { close: 10_000, high: 10_040, low: 9990, ...shape }));

function run(before: readonly Candle[], last: Prices, setup: Overrides = {}, rest: Overrides = {}): Account {
  const strategy = quietStrategy(
    { sweep_invalidation: setup },
    { engine: { min_history_bars: 1 }, risk: { rr_min: 0, max_cost_r: 100 }, ...rest },
  );
  const under = account(strategy);
  feed(under, [...before, ...following(before, last)]);
  return under;
}

/** The signal of the last candle: side, type, entry, stop, target. */
function signal(under: Account): string | undefined {
  const found = under.recorder.all('SignalGenerated').at(-1);
  const last = under.recorder.last('DecisionMade').open_time;
  if (found === undefined || found.open_time !== last) return undefined;
  return `${found.side} ${found.type} ${found.entry} ${found.stop} ${found.target}`;
}

const LONG_SWEEP: Prices = { close: 10_000, high: 10_039.9, low: 9989.9 };
const SHORT_SWEEP: Prices = { close: 10_000, high: 10_040.1, low: 9990.1 };

describe('5 sweep_invalidation', () => {
  it('low swept → LONG at market; the stop 0.5 × ATR beyond the level, not the wick; target the 60-candle VWAP', () => {
    expect(signal(run(range(80), LONG_SWEEP))).toBe('BUY market 10000 9965 10010');
    expect(signal(run(range(80), { ...LONG_SWEEP, low: 9980, high: 10_030 }))).toBe('BUY market 10000 9965 10009.9');
  });

  it('high swept → SHORT mirrored', () => {
    expect(signal(run(range(80), SHORT_SWEEP))).toBe('SELL market 10000 10065 10010');
  });

  it('the stop multiple is the file’s, 0 puts the stop on the level', () => {
    expect(signal(run(range(80), LONG_SWEEP, { stop_atr_mult: 0 }))).toBe('BUY market 10000 9990 10010');
    expect(signal(run(range(80), LONG_SWEEP, { stop_atr_mult: 0.6 }))).toBe('BUY market 10000 9960 10010');
  });

  it('11.3 low < level < close, strictly', () => {
    const strict = { high: 10_039.9 };
    expect(signal(run(range(80), { close: 10_000, low: 9990, ...strict }))).toBeUndefined();
    expect(signal(run(range(80), { close: 10_000, low: 9989.99, ...strict }))).toBeDefined();
    // a rising market keeps EMA9 over EMA20, so that the close alone decides; the level is the low 10 candles ago
    const rise = ramp(80, 10_000, 10, 2);
    const level = rise.at(-10)?.low ?? 0;
    const closing = (close: number) => signal(run(rise, { open: 10_790, high: 10_790, low: level - 1, close }));
    expect([closing(level), closing(level - 0.1)]).toEqual([undefined, undefined]);
    expect(closing(level + 0.01)).toMatch(/^BUY/);
  });

  it('11.3 the level is the extreme of the 10 candles before this one', () => {
    const deep: Prices = { close: 10_000, high: 10_040, low: 9985 };
    const at = (back: number) => {
      const candles = range(80);
      candles[80 - back] = candle(80 - back, deep);
      return signal(run(candles, { close: 10_000, high: 10_040, low: 9988 }, { stop_atr_mult: 0 }))?.split(' ')[3];
    };
    expect([at(10), at(11)]).toEqual([undefined, '9990']);
    expect(signal(run(range(80), LONG_SWEEP, { lookback_bars: 81 }))).toBeUndefined();
  });

  it('11.3 LONG is tried first when both sides are swept', () => {
    expect(signal(run(range(80), { close: 10_000, high: 10_041, low: 9989 }))).toMatch(/^BUY/);
  });

  it('blocked against the EMA9/EMA20 direction, equality is allowed', () => {
    const low = (close: number) => signal(run(range(80), { ...LONG_SWEEP, close }));
    expect([low(10_000), low(10_000.1)].every((found) => found?.startsWith('BUY'))).toBe(true);
    expect(low(9999.9)).toBeUndefined();
    const high = (close: number) => signal(run(range(80), { ...SHORT_SWEEP, close }));
    expect([high(10_000), high(9999.9)].every((found) => found?.startsWith('SELL'))).toBe(true);
    expect(high(10_000.1)).toBeUndefined();
  });

  it('volume ≥ 0.5 × mean of the last 20, this one included, equality is allowed', () => {
    // 19 × 39 + 19 = 760, mean 38
    const traded = (volume: number) => signal(run(range(80, { volume: 39 }), { ...LONG_SWEEP, volume }));
    expect(traded(19)).toBeDefined();
    expect(traded(18.9999)).toBeUndefined();
  });

  it('11.12 a volume of 0 counts as 0 in sums and means', () => {
    const idle = range(80).map((bar, i) => (i % 2 === 0 ? { ...bar, volume: 0 } : bar));
    // 10 × 100 (9 odd candles of the window and this one's own) against 20 candles
    expect(signal(run(idle, { ...LONG_SWEEP, volume: 26 }))).toBeDefined();
    expect(signal(run(idle, { ...LONG_SWEEP, volume: 25 }))).toBeUndefined();
  });

  it('11.2 no sweep while the VWAP is none', () => {
    const idle = { volume: 0 };
    expect(signal(run(range(80, idle), { ...LONG_SWEEP, ...idle }))).toBeUndefined();
    expect(signal(run(range(58), LONG_SWEEP))).toBeUndefined();
    expect(signal(run(range(59), LONG_SWEEP))).toBeDefined();
  });
});

describe('5 sweep_invalidation with require_cvd_confirm', () => {
  const confirm = { require_cvd_confirm: true };
  /** Closes in the middle of the range: every delta is 0, so the delta of the last candle decides. */
  const balanced = range(80, { high: 10_010 });

  it('LONG needs a BULLISH divergence', () => {
    expect(signal(run(balanced, { close: 10_000, high: 10_009, low: 9989 }, confirm))).toMatch(/^BUY/);
    expect(signal(run(balanced, { close: 10_000, high: 10_009.9, low: 9989 }, confirm))).toMatch(/^BUY/);
    expect(signal(run(range(80), { close: 10_000, high: 10_009, low: 9989 }, confirm))).toMatch(/^BUY/);
    expect(signal(run(balanced, { close: 9995.5, high: 10_002.5, low: 9989 }, { ...confirm }))).toBeUndefined();
  });

  it('a LONG without it leaves the SHORT of the same candle its turn', () => {
    // both sides swept, delta below 0: not BULLISH, but a higher high on a lower delta is BEARISH
    expect(signal(run(balanced, { close: 10_000, high: 10_013, low: 9989 }, confirm))).toMatch(/^SELL/);
  });

  it('with cvd.enabled false there is no divergence, so no trade', () => {
    const off = { cvd: { enabled: false } };
    expect(signal(run(balanced, { close: 10_000, high: 10_009, low: 9989 }, confirm, off))).toBeUndefined();
    expect(signal(run(balanced, { close: 10_000, high: 10_009, low: 9989 }, {}, off))).toMatch(/^BUY/);
  });
});

describe('11.3 the first setup that fires is the candle’s only candidate', () => {
  it('a sweep with its VWAP on the wrong side has fired and is refused', () => {
    const low = range(80, { high: 10_010, low: 9900 });
    const under = run(low, { close: 10_000, high: 10_010, low: 9899 });
    expect(signal(under)).toMatch(/^BUY market 10000 98\d\d(\.\d)? 9970$/);
    expect(reasons(under).at(-1)).toBe('wrong_side');
    expect(under.recorder.last('OrderDenied')).toMatchObject({ reason: 'wrong_side', setup: 'sweep_invalidation' });
  });

  it('a refused pullback leaves no turn to a sweep: pullback_ribbon comes first', () => {
    const rise = ramp(80, 10_000, 10, 2);
    const wick: Prices = { open: 10_790, close: 10_800, high: 10_802, low: (rise.at(-10)?.low ?? 0) - 1 };
    const both = {
      setups: { pullback_ribbon: {}, sweep_invalidation: {} },
      risk: { rr_min: 3, max_cost_r: 100 },
    };
    const under = run(rise, wick, {}, both);
    expect(under.recorder.last('SignalGenerated').setup).toBe('pullback_ribbon');
    expect(reasons(under).at(-1)).toBe('reward_risk');
    expect(signal(run(rise, wick))).toMatch(/^BUY market/);
  });
});
