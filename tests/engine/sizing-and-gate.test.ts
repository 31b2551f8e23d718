import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Candidate } from '../../main/engine/strategy/setup.ts';
import { gateRefusal } from '../../main/engine/strategy/stages/risk-gate.ts';
import { sizeOf } from '../../main/engine/strategy/stages/sizing.ts';
import { FIXED_CEILINGS } from '../../shared/config/fixed-ceilings.ts';
import { type RiskConfig, riskSchema } from '../../shared/config/risk.ts';
import { type Lots, type Money, moneyFromNumber, type Ticks } from '../../shared/money.ts';
import { ramp } from './support/candles.ts';
import { account, BTC, feed, type Overrides, strategyOf } from './support/engine-under-test.ts';

function candidate(entry: number, stop: number, target = 2 * entry - stop): Candidate {
  const ticks = (price: number) => Math.round(price * 10) as Ticks;
  const direction = stop < entry ? 1 : -1;
  return {
    setup: 'sma_crossover',
    direction,
    type: 'market',
    entry: ticks(entry),
    stop: ticks(stop),
    target: ticks(target),
  };
}

function size(one: Candidate, equity: number, risk: Overrides = {}, limits: Partial<RiskConfig> = {}, multiplier = 1) {
  return sizeOf(one, moneyFromNumber(equity), multiplier, {
    instrument: BTC,
    strategy: strategyOf({ risk }),
    limits: riskSchema.parse(limits),
  });
}

describe('5 sizing', () => {
  it('risk_pct is percent: 1.0 of 10,000 USDT over a distance of 200 is 0.5 BTC', () => {
    expect(size(candidate(50_000, 49_800), 10_000)).toMatchObject({ lots: 5000, wanted: 0.5, boundBy: 'risk' });
    expect(size(candidate(50_000, 50_200), 10_000)).toMatchObject({ lots: 5000 });
    expect(size(candidate(50_000, 49_800), 10_000, { risk_pct: 0.5 })).toMatchObject({ lots: 2500 });
    expect(size(candidate(50_000, 49_800), 10_000, {}, {}, 0.5)).toMatchObject({ lots: 2500 });
  });

  it('is rounded to the nearest lot, halves up', () => {
    expect(size(candidate(50_000, 49_700), 10_000).lots).toBe(3333);
    expect(size(candidate(50_000, 49_400), 10_000).lots).toBe(1667);
    // 1 USDT over 16 is 0.0625, over 32 is 0.03125: 312.5 lots
    expect(size(candidate(50_000, 49_968), 100).lots).toBe(313);
  });

  it.each([
    ['max_notional', candidate(250_000, 249_990), 10_000_000, { max_leverage: 20 }, 8000],
    ['margin', candidate(50_000, 49_990), 1000, { risk_pct: 2 }, 3600],
    ['max_qty', candidate(50_000, 49_990), 10_000, {}, 10_000],
  ])('is capped by %s', (boundBy, one, equity, risk, lots) => {
    expect(size(one, equity, risk)).toMatchObject({ boundBy, lots });
  });

  it('the hard limits of the account cap it further', () => {
    expect(size(candidate(50_000, 49_800), 10_000, {}, { max_qty: 0.1 })).toMatchObject({ lots: 1000 });
    expect(size(candidate(50_000, 49_800), 10_000, {}, { max_notional_usdt: 5000 })).toMatchObject({ lots: 1000 });
  });

  it('11.5 to the nearest lot, then lots off while a cap is exceeded', () => {
    // 5000 / 30000 = 0.16667 BTC: the nearest lot, 0.1667, is worth 5001 USDT
    const rounded = size(candidate(30_000, 29_990), 10_000, {}, { max_notional_usdt: 5000 });
    expect(rounded).toMatchObject({ lots: 1666, boundBy: 'max_notional' });
    expect(size(candidate(50_000, 49_990), 10_000, {}, { max_qty: 0.000_16 })).toMatchObject({ lots: 1 });
    // 90 % of 20 × 100.01 USDT at 70001 is 0.025717 BTC; 257 lots cost 1799.03, 258 lots 1806.03
    expect(size(candidate(70_001, 70_000), 100.01, { risk_pct: 2 })).toMatchObject({ lots: 257, boundBy: 'margin' });
  });

  it('below the minimum size or 5 USDT → too small', () => {
    expect(size(candidate(50_000, 49_000), 1)).toMatchObject({ lots: 0, isTooSmall: true });
    expect(size(candidate(50_000, 49_000), 10)).toMatchObject({ lots: 1, isTooSmall: false });
    expect(size(candidate(49_999.9, 48_999.9), 10)).toMatchObject({ lots: 1, isTooSmall: true });
  });

  it('a price that is no number gives no size and no crash', () => {
    const broken = { ...candidate(50_000, 49_800), entry: Number.NaN as Ticks };
    expect(size(broken, 10_000).isTooSmall).toBe(true);
  });

  it('never exceeds a cap, and never misses the risk by more than half a lot below the caps', () => {
    const arbitrary = fc.record({
      entry: fc.integer({ min: 1000, max: 2_000_000 }),
      distance: fc.integer({ min: 1, max: 20_000 }),
      equity: fc.integer({ min: 1, max: 1_000_000_000 }),
      riskPct: fc.double({ min: 0.01, max: 2, noNaN: true }),
      leverage: fc.integer({ min: 1, max: 125 }),
    });
    fc.assert(
      fc.property(arbitrary, ({ entry, distance, equity, riskPct, leverage }) => {
        const one = candidate(entry / 10, (entry + distance) / 10, 1);
        const found = size(one, equity / 100, { risk_pct: riskPct, max_leverage: leverage });
        const notional = BigInt(found.lots) * BigInt(entry) * 1000n;
        expect(notional <= 20_000_000_000_000n).toBe(true);
        expect(notional * 10n <= 9n * BigInt(leverage) * BigInt(equity) * 1_000_000n).toBe(true);
        expect(found.lots).toBeLessThanOrEqual(10_000);
        if (found.boundBy !== 'risk') return;
        const wanted = ((equity / 100) * riskPct) / 100 / (distance / 10);
        // Rounding up may cross the margin cap by less than a lot; that lot is then taken off again.
        const nextLot = BigInt(found.lots + 1) * BigInt(entry) * 1000n;
        const isCut = nextLot * 10n > 9n * BigInt(leverage) * BigInt(equity) * 1_000_000n;
        expect(Math.abs(found.lots / 10_000 - wanted)).toBeLessThanOrEqual((isCut ? 0.0001 : 0.000_05) + 1e-9);
      }),
      { numRuns: 300 },
    );
  });

  it('is logged if rounding moves the size by more than 1 %', () => {
    const told = (equity: number) => {
      const strategy = strategyOf({ setups: { pullback_ribbon: {} }, risk: { equity, max_cost_r: 9, risk_pct: 0.01 } });
      const under = account(strategy);
      feed(under, ramp(100, 10_000, 1, 1));
      return under.recorder.last('DecisionMade').stages[5];
    };
    // 0.01 % over a distance of 4.5: 55 USDT give 12.2 lots, 180 USDT give 40
    expect(told(55)).toMatchObject({ stage: 'sizing', reason: 'rounding_moved_size', inputs: { qty: '0.0012' } });
    expect(told(180)).toMatchObject({ stage: 'sizing', reason: '', inputs: { qty: '0.004' } });
  });
});

