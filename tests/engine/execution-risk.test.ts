import { describe, expect, it } from 'vitest';
import { MarketIndicators } from '../../main/engine/indicators/market-indicators.ts';
import { type Decision, type DecisionFacts, StrategyPipeline } from '../../main/engine/strategy/pipeline.ts';
import type { Candidate } from '../../main/engine/strategy/setup.ts';
import { costInR, executionRefusal, rewardRisk } from '../../main/engine/strategy/stages/execution-risk.ts';
import { riskSchema } from '../../shared/config/risk.ts';
import { type Money, moneyFromNumber, type Ticks } from '../../shared/money.ts';
import { ramp } from './support/candles.ts';
import { account, BTC, FEES, feed, type Overrides, strategyOf } from './support/engine-under-test.ts';

function candidate(entry: number, stop: number, target: number, type: 'market' | 'limit' = 'market'): Candidate {
  const [entryTicks, stopTicks, targetTicks] = [entry as Ticks, stop as Ticks, target as Ticks];
  const direction = entry >= stop ? 1 : -1;
  return { setup: 'sma_crossover', direction, type, entry: entryTicks, stop: stopTicks, target: targetTicks };
}

const READY = { bars: 100, isFree: true, barsSinceClose: 6 };
const judge = (one: Candidate, risk: Overrides = {}, conditions = READY, cost = 0) =>
  executionRefusal(one, conditions, cost, strategyOf({ risk }));

describe('11.4 reward/risk in whole ticks', () => {
  it.each([
    [1000, 990, 1015, ''],
    [1000, 990, 1014, 'reward_risk'],
    [1000, 1010, 985, ''],
    [1000, 1010, 986, 'reward_risk'],
    [1000, 1000, 1100, 'reward_risk'],
  ])('entry %d, stop %d, target %d at rr_min 1.5: "%s" (equality passes, zero distance is refused)', (e, s, t, why) => {
    expect(judge(candidate(e, s, t))).toBe(why);
  });

  it('equality passes also where rr_min × distance is no exact double', () => {
    expect(judge(candidate(1000, 993, 1007 + 1.4), { rr_min: 1.2 })).toBe('');
    expect(judge(candidate(10_000, 9970, 10_033), { rr_min: 1.1 })).toBe('');
    expect(judge(candidate(10_000, 9970, 10_032), { rr_min: 1.1 })).toBe('reward_risk');
  });

  it('zero distance is refused even at rr_min 0, and has no ratio', () => {
    expect(judge(candidate(1000, 1000, 1000), { rr_min: 0 })).toBe('reward_risk');
    expect([rewardRisk(candidate(1000, 1000, 1010)), rewardRisk(candidate(1000, 990, 1015))]).toEqual([0, 1.5]);
  });
});

describe('5 cost: the estimated round trip in R', () => {
  it('planned entry × (entry fee + taker fee + slip × 2, × 1 for a limit entry) / |entry − stop|', () => {
    // market 0.0006 + 0.0006 + 2 × 0.00005 = 0.0013, limit 0.0002 + 0.0006 + 0.00005 = 0.00085
    expect(costInR(candidate(1_000_000, 999_000, 1_002_000), FEES, 0.5)).toBeCloseTo(1.3, 12);
    expect(costInR(candidate(1_000_000, 1_001_000, 998_000, 'limit'), FEES, 0.5)).toBeCloseTo(0.85, 12);
    expect(costInR(candidate(1_000_000, 998_000, 1_002_000), FEES, 0)).toBeCloseTo(0.6, 12);
  });

  it('a stop 10 basis points away and a market order: 1.3 R, too high', () => {
    const cost = costInR(candidate(1_000_000, 999_000, 1_002_000), FEES, 0.5);
    expect(judge(candidate(1_000_000, 999_000, 1_002_000), {}, READY, cost)).toBe('cost_too_high');
  });

  it('11.12 equality within 1e-9 passes', () => {
    const one = candidate(100_000, 99_870, 100_400);
    const cost = costInR(one, FEES, 0.5);
    expect(cost).toBeCloseTo(1, 12);
    expect(judge(one, {}, READY, cost)).toBe('');
    expect([1 + 0.9e-9, 1 + 1.1e-9].map((value) => judge(one, {}, READY, value))).toEqual(['', 'cost_too_high']);
  });

  it('11.12 max_cost_r 0 refuses every order, absent means 1.0', () => {
    const one = candidate(100_000, 99_870, 100_400);
    expect(judge(one, { max_cost_r: 0 }, READY, 0)).toBe('cost_too_high');
    expect(strategyOf().risk.max_cost_r).toBe(1);
  });

  it('the figure stands in every decision of a setup, also where another stage refuses', () => {
    const under = account(strategyOf({ setups: { pullback_ribbon: {} } }));
    feed(under, ramp(99, 10_000, 1, 1));
    // entry 10088.5, stop 4.5 away: 10088.5 × 0.00085 / 4.5
    const decision = under.recorder.last('DecisionMade');
    expect(decision).toMatchObject({ reason: 'warm_up', cost_r: 1.905_606 });
    feed(under, ramp(100, 10_000, 1, 1).slice(99));
    expect(under.recorder.last('DecisionMade')).toMatchObject({ reason: 'cost_too_high', outcome: 'no_trade' });
    expect(under.recorder.all('DecisionMade')[0]?.cost_r).toBeNull();
  });
});

