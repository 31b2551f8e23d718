import type { StageVerdict } from '../../../shared/events.ts';
import type { Candle } from '../../../shared/market.ts';
import { orderSide } from '../../../shared/market.ts';
import type { MarketIndicators } from '../indicators/market-indicators.ts';
import type { Decision, DecisionFacts, PipelineRules } from './pipeline.ts';
import { describeFunding } from './stages/derivatives-flows.ts';
import { rewardRisk } from './stages/execution-risk.ts';
import { describeIntake, shown } from './stages/market-intake.ts';

const EXECUTION_REASONS = new Set(['warm_up', 'not_flat', 'cooldown', 'reward_risk', 'cost_too_high']);

/** The verdict of every stage on one candle, in order, so that a trade and a non-trade can be explained afterwards. */
export function explainDecision(
  decision: Decision,
  candle: Candle,
  indicators: MarketIndicators,
  facts: DecisionFacts,
  rules: PipelineRules,
): StageVerdict[] {
  return [
    describeIntake(indicators, candle, decision.trend),
    describeFunding(decision.gate, facts.fundingRate),
    describeCvd(indicators),
    describeSetup(decision, indicators, candle, rules),
    describeExecution(decision, facts),
    describeSizing(decision, facts, rules),
    describeGate(decision, facts),
    { stage: 'journal_coach', result: decision.reason === '' ? 'plan_recorded' : 'none', reason: '', inputs: {} },
  ];
}

function describeCvd(indicators: MarketIndicators): StageVerdict {
  const { cvd } = indicators;
  if (cvd === null) return { stage: 'cvd_divergence', result: 'off', reason: '', inputs: {} };
  const value = cvd.value;
  return {
    stage: 'cvd_divergence',
    result: cvd.divergence,
    reason: '',
    inputs: { cvd: value === null ? null : shown(value) },
  };
}

function describeSetup(
  decision: Decision,
  indicators: MarketIndicators,
  candle: Candle,
  rules: PipelineRules,
): StageVerdict {
  const { candidate } = decision;
  if (candidate === undefined) {
    const { atr } = indicators;
    const inputs = { atr_ratio: atr.isReady ? shown(atr.value / candle.close) : null };
    return { stage: 'setup_signal', result: 'none', reason: decision.reason, inputs };
  }
  const { instrument } = rules;
  return {
    stage: 'setup_signal',
    result: candidate.setup,
    reason: '',
    inputs: {
      side: orderSide(candidate.direction),
      type: candidate.type,
      entry: instrument.formatPrice(candidate.entry),
      stop: instrument.formatPrice(candidate.stop),
      target: instrument.formatPrice(candidate.target),
    },
  };
}

function describeExecution({ candidate, cost, reason }: Decision, facts: DecisionFacts): StageVerdict {
  if (candidate === undefined || cost === null) return skipped('execution_risk');
  const isRefused = EXECUTION_REASONS.has(reason);
  return {
    stage: 'execution_risk',
    result: isRefused ? 'refused' : 'pass',
    reason: isRefused ? reason : '',
    inputs: {
      bars: facts.bars,
      is_free: facts.isFree,
      bars_since_close: facts.barsSinceClose === Number.MAX_SAFE_INTEGER ? null : facts.barsSinceClose,
      reward_risk: shown(rewardRisk(candidate)),
      cost_r: shown(cost),
    },
  };
}

function describeSizing(
  { size, reason }: Decision,
  facts: DecisionFacts,
  { instrument, strategy }: PipelineRules,
): StageVerdict {
  if (size === undefined) return skipped('sizing');
  const rounded = instrument.qty(size.lots);
  const movedPct = size.wanted === 0 ? 0 : (Math.abs(rounded - size.wanted) / size.wanted) * 100;
  const note = movedPct > 1 ? 'rounding_moved_size' : '';
  return {
    stage: 'sizing',
    result: size.isTooSmall ? 'refused' : 'pass',
    reason: size.isTooSmall ? reason : note,
    inputs: {
      equity: facts.realised / 1e8,
      risk_pct: strategy.risk.risk_pct,
      wanted_qty: shown(size.wanted),
      qty: instrument.formatQty(size.lots),
      bound_by: size.boundBy,
      rounding_moved_pct: shown(movedPct),
    },
  };
}

function describeGate({ size, reason }: Decision, facts: DecisionFacts): StageVerdict {
  if (size === undefined || size.isTooSmall) return skipped('risk_gate');
  const inputs = { orders_last_minute: facts.ordersLastMinute };
  return { stage: 'risk_gate', result: reason === '' ? 'pass' : 'denied', reason, inputs };
}

function skipped(stage: StageVerdict['stage']): StageVerdict {
  return { stage, result: 'skipped', reason: '', inputs: {} };
}
