import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExecutionExit } from '../../shared/events.ts';
import { type Money, moneyFromNumber, parseMoney } from '../../shared/money.ts';
import { formatFigure, formatSeconds } from '../../shared/performance/figure-text.ts';
import { type PerformanceFigures, PerformanceTracker } from '../../shared/performance.ts';
import { DAY_MS, toIso } from '../../shared/time.ts';

const START = Date.UTC(2025, 0, 1);
const HOUR = 3_600_000;

function usdt(amount: number): Money {
  return moneyFromNumber(amount);
}

function exit(pnl: string, rest: Partial<ExecutionExit> = {}): ExecutionExit {
  return {
    event: 'ExecutionExit',
    trade_id: 1,
    side: 'LONG',
    setup: 'sma_crossover',
    reason: 'TP',
    qty: '0.1',
    price: '100000',
    entry_ts: toIso(START),
    entry_price: '99000',
    exit_ts: toIso(START + HOUR),
    gross_pnl: pnl,
    fees: '0',
    funding: '0',
    pnl,
    r_multiple: '1',
    bars_open: 1,
    mae: '0',
    mfe: '0',
    tags: [],
    ...rest,
  };
}

/** Start 10 and changes 1, 2 give 10, 11, 13. */
function runningSums(start: number, changes: readonly number[]): number[] {
  const sums = [start];
  for (const change of changes) sums.push((sums.at(-1) ?? 0) + change);
  return sums;
}

/** One mark at the end of each day, and `trades` trades of nothing so that the annualised figures appear. */
function dailyRun(equities: readonly number[], trades = 10): PerformanceFigures {
  const tracker = new PerformanceTracker(usdt(10_000));
  for (const [index, equity] of equities.entries()) tracker.mark(usdt(equity), START + (index + 1) * DAY_MS, false);
  for (let i = 0; i < trades; i++) tracker.trade(exit('0'));
  return tracker.report();
}

describe('a run with nothing in it', () => {
  it('ends where it started', () => {
    expect(new PerformanceTracker(usdt(10_000)).report()).toEqual({
      market_from: null,
      market_to: null,
      starting_equity: '10000',
      ending_equity: '10000',
      net_pnl: '0',
      trades: 0,
      wins: 0,
      losses: 0,
      win_rate: null,
      profit_factor: null,
      expectancy: null,
      expectancy_r: null,
      max_drawdown_pct: 0,
      max_drawdown_usdt: '0',
      drawdown_duration_sec: 0,
      drawdown_recovered: true,
      sharpe: null,
      sortino: null,
      calmar: null,
      sqn: null,
      exposure_pct: 0,
      fees: '0',
      funding: '0',
      daily_marks: 0,
    });
  });
});

describe('a short run, worked out by hand', () => {
  const tracker = new PerformanceTracker(usdt(10_000));
  // peak 10,100 at 1 h, down to 9,898 (2 %) at 3 h, back at 10,100 at 6 h, end 10,150 at 8 h
  const marks = [10_000, 10_100, 10_000, 9898, 9950, 10_050, 10_100, 10_120, 10_150];
  for (const [hour, equity] of marks.entries()) tracker.mark(usdt(equity), START + hour * HOUR, false);
  tracker.trade(exit('100.5', { r_multiple: '1', fees: '1.25', funding: '-0.5', exit_ts: toIso(START + HOUR) }));
  tracker.trade(
    exit('-50.25', {
      r_multiple: '-0.5',
      fees: '1.00000001',
      entry_ts: toIso(START + 2 * HOUR),
      exit_ts: toIso(START + 3 * HOUR),
    }),
  );
  tracker.trade(exit('0', { r_multiple: '0', entry_ts: toIso(START + 4 * HOUR), exit_ts: toIso(START + 6 * HOUR) }));

  it('has every figure', () => {
    expect(tracker.report()).toEqual({
      market_from: '2025-01-01T00:00:00.000Z',
      market_to: '2025-01-01T08:00:00.000Z',
      starting_equity: '10000',
      ending_equity: '10150',
      net_pnl: '150',
      trades: 3,
      wins: 1,
      losses: 1,
      win_rate: 33.333333,
      profit_factor: 2,
      expectancy: 16.75,
      expectancy_r: 0.166667,
      max_drawdown_pct: 2,
      max_drawdown_usdt: '202',
      drawdown_duration_sec: 5 * 3600,
      drawdown_recovered: true,
      sharpe: null,
      sortino: null,
      calmar: null,
      // √3 × (0.5 / 3) / √((0.8333² + 0.6667² + 0.1667²) / 2)
      sqn: 0.377964,
      exposure_pct: 50,
      fees: '2.25000001',
      funding: '-0.5',
      // the mark at 00:00 belongs to 31 December
      daily_marks: 2,
    });
  });
});

