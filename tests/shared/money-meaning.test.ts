import { describe, expect, it } from 'vitest';
import { type MoneyInputs, moneyMeaning, withChanges } from '../../shared/config/money-meaning.ts';

const SHIPPED: MoneyInputs = {
  equity: 10_000,
  riskPct: 1,
  maxCostR: 1,
  maxLeverage: 20,
  dailyLoss: 500,
  maxDrawdownPct: 5,
  maxLosingStreak: 5,
  maxNotional: 200_000,
  maxQty: 1,
};

describe('what a configuration means in money', () => {
  it('as shipped: 100 USDT a trade, 500 a day', () => {
    expect(moneyMeaning(SHIPPED)).toMatchObject({
      equity: 10_000,
      riskPerTrade: 100,
      riskWithCosts: 200,
      ceilingPerTrade: 200,
      dailyLoss: 500,
      dailyLossPct: 5,
      lossesToDailyLimit: 6,
      drawdown: 500,
      losingStreak: 5,
      largestPosition: 180_000,
      largestQty: 1,
      firstLimit: 'losing_streak',
    });
  });

  it('a loss leaves less for the next one to lose: five of 1 % are 490.10, and the sixth reaches 500', () => {
    const inOrder: number[] = [];
    for (let left = 10_000 * 0.99; inOrder.length < 6; left *= 0.99) inOrder.push(left);
    const { streakLoss, lossesToDailyLimit } = moneyMeaning(SHIPPED);
    expect(streakLoss).toBeCloseTo(10_000 - (inOrder[4] ?? 0), 8);
    expect(streakLoss).toBeCloseTo(490.1, 1);
    expect(inOrder.findIndex((left) => left <= 9_500) + 1).toBe(lossesToDailyLimit);
  });

  it('no row of losses reaches a limit of the whole account', () => {
    expect(moneyMeaning({ ...SHIPPED, dailyLoss: 10_000 }).lossesToDailyLimit).toBe(Number.POSITIVE_INFINITY);
    const all = { ...SHIPPED, dailyLoss: 20_000, maxDrawdownPct: 100, maxLosingStreak: 900 };
    expect(moneyMeaning(all).firstLimit).toBe('losing_streak');
  });

  it('never promises more risk than the fixed ceiling lets through', () => {
    expect(moneyMeaning({ ...SHIPPED, riskPct: 10 })).toMatchObject({ riskPerTrade: 200, ceilingPerTrade: 200 });
  });

  it.each([
    [{ riskPct: 0.5 }, 'losing_streak'],
    [{ riskPct: 2, maxDrawdownPct: 3.9 }, 'drawdown'],
    [{ dailyLoss: 90 }, 'daily_loss'],
  ] as const)('names the limit that a row of full losses reaches first: %j', (changes, first) => {
    expect(moneyMeaning({ ...SHIPPED, ...changes }).firstLimit).toBe(first);
  });

  it('counts losses exactly where decimals are not', () => {
    expect(moneyMeaning({ ...SHIPPED, riskPct: 2, dailyLoss: 10_000 * (1 - 0.98 ** 3) }).lossesToDailyLimit).toBe(3);
  });

  it('takes over what is edited, by path, and passes over what is no amount', () => {
    const changes = { 'risk.risk_pct': 0.5, 'max_daily_loss_usd.paper': 250, 'risk.equity': Number.NaN, other: 1 };
    expect(withChanges(SHIPPED, changes)).toEqual({ ...SHIPPED, riskPct: 0.5, dailyLoss: 250 });
    expect(withChanges(SHIPPED, { 'risk.equity': 0, 'risk.max_cost_r': 0 })).toEqual({ ...SHIPPED, maxCostR: 0 });
  });
});
