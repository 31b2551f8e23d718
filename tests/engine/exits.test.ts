import { describe, expect, it } from 'vitest';
import { type Move, Scenario, SIDES } from './support/position-scenario.ts';

const STILL: Move = { close: 0, best: 1, worst: -1 };
const many = (count: number, move: Move = STILL): Move[] => Array.from({ length: count }, () => move);

describe.each(SIDES)('6 exits in a candle, %s: stop −10, target +20', (_, direction) => {
  const outcomeOf = (...moves: Move[]) => {
    const scenario = new Scenario(direction);
    expect(scenario.place()).toBeUndefined();
    return scenario.feed(...moves).outcome;
  };

  it.each<[string, Move, string]>([
    ['1. open beyond the stop → at open, SL_GAP', { open: -12, worst: -15, best: -11, close: -13 }, 'SL_GAP -12'],
    ['1. open at the stop → SL_GAP', { open: -10, close: -9 }, 'SL_GAP -10'],
    ['1. a gap comes before a target in the same candle', { open: -11, best: 25, close: 20 }, 'SL_GAP -11'],
    ['2. low at the stop → at the stop, SL', { worst: -10, close: -5 }, 'SL -10'],
    ['2. low beyond the stop → at the stop, SL', { worst: -30, best: 19.9, close: 3 }, 'SL -10'],
    ['2. low 0.01 short of the stop → stays open', { worst: -9.99, close: -5 }, 'open'],
    ['2. high at the target too → SL_CONSERVATIVE', { worst: -10, best: 20, close: 19 }, 'SL_CONSERVATIVE -10'],
    ['3. high at the target → at the target, TP', { best: 20, close: 5 }, 'TP 20'],
    ['3. high beyond the target → at the target, TP', { best: 40, close: 30 }, 'TP 20'],
    ['3. open beyond the target → at max(target, open)', { open: 26, best: 30, worst: 22, close: 25 }, 'TP 26'],
    ['3. high 0.01 short of the target → stays open', { best: 19.99, close: 5 }, 'open'],
  ])('%s', (_rule, move, wanted) => {
    expect(outcomeOf(move)).toBe(wanted);
    expect(outcomeOf(STILL, move)).toBe(wanted);
  });

  it('a market entry at a close is not tested against that candle', () => {
    const scenario = new Scenario(direction);
    scenario.feed({ open: 0, best: 50, worst: -50, close: 0 });
    scenario.place();
    expect(scenario.feed(STILL).outcome).toBe('open');
  });

  it('11.8 STALE_EXIT: first possible on the 51st candle after the entry candle, at close', () => {
    expect(outcomeOf(...many(50))).toBe('open');
    expect(outcomeOf(...many(50), { close: -3 })).toBe('STALE_EXIT -3');
    const scenario = new Scenario(direction);
    scenario.place();
    scenario.feed(...many(51));
    expect(scenario.exit).toMatchObject({ reason: 'STALE_EXIT', bars_open: 51 });
  });

  it('4. stop and target go before STALE_EXIT', () => {
    expect(outcomeOf(...many(50), { worst: -10, close: 0 })).toBe('SL -10');
    expect(outcomeOf(...many(50), { best: 20, close: 0 })).toBe('TP 20');
  });

  it('max_bars_open is the file’s', () => {
    const scenario = new Scenario(direction, { engine: { max_bars_open: 1 } });
    scenario.place();
    expect(scenario.feed(STILL).outcome).toBe('open');
    expect(scenario.feed(STILL).outcome).toBe('STALE_EXIT 0');
  });
});