describe('a run that falls from its first candle on', () => {
  it('begins at the open of that candle, which adds no day', () => {
    const tracker = new PerformanceTracker(usdt(10_000));
    for (const [index, equity] of [9900, 9800].entries()) {
      tracker.begin(START + index * HOUR);
      tracker.mark(usdt(equity), START + (index + 1) * HOUR, false);
    }
    tracker.trade(exit('-200', { entry_ts: toIso(START + HOUR), exit_ts: toIso(START + 2 * HOUR) }));
    expect(tracker.report()).toMatchObject({
      market_from: toIso(START),
      market_to: toIso(START + 2 * HOUR),
      exposure_pct: 50,
      drawdown_duration_sec: 7200,
      daily_marks: 1,
    });
  });
});

describe('daily returns', () => {
  it('end with the last mark of each UTC day, midnight belonging to the day before', () => {
    // two days; the mark at exactly 00:00 closes the first, one millisecond later would open the second
    const days = (ts: readonly number[]) => {
      const tracker = new PerformanceTracker(usdt(100));
      for (const at of ts) tracker.mark(usdt(100), at, false);
      return tracker.report().daily_marks;
    };
    expect(days([START + 1, START + DAY_MS])).toBe(1);
    expect(days([START + 1, START + DAY_MS + 1])).toBe(2);
    expect(days([START, START + 1])).toBe(2);
    expect(days([START + 1, START + 5 * DAY_MS])).toBe(2);
  });

  it('give Sharpe and Sortino over √365, the starting equity being the first base', () => {
    // +1 % on even days, −0.5 % on odd ones
    const growth = (days: number) => 1.01 ** Math.ceil(days / 2) * 0.995 ** Math.floor(days / 2);
    const equities = Array.from({ length: 14 }, (_, day) => 10_000 * growth(day + 1));
    const figures = dailyRun(equities);
    // mean 0.0025; sample deviation 0.0075 × √(14/13); downside √(7 × 0.005² / 14)
    expect(figures.sharpe).toBeCloseTo((0.0025 / (0.0075 * Math.sqrt(14 / 13))) * Math.sqrt(365), 4);
    expect(figures.sortino).toBeCloseTo((0.0025 / (0.005 * Math.SQRT1_2)) * Math.sqrt(365), 4);
    expect(figures.calmar).toBeNull();
    expect(formatFigure('calmar', figures)).toBe('n/a (14 of 90 days)');
  });

  it('are annualised only from 14 daily marks and 10 trades', () => {
    const rising = Array.from({ length: 14 }, (_, day) => 10_000 + day * day);
    expect(dailyRun(rising).sharpe).not.toBeNull();
    const early = dailyRun(rising.slice(0, 13));
    expect([early.sharpe, early.sortino, early.calmar]).toEqual([null, null, null]);
    expect(formatFigure('sharpe', early)).toBe('n/a (13 of 14 days)');
    const few = dailyRun(rising, 9);
    expect([few.sharpe, few.sortino]).toEqual([null, null]);
    expect(formatFigure('sortino', few)).toBe('n/a (9 of 10 trades)');
  });

  it('give Calmar from 90 days: annual growth over max drawdown', () => {
    const equities = Array.from({ length: 90 }, () => 10_000);
    equities[40] = 9000;
    equities[89] = 11_000;
    const figures = dailyRun(equities);
    expect(figures.calmar).toBeCloseTo((1.1 ** (365 / 89) - 1) / 0.1, 5);
    expect(dailyRun(equities.slice(0, 89)).calmar).toBeNull();
  });

  it('say why a ratio has no denominator', () => {
    const flat = dailyRun(Array.from({ length: 100 }, () => 10_000));
    expect(formatFigure('sharpe', flat)).toBe('n/a (no variation)');
    expect(formatFigure('calmar', flat)).toBe('∞ (no drawdown)');
    expect(formatFigure('sortino', dailyRun(Array.from({ length: 20 }, (_, day) => 10_000 + day * day)))).toBe(
      '∞ (no losing day)',
    );
    expect(formatFigure('sqn', flat)).toBe('n/a (no variation)');
  });
});

