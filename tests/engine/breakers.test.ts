import { describe, expect, it } from 'vitest';
import { ErrorBreaker } from '../../main/engine/risk/error-breaker.ts';
import { resetState, TradingBreaker } from '../../main/engine/risk/trading-breaker.ts';
import { riskSchema } from '../../shared/config/risk.ts';
import { type Money, moneyFromNumber } from '../../shared/money.ts';
import { MINUTE_MS } from '../../shared/time.ts';
import { candle, START } from './support/candles.ts';
import { account, place, strategyOf } from './support/engine-under-test.ts';

const DAY = Date.UTC(2025, 0, 2);
const usdt = moneyFromNumber;

function breaker(changes: Partial<{ drawdown: number; streak: number; daily: number; isEnabled: boolean }> = {}) {
  const { drawdown = 5, streak = 5, daily = 500, isEnabled = true } = changes;
  const limits = { maxDrawdownPct: drawdown, maxLosingStreak: streak, maxDailyLoss: usdt(daily) };
  return new TradingBreaker(limits, usdt(10_000), isEnabled);
}

describe('7 trading breaker', () => {
  it('trips on a drawdown from peak equity ≥ 5 %', () => {
    const one = breaker({ daily: 10_000 });
    expect([9500.000_000_01, 9500].map((equity) => one.mark(usdt(equity), DAY))).toEqual([null, 'drawdown']);
    const risen = breaker({ daily: 10_000 });
    expect([12_000, 11_400.01, 11_400].map((equity) => risen.mark(usdt(equity), DAY))).toEqual([
      null,
      null,
      'drawdown',
    ]);
  });

  it('trips on 5 losing trades in a row; a win or a trade of exactly 0 ends the row', () => {
    const tripOf = (...pnls: number[]) => {
      const one = breaker();
      for (const pnl of pnls) one.noteTrade(pnl as Money);
      return one.mark(usdt(10_000), DAY);
    };
    expect(tripOf(-1, -1, -1, -1)).toBeNull();
    expect(tripOf(-1, -1, -1, -1, -1)).toBe('losing_streak');
    expect(tripOf(-1, -1, -1, -1, 1, -1)).toBeNull();
    expect(tripOf(-1, -1, -1, -1, 0, -1)).toBeNull();
  });

  it('trips on a loss since 00:00 UTC ≥ the daily limit', () => {
    const one = breaker({ drawdown: 100 });
    expect([9500.01, 9500].map((equity) => one.mark(usdt(equity), DAY))).toEqual([null, 'daily_loss']);
  });

  it('counts the day’s loss from the mark that ended the day before', () => {
    const one = breaker({ drawdown: 100 });
    expect(one.mark(usdt(9600), DAY - 1)).toBeNull();
    expect(one.mark(usdt(9200), DAY)).toBeNull();
    expect(one.figures.daily_loss).toBe('400');
    expect(one.mark(usdt(9100), DAY + 1)).toBe('daily_loss');
  });

  it('a profit of the day may be lost again, and 500 more', () => {
    const one = breaker({ drawdown: 100 });
    expect([11_000, 10_400, 9500.01].map((equity) => one.mark(usdt(equity), DAY))).toEqual([null, null, null]);
    expect(one.figures).toEqual({
      equity: '9500.01',
      peak_equity: '11000',
      drawdown_pct: 13.636_273,
      losing_streak: 0,
      daily_loss: '499.99',
    });
  });

  it('trips once, stays tripped over midnight, and is lifted only by a reset', () => {
    const one = breaker();
    expect(one.mark(usdt(9000), DAY)).toBe('drawdown');
    expect([one.mark(usdt(20_000), DAY + 1), one.mark(usdt(20_000), DAY + 86_400_000)]).toEqual([null, null]);
    expect(one.isTripped).toBe(true);
    one.noteTrade(-1 as Money);
    one.mark(usdt(9000), DAY + 86_400_000);
    one.load(resetState(one.save(), usdt(9000)));
    // the day's true loss stays shown, and is judged from the equity now
    expect([one.isTripped, one.figures]).toEqual([
      false,
      { equity: '9000', peak_equity: '9000', drawdown_pct: 0, losing_streak: 0, daily_loss: '11000' },
    ]);
    expect(one.mark(usdt(8600), DAY + 86_400_001)).toBeNull();
    expect(one.mark(usdt(8550), DAY + 86_400_001)).toBe('drawdown');
  });

  it('is persistent: save → JSON → load keeps trip, peak, streak and the day', () => {
    const one = breaker({ drawdown: 100 });
    one.mark(usdt(10_300), DAY - 1);
    one.noteTrade(-1 as Money);
    one.mark(usdt(10_100), DAY);
    const copy = breaker({ drawdown: 100 });
    copy.load(JSON.parse(JSON.stringify(one.save())));
    expect(copy.figures).toEqual(one.figures);
    expect([copy.mark(usdt(9800.01), DAY), copy.mark(usdt(9800), DAY)]).toEqual([null, 'daily_loss']);
    const tripped = breaker();
    tripped.load(JSON.parse(JSON.stringify(copy.save())));
    expect(tripped.isTripped).toBe(true);
  });

  it('switched off it follows its figures and never trips', () => {
    const one = breaker({ isEnabled: false });
    expect(one.mark(usdt(1000), DAY)).toBeNull();
    expect([one.isTripped, one.figures.drawdown_pct]).toEqual([false, 90]);
  });
});

