import type { DecisionMade, StageName, StageVerdict } from '../../shared/events.ts';
import type { Recorded } from '../../shared/session-view.ts';
import { figure, UNKNOWN } from '../format/figures.ts';
import { TEXT } from '../text/page.ts';
import { words } from '../text/phrases.ts';
import { RECORDS_TEXT, type WhyFigures } from '../text/records.ts';

export type Decision = Recorded<DecisionMade>;

/** How a stage ended, in one of four ways. */
export type Mark = 'pass' | 'no' | 'skipped' | 'refused';

const { decisions: text, why, whyElse, whyNothing } = RECORDS_TEXT;

const REFUSALS: ReadonlySet<string> = new Set(['refused', 'denied']);

function verdictOf({ stages }: Decision, name: StageName): StageVerdict | undefined {
  return stages.find(({ stage }) => stage === name);
}

/** The setup that fired; `undefined` when none did. */
export function setupOf(decision: Decision): string | undefined {
  const result = verdictOf(decision, 'setup_signal')?.result;
  return result === undefined || result === 'none' ? undefined : result;
}

export function sideOf(decision: Decision): 'LONG' | 'SHORT' | undefined {
  const side = verdictOf(decision, 'setup_signal')?.inputs.side;
  if (side === 'BUY') return 'LONG';
  return side === 'SELL' ? 'SHORT' : undefined;
}

/** The stage whose word was the first reason against an order; `undefined` for an order. */
export function endedAt(decision: Decision): StageName | undefined {
  if (decision.outcome === 'order') return undefined;
  const refusal = decision.stages.find(({ result }) => REFUSALS.has(result));
  if (refusal !== undefined) return refusal.stage;
  if (setupOf(decision) === undefined) return 'setup_signal';
  return decision.reason === 'funding_extreme' ? 'derivatives_flows' : 'market_intake';
}

/** The mark of a stage. A setup that does not fire says no; who speaks against one that fired refuses. */
export function markOf({ stage, result }: StageVerdict, ended: StageName | undefined): Mark {
  if (stage === ended) return stage === 'setup_signal' ? 'no' : 'refused';
  if (result === 'skipped' || result === 'off') return 'skipped';
  return stage === 'journal_coach' && result === 'none' ? 'skipped' : 'pass';
}

/** What a stage said, in words: its result, and its reason or note. */
export function saidBy({ stage, result, reason }: StageVerdict): string {
  const said = stage === 'setup_signal' ? words({ ...TEXT.setup, ...text.result }, result) : words(text.result, result);
  return reason === '' ? said : text.because(said, words(TEXT.decisionReason, reason));
}

/** Why this candle brought no order, or that it did, in a sentence with the figures that counted. */
export function whyOf(decision: Decision): string {
  if (decision.outcome === 'order') return text.ordered;
  const figures = figuresOf(decision);
  const sentence = Object.hasOwn(why, decision.reason) ? why[decision.reason] : undefined;
  const reason = words(TEXT.decisionReason, decision.reason);
  if (sentence !== undefined) return sentence(figures);
  return setupOf(decision) === undefined ? whyNothing(reason) : whyElse(figures, reason);
}

function figuresOf(decision: Decision): WhyFigures {
  const input = (stage: StageName, name: string) => {
    const value = verdictOf(decision, stage)?.inputs[name];
    return typeof value === 'number' ? value : undefined;
  };
  const share = input('setup_signal', 'atr_ratio');
  const funding = input('derivatives_flows', 'funding_8h_pct');
  const setup = setupOf(decision);
  return {
    setup: setup === undefined ? UNKNOWN : words(TEXT.setup, setup),
    trend: words(text.result, verdictOf(decision, 'market_intake')?.result ?? UNKNOWN),
    atrRatio: share === undefined ? UNKNOWN : `${figure(share * 100, 4)} %`,
    funding: funding === undefined ? UNKNOWN : `${figure(funding, 4)} %`,
    bars: figure(input('execution_risk', 'bars'), 0),
    barsSinceClose: figure(input('execution_risk', 'bars_since_close'), 0),
    rewardRisk: figure(input('execution_risk', 'reward_risk')),
    cost: decision.cost_r === null ? UNKNOWN : `${figure(decision.cost_r)} R`,
  };
}