describe('drawdown', () => {
  it('is seeded with the starting equity and runs until the last mark when it is not recovered', () => {
    const figures = dailyRun([9500, 9400, 9600]);
    expect(figures).toMatchObject({ max_drawdown_pct: 6, max_drawdown_usdt: '600', drawdown_recovered: false });
    expect(figures.drawdown_duration_sec).toBe(2 * 86_400);
    expect(formatFigure('drawdown_duration_sec', figures)).toBe('2 d (not recovered)');
  });

  it('starts when equity leaves its peak, not when it first got there', () => {
    expect(dailyRun([10_000, 10_000, 10_000, 9900, 10_000]).drawdown_duration_sec).toBe(2 * 86_400);
  });

  it('keeps the deepest by share of the peak, with its own amount, duration and recovery', () => {
    const figures = dailyRun([9000, 10_000, 30_000, 27_300, 27_200]);
    expect(figures).toMatchObject({ max_drawdown_pct: 10, max_drawdown_usdt: '1000', drawdown_recovered: true });
  });
});

describe('exposure', () => {
  it('counts a position that is still open from the first mark that saw it', () => {
    const tracker = new PerformanceTracker(usdt(100));
    for (let hour = 0; hour <= 10; hour++) tracker.mark(usdt(100), START + hour * HOUR, hour >= 8);
    expect(tracker.report().exposure_pct).toBe(20);
    tracker.trade(exit('0', { entry_ts: toIso(START + 7 * HOUR), exit_ts: toIso(START + 10 * HOUR) }));
    tracker.mark(usdt(100), START + 10 * HOUR, false);
    expect(tracker.report().exposure_pct).toBe(30);
  });
});

describe('texts', () => {
  it('never use a sentinel', () => {
    const winning = new PerformanceTracker(usdt(100));
    expect(formatFigure('profit_factor', winning.report())).toBe('n/a (no trades)');
    winning.trade(exit('1'));
    const figures = winning.report();
    expect(figures.profit_factor).toBeNull();
    expect(formatFigure('profit_factor', figures)).toBe('∞ (no losses)');
    expect(formatFigure('win_rate', figures)).toBe('100.00 %');
    expect(formatFigure('expectancy_r', figures)).toBe('1.00 R');
    expect(formatFigure('sqn', figures)).toBe('n/a (1 of 2 trades)');
  });

  it('name the two largest units of a duration', () => {
    expect([0, 45, 725, 12_000, 187_200, 86_405].map(formatSeconds)).toEqual([
      '0 s',
      '45 s',
      '12 min 5 s',
      '3 h 20 min',
      '2 d 4 h',
      '1 d',
    ]);
  });
});

describe('properties', () => {
  const units = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
  const steps = fc.array(fc.tuple(units, fc.integer({ min: 1, max: 20 * HOUR }), fc.boolean()), { maxLength: 80 });

  function follow(moves: readonly (readonly [number, number, boolean])[]): PerformanceFigures {
    const tracker = new PerformanceTracker(usdt(10_000));
    let equity = usdt(10_000) as number;
    let ts = START;
    for (const [move, wait, isTrade] of moves) {
      ts += wait;
      equity += move;
      if (isTrade) tracker.trade(exit(`${move / 1e8}`.includes('e') ? '0' : `${move / 1e8}`));
      tracker.mark(equity as Money, ts, false);
    }
    return tracker.report();
  }

  it('net PnL is exact, and a loss from the peak is what a search over all pairs finds', () => {
    fc.assert(
      fc.property(steps, (moves) => {
        const figures = follow(moves);
        const net = moves.reduce((sum, [move]) => sum + move, 0);
        expect(parseMoney(figures.net_pnl)).toBe(net + 0);
        const path = runningSums(
          usdt(10_000),
          moves.map(([move]) => move),
        );
        let deepest = 0;
        for (const [i, peak] of path.entries()) {
          for (const later of path.slice(i)) deepest = Math.max(deepest, (peak - later) / peak);
        }
        expect(figures.max_drawdown_pct).toBeCloseTo(deepest * 100, 5);
        expect(figures.wins + figures.losses).toBeLessThanOrEqual(figures.trades);
      }),
    );
  });

  it('Sharpe is that of the two-pass formula over the returns of each day', () => {
    const moves = fc.array(fc.integer({ min: -300, max: 300 }), { minLength: 14, maxLength: 120 });
    fc.assert(
      fc.property(moves, (changes) => {
        const equities = runningSums(
          10_000,
          changes.map((change) => change / 10),
        ).slice(1);
        const returns = equities.map((value, i) => value / (i === 0 ? 10_000 : (equities[i - 1] ?? 0)) - 1);
        const mean = returns.reduce((sum, r) => sum + r, 0) / returns.length;
        const variance = returns.reduce((sum, r) => sum + (r - mean) ** 2, 0) / (returns.length - 1);
        const { sharpe } = dailyRun(equities);
        if (variance < 1e-16) return;
        expect(sharpe).toBeCloseTo((mean / Math.sqrt(variance)) * Math.sqrt(365), 4);
      }),
    );
  });
});