describe.each(SIDES)('6 the trail, %s: risk 10, active beyond +5, 15 behind the close', (_, direction) => {
  const start = (execution: Record<string, number> = {}) => {
    const scenario = new Scenario(direction, { execution: { slip_bps: 0, half_spread_bps: 0, ...execution } });
    scenario.place();
    return scenario;
  };
  const trailsAt = (scenario: Scenario, offset: number) =>
    scenario.under.recorder.all('TrailActivated').some(({ trail }) => Number(trail) === scenario.price(offset));

  it('11.8 activation strictly beyond 0.5 R', () => {
    const at = start().feed({ close: 5 });
    expect(at.under.recorder.names).not.toContain('TrailActivated');
    const beyond = start().feed({ close: 5.1 });
    expect(trailsAt(beyond, -9.9)).toBe(true);
    expect(beyond.feed({ worst: -9.9, close: 0 }).outcome).toBe('TRAIL -9.9');
  });

  it('11.8 strictly beyond, also where the level is no exact double', () => {
    const level = (close: number) => {
      const scenario = new Scenario(direction, {
        execution: { slip_bps: 0, half_spread_bps: 0, trail_activate_r: 0.3 },
      });
      scenario.place({ stop: -0.1 });
      return scenario.feed({ open: 0.03, close }).under.recorder.names.includes('TrailActivated');
    };
    expect([level(0.03), level(0.04)]).toEqual([false, true]);
  });

  it('is not tested against the candle that moved it', () => {
    expect(start().feed({ best: 19, worst: -9.9, close: 18 }).outcome).toBe('open');
  });

  it('moves up with the close, never backwards, and stays active below the activation', () => {
    const scenario = start().feed({ close: 7 }, { close: 12 }, { close: 1 }, { close: 11 });
    expect(scenario.under.recorder.names.filter((name) => name.startsWith('Trail'))).toEqual([
      'TrailActivated',
      'TrailMoved',
    ]);
    expect(scenario.feed({ worst: -2.9, close: 0 }).outcome).toBe('open');
    expect(scenario.feed({ worst: -3, close: 0 }).outcome).toBe('TRAIL -3');
    const near = start({ trail_distance_r: 0.3 }).feed({ close: 6 }, { open: 5, close: 4, worst: 3.1 });
    expect(near.feed({ open: 4, worst: 3, close: 4 }).outcome).toBe('TRAIL 3');
  });

  it('open beyond the trail → at open, TRAIL_GAP', () => {
    expect(start().feed({ close: 8 }, { open: -7, close: -8 }).outcome).toBe('TRAIL_GAP -7');
    expect(start().feed({ close: 8 }, { open: -8.5, close: -9 }).outcome).toBe('TRAIL_GAP -8.5');
  });

  it('11.8 with the target in the same candle SL_CONSERVATIVE, at the trail', () => {
    expect(start().feed({ close: 8 }, { worst: -7, best: 20, close: 0 }).outcome).toBe('SL_CONSERVATIVE -7');
  });

  it('11.8 TRAIL and TRAIL_GAP only if strictly better than the stop', () => {
    const equal = () => start({ trail_activate_r: 0.4 }).feed({ close: 5 });
    expect(trailsAt(equal(), -10)).toBe(true);
    expect(equal().feed({ worst: -10, close: 0 }).outcome).toBe('SL -10');
    expect(equal().feed({ open: -11, close: -11 }).outcome).toBe('SL_GAP -11');
    const worse = start({ trail_activate_r: 0.1 }).feed({ close: 2 });
    expect(worse.feed({ worst: -12, close: 0 }).outcome).toBe('SL -10');
  });
});

describe('11.1 the trail is the nearest tick, halves up', () => {
  it.each([
    [1, 5.05, 'TRAIL -9.9'],
    [1, 5.04, 'SL -10'],
    [-1, 5.05, 'SL -10'],
    [-1, 5.06, 'TRAIL -9.9'],
  ] as const)('direction %d, close %d → %s', (direction, close, wanted) => {
    // 15 behind 10005.05 is 9990.05, halfway between the stop and 9990.1; behind 9994.95 it is 10009.95
    const scenario = new Scenario(direction);
    scenario.place();
    expect(scenario.feed({ close }, { worst: -10, close: 0 }).outcome).toBe(wanted);
  });
});
