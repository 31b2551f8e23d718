import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slippedPrice } from '../../main/engine/execution/slippage.ts';
import { type Money, money } from '../../shared/money.ts';
import { FEES } from './support/engine-under-test.ts';
import { type Move, type Placement, Scenario, SIDES } from './support/position-scenario.ts';

const STILL: Move = { close: 0 };

describe('6 slippage: price × slip_bps × min(1 + 0.5 × qty / mean volume, 3)', () => {
  const size = (qty: number, meanVolume: number) => ({ qty, meanVolume });

  it.each([
    [1, 100, 10_001.005],
    [1, 1, 10_001.5],
    [4, 1, 10_003],
    [100, 1, 10_003],
    [1, 0, 10_003],
  ])('1 bp on 10000, quantity %d, mean volume %d → %d (a mean of 0 counts as factor 3)', (qty, mean, wanted) => {
    expect(slippedPrice(10_000, 1, 1, size(qty, mean))).toBeCloseTo(wanted, 9);
    expect(slippedPrice(10_000, -1, 1, size(qty, mean))).toBeCloseTo(20_000 - wanted, 9);
  });

  it('is always against the trader, between 1 × and 3 × slip_bps', () => {
    const quantity = fc.double({ min: 0.0001, max: 1000, noNaN: true });
    const volume = fc.oneof(fc.constant(0), quantity);
    fc.assert(
      fc.property(quantity, volume, fc.double({ min: 0, max: 50, noNaN: true }), (qty, mean, bps) => {
        const bought = slippedPrice(10_000, 1, bps, size(qty, mean)) - 10_000;
        const sold = 10_000 - slippedPrice(10_000, -1, bps, size(qty, mean));
        for (const paid of [bought, sold]) {
          expect(paid).toBeGreaterThanOrEqual(bps - 1e-8);
          expect(paid).toBeLessThanOrEqual(3 * bps + 1e-8);
        }
      }),
    );
  });
});

describe.each(SIDES)('6 fill prices, %s', (_, direction) => {
  /** 1 bp × (1 + 0.5 × 0.5 / 5) is 1.05 on 10000. */
  const slipped = (rest: Record<string, number | string> = {}) =>
    new Scenario(direction, { execution: { slip_bps: 1, half_spread_bps: 5, ...rest } }, 5);
  const exitAt = (move: Move, placement: Placement = {}, rest: Record<string, number | string> = {}) => {
    const scenario = slipped(rest);
    scenario.place(placement);
    return scenario.feed(move).outcome;
  };

  it('a market entry is slipped from its reference, then rounded to the tick against the trader', () => {
    const scenario = slipped();
    scenario.place();
    expect(scenario.fills).toEqual(['0.5 at 1.1 taker']);
    const rounded = slipped({ slip_bps: 20 });
    rounded.place();
    expect(rounded.fills).toEqual(['0.5 at 21 taker']);
  });

  it('11.6 the order’s full quantity counts, before the liquidity cap', () => {
    const scenario = new Scenario(direction, { execution: { slip_bps: 1, half_spread_bps: 0 } }, 0.25);
    // quantity 1 over a mean of 0.25: factor 3; the 0.025 BTC that fill would be slipped by 1.05
    scenario.place({ qty: 1 });
    expect(scenario.fills).toEqual(['0.025 at 3 taker']);
  });

  it('11.6 the mean is of the last 20 candles including the current one', () => {
    // 19 × 5 + 105 = 200, mean 10: factor 1.025; a candle later 19 × 5 + 105 still, 20 candles later none of it
    const scenario = slipped({ slip_bps: 20 }).feed({ ...STILL, volume: 105 });
    scenario.place({ stop: -100 });
    expect(scenario.fills).toEqual(['0.5 at 20.5 taker']);
    scenario.feed({ close: 0, worst: -100 }, ...Array.from({ length: 18 }, () => STILL));
    scenario.place({ id: 'order-2' });
    expect(scenario.fills.at(-1)).toBe('0.5 at 20.5 taker');
    scenario.feed({ close: 0, worst: -10 });
    scenario.place({ id: 'order-3' });
    expect(scenario.fills.at(-1)).toBe('0.5 at 21 taker');
    const idle = new Scenario(direction, { execution: { slip_bps: 1, half_spread_bps: 0 } }, 0);
    idle.place();
    expect(idle.fills).toEqual(['0.5 at 3 taker']);
  });

  it('limit entries are not slipped', () => {
    const scenario = slipped();
    scenario.place({ type: 'limit', price: -5 });
    expect(scenario.feed({ worst: -6, close: 0 }).fills).toEqual(['0.5 at -5 maker']);
  });

  it('stops, gaps and take-profits are slipped from their own price, without half spread', () => {
    expect(exitAt({ worst: -10, close: 0 })).toBe('SL -11.1');
    expect(exitAt({ open: -12, close: -12 })).toBe('SL_GAP -13.1');
    expect(exitAt({ best: 20, close: 0 })).toBe('TP 18.9');
    expect(exitAt({ worst: -10, best: 20, close: 0 })).toBe('SL_CONSERVATIVE -11.1');
  });

  it('11.6 STALE_EXIT and every forced close: close × (1 ∓ half spread), slipped', () => {
    const stale = new Scenario(direction, {
      engine: { max_bars_open: 1 },
      execution: { slip_bps: 1, half_spread_bps: 5 },
    });
    stale.place();
    // half a spread of 5 bp is 5, slippage 1 more
    expect(stale.feed(STILL, STILL).outcome).toMatch(/^STALE_EXIT -6(\.\d)?$/);
    for (const reason of ['SESSION_END', 'KILL', 'USER_CLOSE'] as const) {
      const scenario = slipped();
      scenario.place();
      scenario.feed(STILL);
      expect(scenario.under.engine.closePosition(reason)).toBe(true);
      expect(scenario.outcome).toMatch(new RegExp(`^${reason} -6(\\.\\d)?$`));
      expect(scenario.under.recorder.last('ExecutionFill')).toMatchObject({ type: 'market', liquidity: 'taker' });
      expect(scenario.under.engine.closePosition(reason)).toBe(false);
    }
  });

  it('take_profit limit: at the target as maker, not slipped; an open beyond it is taken', () => {
    const limit = { take_profit: 'limit' };
    expect(exitAt({ best: 20, close: 0 }, {}, limit)).toBe('TP 20');
    expect(exitAt({ open: 23, close: 22 }, {}, limit)).toBe('TP 23');
    expect(exitAt({ open: 20.01, close: 22 }, {}, limit)).toBe('TP 20');
    expect(exitAt({ worst: -10, close: 0 }, {}, limit)).toBe('SL -11.1');
    const scenario = slipped(limit);
    scenario.place();
    const { recorder } = scenario.feed({ best: 20, close: 0 }).under;
    expect(recorder.last('ExecutionFill')).toMatchObject({
      type: 'take_profit',
      liquidity: 'maker',
      reduce_only: true,
    });
  });

  it('take_profit market: taker', () => {
    const scenario = slipped();
    scenario.place();
    const { recorder } = scenario.feed({ best: 20, close: 0 }).under;
    expect(recorder.last('ExecutionFill')).toMatchObject({ type: 'take_profit', liquidity: 'taker' });
  });
});

