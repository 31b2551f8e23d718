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
    expect(moneyMeaning(SHIPPED)).toEqual({
      equity: 10_000,
      riskPerTrade: 100,
      riskWithCosts: 200,
      ceilingPerTrade: 200,
      dailyLoss: 500,
      dailyLossPct: 5,
      lossesToDailyLimit: 5,
      drawdown: 500,
      losingStreak: 5,
      streakLoss: 500,
      largestPosition: 180_000,
      largestQty: 1,
      firstLimit: 'daily_loss',
    });
  });

  it('never promises more risk than the fixed ceiling lets through', () => {
    expect(moneyMeaning({ ...SHIPPED, riskPct: 10 })).toMatchObject({ riskPerTrade: 200, ceilingPerTrade: 200 });
  });

  it.each([
    [{ riskPct: 0.5 }, 'losing_streak'],
    [{ riskPct: 2, maxDrawdownPct: 4 }, 'drawdown'],
    [{ dailyLoss: 90 }, 'daily_loss'],
  ] as const)('names the limit that a row of full losses reaches first: %j', (changes, first) => {
    expect(moneyMeaning({ ...SHIPPED, ...changes }).firstLimit).toBe(first);
  });

  it('counts losses exactly where decimals are not', () => {
    expect(moneyMeaning({ ...SHIPPED, equity: 3, riskPct: 0.1, dailyLoss: 0.009 }).lossesToDailyLimit).toBe(3);
  });

  it('takes over what is edited, by path, and passes over what is no amount', () => {
    const changes = { 'risk.risk_pct': 0.5, 'max_daily_loss_usd.paper': 250, 'risk.equity': Number.NaN, other: 1 };
    expect(withChanges(SHIPPED, changes)).toEqual({ ...SHIPPED, riskPct: 0.5, dailyLoss: 250 });
    expect(withChanges(SHIPPED, { 'risk.equity': 0, 'risk.max_cost_r': 0 })).toEqual({ ...SHIPPED, maxCostR: 0 });
  });
});