describe('12.8 breakers on the marks of closed candles', () => {
  /** A LONG of 1 BTC at 10000 from 23:50 on; each further candle closes at the given price. */
  const run = (closes: readonly number[], breakersOn = true) => {
    const strategy = strategyOf({ execution: { slip_bps: 0, half_spread_bps: 0 } });
    const limits = riskSchema.parse({ max_drawdown_pct: 100 });
    const under = account(strategy, { breakersOn, limits, maxDailyLoss: usdt(300) });
    const first = (DAY - START) / MINUTE_MS - 10;
    under.engine.onCandle(candle(first, { close: 10_000, volume: 1000 }), 'live');
    place(under, { qty: 1, price: 10_000, stop: 5000, target: 15_000 });
    closes.forEach((close, i) => {
      under.engine.onCandle(candle(first + 1 + i, { open: close, close, volume: 1000 }), 'live');
    });
    return under;
  };
  /** Closes of 9 candles, the last at 00:00, and one more. */
  const untilMidnight = (atMidnight: number, after: number) => [
    ...Array.from({ length: 8 }, () => 10_000),
    atMidnight,
    after,
  ];

  it('the candle closing at 00:00 belongs to the old day', () => {
    // 6 USDT of entry fee, 293.9 lost by midnight, as much again the next day
    const split = run(untilMidnight(9706.1, 9406.2));
    expect(split.recorder.names).not.toContain('CIRCUIT_BREAKER_TRIPPED');
    const old = run(untilMidnight(9706, 9706));
    expect(old.recorder.events.find(({ body }) => body.event === 'CIRCUIT_BREAKER_TRIPPED')?.ts).toBe(DAY);
    const fresh = run(untilMidnight(9706.1, 9406.1));
    const trip = fresh.recorder.last('CIRCUIT_BREAKER_TRIPPED');
    expect(trip).toMatchObject({ reason: 'daily_loss', figures: { daily_loss: '300', equity: '9400.1' } });
  });

  it('a trip blocks entries by itself and is told once', () => {
    const under = run([9000, 8000, 7000]);
    expect(under.recorder.all('CIRCUIT_BREAKER_TRIPPED')).toHaveLength(1);
    expect([under.engine.breaker.isTripped, under.engine.entryBlock]).toEqual([true, 'breaker_tripped']);
    under.engine.block = 'halted';
    expect(under.engine.entryBlock).toBe('halted');
  });

  it('off, as in a backtest, nothing trips', () => {
    const under = run([9000, 8000, 7000], false);
    expect([under.recorder.all('CIRCUIT_BREAKER_TRIPPED'), under.engine.entryBlock]).toEqual([[], '']);
  });

  it('losing trades are counted with their net PnL', () => {
    const under = run([10_001]);
    under.engine.closePosition('USER_CLOSE');
    expect(under.recorder.last('ExecutionExit').gross_pnl).toBe('1');
    expect(under.engine.breaker.figures.losing_streak).toBe(1);
  });
});

describe('7 error breaker', () => {
  it('opens at once on auth or fatal', () => {
    for (const kind of ['auth', 'fatal'] as const) {
      const one = new ErrorBreaker();
      expect([one.note(kind, 1000), one.isOpen]).toEqual([true, true]);
    }
  });

  it('opens when the weights of 60 s exceed 5: transient 1, rate_limit 2', () => {
    const opened = (...kinds: ('transient' | 'rate_limit')[]) => {
      const one = new ErrorBreaker();
      return kinds.map((kind, i) => one.note(kind, 1000 + i)).indexOf(true);
    };
    expect(opened(...Array.from({ length: 9 }, () => 'transient' as const))).toBe(5);
    expect(opened('rate_limit', 'rate_limit', 'rate_limit')).toBe(2);
    expect(opened('rate_limit', 'rate_limit', 'transient')).toBe(-1);
    expect(opened('rate_limit', 'rate_limit', 'transient', 'transient')).toBe(3);
  });

  it('forgets what is 60 s old', () => {
    const one = new ErrorBreaker();
    for (let i = 0; i < 5; i++) one.note('transient', 0);
    expect([one.weight(59_999), one.weight(60_000)]).toEqual([5, 0]);
    expect([one.note('transient', 60_000), one.isOpen]).toEqual([false, false]);
    const late = new ErrorBreaker();
    for (let i = 0; i < 5; i++) late.note('transient', 0);
    expect(late.note('transient', 59_999)).toBe(true);
  });

  it('no new entries until 60 s are clean: each further error starts them anew', () => {
    const one = new ErrorBreaker();
    expect(one.tick(100_000)).toBe(false);
    one.note('auth', 0);
    expect(one.note('transient', 30_000)).toBe(false);
    expect([one.tick(60_000), one.tick(89_999), one.isOpen]).toEqual([false, false, true]);
    expect([one.tick(90_000), one.isOpen, one.tick(90_001)]).toEqual([true, false, false]);
  });

  it('more than 20 in one run → the budget is spent', () => {
    const one = new ErrorBreaker();
    const spent = Array.from({ length: 21 }, (_, i) => {
      one.note('transient', i * 100_000);
      return one.isBudgetSpent;
    });
    expect(spent.indexOf(true)).toBe(20);
    expect(one.isOpen).toBe(false);
  });
});
