import type { StrategyConfig } from '../../../../shared/config/strategy.ts';
import type { StageVerdict } from '../../../../shared/events.ts';
import { shown } from './market-intake.ts';

/** Percent values this close are equal. */
const SLACK = 1e-12;

export type FundingGate = 'off' | 'pass' | 'half_size' | 'no_trade';

/**
 * What the 8-hour funding rate allows. `undefined`: the source has no funding at all, the gate is off;
 * `null`: it should have a rate but does not, half size. `rate` is a fraction.
 */
export function fundingGate(rate: number | null | undefined, gates: StrategyConfig['derivatives_gates']): FundingGate {
  if (rate === undefined) return 'off';
  if (rate === null) return 'half_size';
  const percent = Math.abs(rate) * 100 + SLACK;
  if (percent >= gates.no_trade_funding_8h) return 'no_trade';
  return percent >= gates.half_size_funding_8h ? 'half_size' : 'pass';
}

const NO_FUNDING: StageVerdict = { stage: 'derivatives_flows', result: 'off', reason: '', inputs: {} };

export function describeFunding(gate: FundingGate, rate: number | null | undefined): StageVerdict {
  if (rate === undefined) return NO_FUNDING;
  const reason =
    gate === 'no_trade'
      ? 'funding_extreme'
      : gate === 'half_size'
        ? rate === null
          ? 'funding_unknown'
          : 'funding_high'
        : '';
  const inputs = { funding_8h_pct: rate === null ? null : shown(rate * 100) };
  return { stage: 'derivatives_flows', result: gate, reason, inputs };
}
