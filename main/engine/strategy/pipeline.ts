import type { RiskConfig } from '../../../shared/config/risk.ts';
import type { StrategyConfig } from '../../../shared/config/strategy.ts';
import type { Instrument } from '../../../shared/instrument.ts';
import type { Candle, CandleOrigin } from '../../../shared/market.ts';
import type { Lots, Money, Ticks } from '../../../shared/money.ts';
import type { FeeSchedule } from '../execution/fees.ts';
import type { MarketIndicators } from '../indicators/market-indicators.ts';
import type { Candidate, MarketView, Setup } from './setup.ts';
import { SETUPS } from './setup-registry.ts';
import { type FundingGate, fundingGate } from './stages/derivatives-flows.ts';
import { costInR, type EntryConditions, executionRefusal } from './stages/execution-risk.ts';
import { type Trend, trendOf } from './stages/market-intake.ts';
import { type EntryBlock, gateRefusal } from './stages/risk-gate.ts';
import { type Size, sizeOf } from './stages/sizing.ts';

/** ATR below this share of the price: no setup is tried. */
const MIN_VOLATILITY = 0.0001;
const NO_LOTS = 0 as Lots;

export interface PipelineRules {
  readonly strategy: StrategyConfig;
  readonly limits: RiskConfig;
  readonly instrument: Instrument;
  readonly fees: FeeSchedule;
}

/** Everything outside the market that a decision depends on. */
export interface DecisionFacts extends EntryConditions {
  readonly origin: CandleOrigin;
  readonly realised: Money;
  readonly equity: Money;
  readonly block: EntryBlock;
  readonly ordersLastMinute: number;
  /** Funding rate seen by the gate: a fraction, null when missing, undefined when the source has none. */
  readonly fundingRate: number | null | undefined;
  readonly buyReference: Ticks;
  readonly sellReference: Ticks;
}

/** The outcome of one closed candle. `reason` is empty only when an order goes out. */
export interface Decision {
  readonly trend: Trend;
  readonly gate: FundingGate;
  readonly candidate: Candidate | undefined;
  readonly cost: number | null;
  readonly size: Size | undefined;
  readonly lots: Lots;
  readonly reason: string;
}

/** The strategy as a pipeline of stages, run once per closed candle. Pure: the same facts give the same decision. */
export class StrategyPipeline {
  readonly rules: PipelineRules;
  private readonly setups: readonly Setup[];

  constructor(rules: PipelineRules) {
    this.rules = rules;
    this.setups = SETUPS.map((make) => make(rules.strategy, rules.instrument)).filter((setup) => setup !== undefined);
  }

  decide(candle: Candle, indicators: MarketIndicators, facts: DecisionFacts): Decision {
    const { strategy } = this.rules;
    const trend = trendOf(indicators, candle.close);
    const gate = fundingGate(facts.fundingRate, strategy.derivatives_gates);
    const atr = indicators.atr;
    if (atr.isReady && atr.value / candle.close < MIN_VOLATILITY) return refused(trend, gate, 'low_volatility');
    const candidate = this.detect({
      candle,
      indicators,
      trend,
      buyReference: facts.buyReference,
      sellReference: facts.sellReference,
    });
    if (candidate === undefined) return refused(trend, gate, 'no_setup');
    return this.judge(candidate, facts, trend, gate);
  }

  private detect(market: MarketView): Candidate | undefined {
    for (const setup of this.setups) {
      const candidate = setup.detect(market);
      if (candidate !== undefined) return candidate;
    }
    return undefined;
  }

  private judge(candidate: Candidate, facts: DecisionFacts, trend: Trend, gate: FundingGate): Decision {
    const cost = costInR(candidate, this.rules.fees, this.rules.strategy.execution.slip_bps);
    const refusal = this.refusal(candidate, facts, gate, cost);
    if (refusal !== '') return { trend, gate, candidate, cost, size: undefined, lots: NO_LOTS, reason: refusal };
    const size = sizeOf(candidate, facts.realised, gate === 'half_size' ? 0.5 : 1, this.rules);
    const reason = size.isTooSmall ? 'below_minimum' : gateRefusal(candidate, size.lots, facts, this.rules);
    return { trend, gate, candidate, cost, size, lots: size.lots, reason };
  }

  /** Why a candidate is not even sized; empty when it is. */
  private refusal(candidate: Candidate, facts: DecisionFacts, gate: FundingGate, cost: number): string {
    if (facts.origin !== 'live') return `candle_${facts.origin}`;
    if (gate === 'no_trade') return 'funding_extreme';
    return executionRefusal(candidate, facts, cost, this.rules.strategy);
  }
}

function refused(trend: Trend, gate: FundingGate, reason: string): Decision {
  return { trend, gate, candidate: undefined, cost: null, size: undefined, lots: NO_LOTS, reason };
}
