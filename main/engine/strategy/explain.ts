import type { SignalGenerated, StageVerdict } from '../../../shared/events.ts';
import type { Instrument } from '../../../shared/instrument.ts';
import { type Candle, orderSide } from '../../../shared/market.ts';
import type { MarketIndicators } from '../indicators/market-indicators.ts';
import type { Decision, DecisionFacts, PipelineRules } from './pipeline.ts';
import type { Candidate } from './setup.ts';
import { describeFunding } from './stages/derivatives-flows.ts';
import { rewardRisk } from './stages/execution-risk.ts';
import { describeIntake, shown } from './stages/market-intake.ts';

const EXECUTION_REASONS = new Set(['warm_up', 'not_flat', 'cooldown', 'reward_risk', 'cost_too_high']);

/** Verdicts that are always the same, made once: most candles skip the later stages. */
const NO_CVD = verdictWithoutInputs('cvd_divergence', 'off');
const NO_EXECUTION = verdictWithoutInputs('execution_risk', 'skipped');
const NO_SIZING = verdictWithoutInputs('sizing', 'skipped');
const NO_GATE = verdictWithoutInputs('risk_gate', 'skipped');
const PLAN = verdictWithoutInputs('journal_coach', 'plan_recorded');
const NO_PLAN = verdictWithoutInputs('journal_coach', 'none');

function verdictWithoutInputs(stage: StageVerdict['stage'], result: string): StageVerdict {
  return { stage, result, reason: '', inputs: {} };
}

/** The event of a setup that fired. */
export function describeSignal(candidate: Candidate, candle: Candle, instrument: Instrument): SignalGenerated {
  return {
    event: 'SignalGenerated',
    open_time: candle.openTime,
    setup: candidate.setup,
    side: orderSide(candidate.direction),
    type: candidate.type,
    entry: instrument.formatPrice(candidate.entry),
    stop: instrument.formatPrice(candidate.stop),
    target: instrument.formatPrice(candidate.target),
  };
}

/** All that a decision rested on. */
export interface DecisionContext {
  readonly decision: Decision;
  /** The signal of its candidate, if there is one. */
  readonly signal: SignalGenerated | undefined;
  readonly candle: Candle;
  readonly indicators: MarketIndicators;
  readonly facts: DecisionFacts;
  readonly rules: PipelineRules;
}

/** The verdict of every stage on one candle, in order, so that a trade and a non-trade can be explained afterwards. */
export function explainDecision({
  decision,
  signal,
  candle,
  indicators,
  facts,
  rules,
}: DecisionContext): StageVerdict[] {
  return [
    describeIntake(indicators, candle, decision.trend),
    describeFunding(decision.gate, facts.fundingRate),
    describeCvd(indicators),
    signal === undefined
      ? describeNoSetup(decision, indicators, candle, rules)
      : describeSetup(signal, indicators, rules),
    describeExecution(decision, facts),
    describeSizing(decision, facts, rules),
    describeGate(decision, facts),
    decision.reason === '' ? PLAN : NO_PLAN,
  ];
}

function describeCvd(indicators: MarketIndicators): StageVerdict {
  const { cvd } = indicators;
  if (cvd === null) return NO_CVD;
  const value = cvd.value;
  return {
    stage: 'cvd_divergence',
    result: cvd.divergence,
    reason: '',
    inputs: { cvd: value === null ? null : shown(value) },
  };
}

function describeNoSetup(
  { reason }: Decision,
  indicators: MarketIndicators,
  candle: Candle,
  rules: PipelineRules,
): StageVerdict {
  const { atr } = indicators;
  const inputs = {
    atr_ratio: atr.isReady ? shown(atr.value / candle.close) : null,
    ...setupAverages(indicators, rules),
  };
  return { stage: 'setup_signal', result: 'none', reason, inputs };
}

function describeSetup(
  { setup, side, type, entry, stop, target }: SignalGenerated,
  indicators: MarketIndicators,
  rules: PipelineRules,
): StageVerdict {
  const inputs = { side, type, entry, stop, target, ...setupAverages(indicators, rules) };
  return { stage: 'setup_signal', result: setup, reason: '', inputs };
}

/** Averages that only setups look at, of those setups that are on. */
function setupAverages({ ema9, crossover }: MarketIndicators, { strategy }: PipelineRules): StageVerdict['inputs'] {
  const { sweep_invalidation: sweep, sma_crossover: cross } = strategy.setups;
  const fast = crossover?.fastMean ?? null;
  const slow = crossover?.slowMean ?? null;
  return {
    ...(sweep.enabled && { ema9: ema9.isReady ? shown(ema9.value) : null }),
    ...(cross.enabled && {
      [`sma${cross.fast}`]: fast === null ? null : shown(fast),
      [`sma${cross.slow}`]: slow === null ? null : shown(slow),
    }),
  };
}

function describeExecution({ candidate, cost, reason }: Decision, facts: DecisionFacts): StageVerdict {
  if (candidate === undefined || cost === null) return NO_EXECUTION;
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
  if (size === undefined) return NO_SIZING;
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
  if (size === undefined || size.isTooSmall) return NO_GATE;
  const inputs = { orders_last_minute: facts.ordersLastMinute };
  return { stage: 'risk_gate', result: reason === '' ? 'pass' : 'denied', reason, inputs };
}