describe('5 execution_risk', () => {
  it('history, then flat, then cooldown, then reward/risk, then cost', () => {
    const bad = candidate(1000, 990, 1010);
    const good = candidate(1000, 990, 1015);
    const sequence = [
      judge(bad, {}, { bars: 99, isFree: false, barsSinceClose: 5 }, 9),
      judge(bad, {}, { bars: 100, isFree: false, barsSinceClose: 5 }, 9),
      judge(bad, {}, { bars: 100, isFree: true, barsSinceClose: 5 }, 9),
      judge(bad, {}, READY, 9),
      judge(good, {}, READY, 9),
      judge(good),
    ];
    expect(sequence).toEqual(['warm_up', 'not_flat', 'cooldown', 'reward_risk', 'cost_too_high', '']);
  });
});

describe('11.12 the first stage that refuses names the reason', () => {
  const candles = ramp(100, 10_000, 1, 1);
  const last = candles.at(-1) as (typeof candles)[number];
  const indicators = new MarketIndicators(strategyOf());
  for (const one of candles) indicators.push(one);
  const wanted = { setups: { pullback_ribbon: {} } };

  const decide = (risk: Overrides, facts: Partial<DecisionFacts>, setups: Overrides = wanted.setups): Decision => {
    const strategy = strategyOf({ setups, risk });
    const pipeline = new StrategyPipeline({ strategy, limits: riskSchema.parse({}), instrument: BTC, fees: FEES });
    return pipeline.decide(last, indicators, {
      origin: 'live',
      bars: 100,
      isFree: true,
      barsSinceClose: 6,
      realised: moneyFromNumber(10_000),
      equity: moneyFromNumber(10_000),
      block: '',
      ordersLastMinute: 0,
      fundingRate: undefined,
      buyReference: 101_000 as Ticks,
      sellReference: 101_000 as Ticks,
      ...facts,
    });
  };

  it('in the order history, flat, cooldown, reward/risk, cost, sizing, gate', () => {
    const bad = { rr_min: 3, max_cost_r: 0, risk_pct: 3 };
    const wrong: Partial<DecisionFacts> = {
      bars: 99,
      isFree: false,
      barsSinceClose: 5,
      realised: moneyFromNumber(0.1),
      equity: 1 as Money,
      block: 'halted',
      ordersLastMinute: 10,
    };
    const steps: [string, Overrides, Partial<DecisionFacts>][] = [
      ['warm_up', bad, wrong],
      ['not_flat', bad, { ...wrong, bars: 100 }],
      ['cooldown', bad, { ...wrong, bars: 100, isFree: true }],
      ['reward_risk', bad, { ...wrong, bars: 100, isFree: true, barsSinceClose: 6 }],
      ['cost_too_high', { ...bad, rr_min: 2 }, { ...READY, realised: moneyFromNumber(0.1), block: 'halted' }],
      ['below_minimum', { risk_pct: 3, max_cost_r: 2 }, { realised: moneyFromNumber(0.1), block: 'halted' }],
      ['halted', { risk_pct: 3, max_cost_r: 2 }, { equity: 1 as Money, block: 'halted', ordersLastMinute: 10 }],
      ['risk_pct', { risk_pct: 3, max_cost_r: 2 }, { equity: 1 as Money, ordersLastMinute: 10 }],
      ['margin_exceeded', { max_cost_r: 2 }, { equity: 1 as Money, ordersLastMinute: 10 }],
      ['order_rate', { max_cost_r: 2 }, { ordersLastMinute: 10 }],
      ['', { max_cost_r: 2 }, { ordersLastMinute: 9 }],
    ];
    expect(steps.map(([, risk, facts]) => decide(risk, facts).reason)).toEqual(steps.map(([reason]) => reason));
  });

  it('given only when a setup fired, else the setup stage’s own reason', () => {
    expect(decide({}, { bars: 1, isFree: false, block: 'halted' }, {}).reason).toBe('no_setup');
  });

  it('5 derivatives_flows: |rate| ≥ 0.05 % → no trade, ≥ 0.03 % → half size', () => {
    const sized = (fundingRate: number | null | undefined) => {
      const { reason, lots } = decide({ max_cost_r: 2, risk_pct: 0.01 }, { fundingRate });
      return [reason, lots];
    };
    // 1 USDT over a distance of 4.5 is 0.2222 BTC
    expect([0.0005, 0.0003, null, 0.0001, undefined].map(sized)).toEqual([
      ['funding_extreme', 0],
      ['', 1111],
      ['', 1111],
      ['', 2222],
      ['', 2222],
    ]);
  });
});
