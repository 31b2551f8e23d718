import { describe, expect, it } from 'vitest';
import { type Move, type Placement, Scenario, SIDES } from './support/position-scenario.ts';

/** A limit 5 under the market (for a LONG), its bracket 10 under and 20 over it. */
const LIMIT: Placement = { type: 'limit', price: -5, stop: -15, target: 15 };

function working(direction: 1 | -1, limit: Placement = LIMIT): Scenario {
  const scenario = new Scenario(direction);
  expect(scenario.place(limit)).toBeUndefined();
  return scenario;
}

describe.each(SIDES)('6 limit orders fill when touched, %s', (_, direction) => {
  const fills = (...moves: Move[]) => working(direction).feed(...moves).fills;

  it('low at the limit → at the limit, as maker', () => {
    expect(fills({ worst: -5, close: -2 })).toEqual(['0.5 at -5 maker']);
    expect(fills({ worst: -9, close: -2 })).toEqual(['0.5 at -5 maker']);
  });

  it('low 0.01 above the limit → waits', () => {
    expect(fills({ worst: -4.99, close: -2 })).toEqual([]);
    expect(fills({ worst: -4.99, close: -2 }, { worst: -5, close: -2 })).toHaveLength(1);
  });

  it('open beyond the limit → at min(limit, open)', () => {
    expect(fills({ open: -8, close: -6 })).toEqual(['0.5 at -8 maker']);
    expect(fills({ open: -5, close: -6 })).toEqual(['0.5 at -5 maker']);
  });

  it('2.3 an open off the tick is rounded against the trader, never beyond the limit', () => {
    expect(fills({ open: -8.06, close: -6 })).toEqual(['0.5 at -8 maker']);
    expect(fills({ open: -5.01, close: -6 })).toEqual(['0.5 at -5 maker']);
  });

  it('never against the candle it was placed on', () => {
    const scenario = new Scenario(direction).feed({ worst: -20, close: 0 });
    scenario.place(LIMIT);
    expect(scenario.fills).toEqual([]);
    expect(scenario.under.recorder.names).toEqual(['WorkingOrderCreated']);
  });

  it('fills once', () => {
    expect(fills({ worst: -5, close: -2 }, { worst: -5, close: -2 })).toHaveLength(1);
  });
});

describe.each(SIDES)('11.8 the entry candle of a limit, %s', (_, direction) => {
  const outcomeOf = (...moves: Move[]) => working(direction).feed(...moves).outcome;

  it.each<[string, Move, string]>([
    ['only the stop is tested: SL', { worst: -15, close: -7 }, 'SL -15'],
    ['opened beyond the stop: SL_GAP, out at the open', { open: -17, close: -16 }, 'SL_GAP -17'],
    ['opened at the stop: SL_GAP', { open: -15, close: -14 }, 'SL_GAP -15'],
    ['stop and target: SL, never SL_CONSERVATIVE', { worst: -15, best: 15, close: 0 }, 'SL -15'],
    ['target only: stays open, whether it came first can’t be known', { worst: -5, best: 30, close: 0 }, 'open'],
    ['stop not reached: stays open', { worst: -14.99, close: -7 }, 'open'],
  ])('%s', (_rule, move, wanted) => {
    expect(outcomeOf(move)).toBe(wanted);
  });

  it('the trade of one candle has 0 bars', () => {
    const scenario = working(direction).feed({ worst: -15, close: -7 });
    expect(scenario.exit).toMatchObject({ bars_open: 0, reason: 'SL' });
    expect(scenario.exit?.entry_ts).toBe(scenario.exit?.exit_ts);
  });

  it('the trail does not move on it, only from the next candle on', () => {
    const scenario = working(direction).feed({ worst: -5, close: 9 });
    expect(scenario.under.recorder.names).not.toContain('TrailActivated');
    scenario.feed({ open: 9, close: 9 });
    expect(scenario.under.recorder.last('TrailActivated')).toMatchObject({ trail: String(scenario.price(-6)) });
  });

  it('from the next candle on every exit is tested', () => {
    expect(outcomeOf({ worst: -5, close: 0 }, { best: 15, close: 0 })).toBe('TP 15');
    expect(outcomeOf({ worst: -5, close: 0 }, { best: 15, worst: -15, close: 0 })).toBe('SL_CONSERVATIVE -15');
  });

  it('11.8 STALE_EXIT counts from the entry candle', () => {
    const still = (count: number) => Array.from({ length: count }, () => ({ close: -4, open: -4 }));
    expect(outcomeOf({ close: -4 }, { open: -4, worst: -5, close: -4 }, ...still(50))).toBe('open');
    expect(outcomeOf({ close: -4 }, { open: -4, worst: -5, close: -4 }, ...still(51))).toBe('STALE_EXIT -4');
  });
});

describe('11.4 and 11.5 the life of a working order', () => {
  const miss = (count: number): Move[] => Array.from({ length: count }, () => ({ close: 1, open: 1 }));

  it('is pending_trigger_max_bars candles, cancelled after the fill test of the last one', () => {
    const touched = working(1).feed(...miss(23), { worst: -5, close: 0 });
    expect(touched.fills).toHaveLength(1);
    expect(touched.under.recorder.names).not.toContain('WorkingOrderCancelled');
    const missed = working(1).feed(...miss(24));
    expect(missed.under.recorder.last('WorkingOrderCancelled')).toEqual({
      event: 'WorkingOrderCancelled',
      order_id: 'order-1',
      side: 'BUY',
      qty: '0.5',
      price: '9995',
      reason: 'pending_trigger_expired',
    });
    expect(missed.feed({ worst: -5, close: 0 }).fills).toEqual([]);
  });

  it('an expiry starts no cooldown and leaves the book free', () => {
    const { engine } = working(1).feed(...miss(24)).under;
    expect([engine.book.isFree, engine.book.lastCloseIndex]).toEqual([true, -1]);
  });

  it('11.9 limit entries are cancelled when the session stops', () => {
    const scenario = working(1);
    expect(scenario.under.engine.flatten('SESSION_END', 'stop')).toEqual({ cancelled: 1, closed: 0 });
    expect(scenario.under.recorder.last('WorkingOrderCancelled')).toMatchObject({ reason: 'stop' });
    expect(scenario.feed({ worst: -5, close: 0 }).fills).toEqual([]);
  });
});