describe('5 risk_gate', () => {
  const gate = (
    one: Candidate,
    lots: number,
    facts: Partial<Parameters<typeof gateRefusal>[2]> = {},
    risk: Overrides = {},
  ) => {
    const given = { block: '', ordersLastMinute: 0, equity: moneyFromNumber(10_000), ...facts } as const;
    return gateRefusal(one, lots as Lots, given, { strategy: strategyOf({ risk }), instrument: BTC });
  };
  const good = candidate(50_000, 49_800);

  it('risk_pct > 2 % → denied, though the file allows it', () => {
    expect([2, 2.01, 3].map((riskPct) => gate(good, 100, {}, { risk_pct: riskPct }))).toEqual([
      '',
      'risk_pct',
      'risk_pct',
    ]);
  });

  it('notional / max_leverage > 90 % of (equity + unrealised) → margin_exceeded, equality passes', () => {
    // 0.36 BTC at 50000 is 18000 USDT, a margin of 900 at leverage 20
    const at = (equity: number) => gate(good, 3600, { equity: moneyFromNumber(equity) });
    expect([at(1000), at(999.999_999_99)]).toEqual(['', 'margin_exceeded']);
  });

  it('more than 10 orders per minute → denied', () => {
    expect([9, 10].map((ordersLastMinute) => gate(good, 100, { ordersLastMinute }))).toEqual(['', 'order_rate']);
  });

  it.each([
    [50_000, 49_800, 50_000],
    [50_000, 49_800, 49_999.9],
    [50_000, 50_000, 50_100],
    [50_000, 50_200, 50_000],
    [50_000, 50_200, 50_000.1],
  ])('entry %d, stop %d, target %d: on the wrong side, equal included', (entry, stop, target) => {
    expect(gate(candidate(entry, stop, target), 100)).toBe('wrong_side');
  });

  it.each([
    [candidate(100, -1), 100],
    [candidate(100, 200, 0), 100],
    [{ ...good, stop: Number.NEGATIVE_INFINITY as Ticks }, 100],
    [good, 0],
    [good, Number.NaN],
  ])('a non-finite or non-positive field → denied', (one, lots) => {
    expect(gate(one, lots)).toBe('not_positive');
  });

  it.each(['halted', 'breaker_tripped', 'error_breaker', 'entries_paused', 'stopping'] as const)(
    '%s → denied',
    (block) => {
      expect(gate(good, 100, { block }, { risk_pct: 3 })).toBe(block);
    },
  );

  it('the fixed ceilings can’t be loosened by config', () => {
    expect(FIXED_CEILINGS).toEqual({
      riskPct: 2,
      marginShare: 0.9,
      ordersPerMinute: 10,
      maxNotionalUsdt: 200_000,
      maxQty: 1,
    });
    expect(riskSchema.safeParse({ max_notional_usdt: 200_001 }).success).toBe(false);
    expect(riskSchema.safeParse({ max_qty: 1.0001 }).success).toBe(false);
  });

  it('a run with risk_pct 3 sends nothing and says why', () => {
    const strategy = strategyOf({ setups: { pullback_ribbon: {} }, risk: { risk_pct: 3, max_cost_r: 9 } });
    const under = account(strategy);
    feed(under, ramp(101, 10_000, 1, 1));
    expect(under.recorder.all('OrderSubmitted')).toEqual([]);
    expect(under.recorder.all('OrderDenied').map(({ reason, order_id }) => [order_id, reason])).toEqual([
      ['order-1', 'risk_pct'],
      ['order-2', 'risk_pct'],
    ]);
    expect(under.engine.equity).toBe(moneyFromNumber(10_000) as Money);
  });
});