describe('6 fees: taker 0.06 %, maker 0.02 % of notional, rounded up to 1e-8', () => {
  it.each([
    [100_001_000, 60_001, 20_001],
    [100_000_000, 60_000, 20_000],
    [1, 1, 1],
    [0, 0, 0],
  ])('a notional of %d units costs %d as taker and %d as maker', (notional, taker, maker) => {
    expect(FEES.fee(money(notional), 'taker')).toBe(taker);
    expect(FEES.fee(money(notional), 'maker')).toBe(maker);
  });

  it('is exact for every notional', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000_000_000_000 }), (notional) => {
        const exact = (rate: bigint) => Number((BigInt(notional) * rate + 9999n) / 10_000n);
        expect(FEES.fee(notional as Money, 'taker')).toBe(exact(6n));
        expect(FEES.fee(notional as Money, 'maker')).toBe(exact(2n));
      }),
    );
  });

  it('11.7 each fill is rounded up on its own, a trade’s fees are their sum', () => {
    const scenario = new Scenario(1).feed({ close: 0, volume: 0.001 });
    scenario.place({ qty: 0.0003 });
    scenario.feed({ worst: -0.1, open: -0.1, close: 0, volume: 0.001 }, { worst: -10, close: -5 });
    const fees = scenario.under.recorder.all('ExecutionFill').map(({ fee }) => fee);
    // 0.0001 × 10000 × 0.06 %, 0.0001 × 9999.9 × 0.02 % = 0.000199998, 0.0002 × 9990 × 0.06 %
    expect(fees).toEqual(['0.0006', '0.0002', '0.0011988']);
    expect(scenario.exit?.fees).toBe('0.0019988');
  });
});

describe('6 an order that can’t be', () => {
  it('a client order id is executed once: a second time it is denied as a duplicate', () => {
    const scenario = new Scenario(1);
    expect(scenario.place({ id: 'a' })).toBeUndefined();
    scenario.feed({ worst: -10, close: 0 });
    expect(scenario.place({ id: 'a' })).toBe('duplicate');
    expect(scenario.place({ id: 'a', type: 'limit' })).toBe('duplicate');
    expect(scenario.place({ id: 'b' })).toBeUndefined();
    expect(scenario.fills).toHaveLength(2);
  });

  it('is remembered for 600 s', () => {
    const scenario = new Scenario(1);
    scenario.place({ id: 'a', type: 'limit', price: -100 });
    scenario.feed(...Array.from({ length: 9 }, () => STILL));
    scenario.place({ id: 'b', type: 'limit', price: -100 });
    expect(scenario.place({ id: 'a' })).toBe('duplicate');
  });

  it.each<[string, Placement, number?]>([
    ['zero quantity', { qty: 0 }],
    ['negative quantity', { qty: -1 }],
    ['quantity NaN', { qty: Number.NaN }],
    ['price NaN', { price: Number.NaN }],
    ['price 0', { price: -10_000 }],
    ['reference 0', {}, 0],
    ['reference NaN', {}, Number.NaN],
    ['reference infinite', {}, Number.POSITIVE_INFINITY],
  ])('%s: no fill, a denial, never a crash', (_, placement, reference) => {
    for (const type of ['market', 'limit'] as const) {
      const scenario = new Scenario(1);
      expect(scenario.place({ type, ...placement }, reference)).toBe('invalid_order');
      expect(scenario.feed({ worst: -9, best: 9, close: 0 }).under.recorder.events).toEqual([]);
    }
  });
});
