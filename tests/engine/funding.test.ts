import { describe, expect, it } from 'vitest';
import type { EngineConfig } from '../../main/engine/engine-config.ts';
import { MINUTE_MS } from '../../shared/time.ts';
import { candle, START } from './support/candles.ts';
import { type Account, account, place, strategyOf } from './support/engine-under-test.ts';

/** 08:00 UTC of the first day; the candles below are those of 07:00 to 09:00. */
const SETTLEMENT = Date.UTC(2025, 0, 1, 8);
const FIRST = (SETTLEMENT - START) / MINUTE_MS - 60;

interface Case {
  readonly funding?: EngineConfig['funding'];
  readonly direction?: 1 | -1;
  readonly qty?: number;
  readonly close?: number;
  readonly rates?: readonly (readonly [number, number])[];
  /** Candles before and after the settlement at which the position is opened and closed. */
  readonly openedBefore?: number;
  readonly closedAfter?: number;
}

function held(given: Case): Account {
  const { funding = 'file', direction = 1, qty = 0.5, close = 10_000, openedBefore = 5, closedAfter = 1 } = given;
  const strategy = strategyOf({ execution: { slip_bps: 0, half_spread_bps: 0 }, engine: { max_bars_open: 1000 } });
  const under = account(strategy, { funding });
  for (const [ts, rate] of given.rates ?? []) under.engine.funding.setRate(ts, rate);
  for (let i = 0; i < 60 + closedAfter; i++) {
    under.engine.onCandle(candle(FIRST + i, { close, volume: 1000 }), 'live');
    if (i === 59 - openedBefore) {
      const bracket = { stop: close - direction * 100, target: close + direction * 100 };
      place(under, { qty, direction, price: close, ...bracket });
    }
  }
  under.engine.closePosition('SESSION_END');
  return under;
}

const amounts = (given: Case) =>
  held(given)
    .recorder.all('FundingApplied')
    .map(({ amount }) => amount);
const at = (rate: number) => [[SETTLEMENT, rate]] as const;

describe('6 funding = qty × price × rate at 00:00, 08:00 and 16:00 UTC', () => {
  it('is paid by longs and received by shorts if positive, the other way round if negative', () => {
    // 0.5 × 10000 × 0.0001
    expect(amounts({ rates: at(0.0001) })).toEqual(['-0.5']);
    expect(amounts({ rates: at(0.0001), direction: -1 })).toEqual(['0.5']);
    expect(amounts({ rates: at(-0.0001) })).toEqual(['0.5']);
    expect(amounts({ rates: at(-0.0001), direction: -1 })).toEqual(['-0.5']);
  });

  it('12.8 paid rounds up, received rounds down', () => {
    // 0.0001 × 10000.01 × 0.00012345 = 0.00012345012…
    const odd = { qty: 0.0001, close: 10_000.01, rates: at(0.000_123_45) };
    expect(amounts(odd)).toEqual(['-0.00012346']);
    expect(amounts({ ...odd, direction: -1 })).toEqual(['0.00012345']);
  });

  it('12.8 on the position still held at this close, at the close price', () => {
    const under = held({ rates: at(0.0001) });
    expect(under.recorder.last('FundingApplied')).toEqual({
      event: 'FundingApplied',
      trade_id: 1,
      settled_at: '2025-01-01T08:00:00.000Z',
      rate: '0.0001',
      price: '10000',
      amount: '-0.5',
      known: true,
    });
    expect(amounts({ rates: at(0.0001), openedBefore: 1 })).toEqual(['-0.5']);
    // an order of the settlement's own close comes after it, a position closed a candle before has none
    expect(amounts({ rates: at(0.0001), openedBefore: 0 })).toEqual([]);
    expect(amounts({ rates: at(0.0001), closedAfter: -1 })).toEqual([]);
  });

  it('stands in the trade and in the ledger', () => {
    const { recorder, engine } = held({ rates: at(0.0001) });
    // two fees of 0.5 × 10000 × 0.06 %
    expect(recorder.last('ExecutionExit')).toMatchObject({ funding: '-0.5', gross_pnl: '0', fees: '6', pnl: '-6.5' });
    expect(engine.ledger.balance).toBe(999_350_000_000);
  });

  it('12.8 stamps are rounded to the minute, a missing settlement charges 0 and is reported', () => {
    expect(amounts({ rates: [[SETTLEMENT + 321, 0.0001]] })).toEqual(['-0.5']);
    expect(amounts({ rates: [[SETTLEMENT - 321, 0.0001]] })).toEqual(['-0.5']);
    const under = held({ rates: [[SETTLEMENT - 28_800_000, 0.0001]] });
    expect(under.recorder.last('FundingApplied')).toMatchObject({ amount: '0', rate: '0', known: false });
  });

  it('11.7 the 0.01 % fallback is for live sources; without funding nothing is charged', () => {
    expect(held({ funding: 'live' }).recorder.last('FundingApplied')).toMatchObject({ amount: '-0.5', known: false });
    expect(held({ funding: 'live', rates: at(0.0003) }).recorder.last('FundingApplied')).toMatchObject({
      amount: '-1.5',
      known: true,
    });
    expect(amounts({ funding: 'none', rates: at(0.0001) })).toEqual([]);
  });

  it('settles once per period, also over a hole in the candles', () => {
    const strategy = strategyOf({ execution: { slip_bps: 0, half_spread_bps: 0 } });
    const under = account(strategy, { funding: 'file' });
    under.engine.funding.setRate(SETTLEMENT, 0.0001);
    under.engine.funding.setRate(SETTLEMENT + 28_800_000, 0.0002);
    under.engine.onCandle(candle(FIRST, { close: 10_000, volume: 1000 }), 'live');
    place(under, { qty: 1, price: 10_000, stop: 9900, target: 10_100 });
    for (const minutes of [1, 600, 601]) {
      under.engine.onCandle(candle(FIRST + minutes, { close: 10_000, volume: 1000 }), 'live');
    }
    expect(
      under.recorder.all('FundingApplied').map(({ settled_at, amount }) => [settled_at.slice(11, 16), amount]),
    ).toEqual([
      ['08:00', '-1'],
      ['16:00', '-2'],
    ]);
  });
});
