import type { StrategyConfig } from '../../../../shared/config/strategy.ts';
import type { FeeSchedule } from '../../execution/fees.ts';
import type { Candidate } from '../setup.ts';

const SLACK = 1e-9;

/** What the account looks like to the entry rules. */
export interface EntryConditions {
  /** Closed candles so far. */
  readonly bars: number;
  /** True when flat, with no working entry and no order in the queue. */
  readonly isFree: boolean;
  /** Candles since the one in which the last trade closed. */
  readonly barsSinceClose: number;
}

export type ExecutionRefusal = 'warm_up' | 'not_flat' | 'cooldown' | 'reward_risk' | 'cost_too_high' | '';

/** Reward over risk of a candidate in whole ticks; 0 when entry and stop coincide. */
export function rewardRisk({ entry, stop, target }: Candidate): number {
  return entry === stop ? 0 : Math.abs(target - entry) / Math.abs(entry - stop);
}

/** Estimated round trip in R: fees of both sides and slippage at its basic rate, twice for a market entry, once for a limit. */
export function costInR(candidate: Candidate, fees: FeeSchedule, slipBps: number): number {
  const { entry, stop, type } = candidate;
  if (entry === stop) return Number.MAX_VALUE;
  const slip = slipBps / 10_000;
  const rate = type === 'limit' ? fees.maker + fees.taker + slip : fees.taker + fees.taker + 2 * slip;
  return (entry * rate) / Math.abs(entry - stop);
}

/** Why no candidate can be taken now, whatever it is: history, position, cooldown. Empty when one can. */
export function standingRefusal(
  { bars, isFree, barsSinceClose }: EntryConditions,
  { min_history_bars, cooldown_bars }: StrategyConfig['engine'],
): 'warm_up' | 'not_flat' | 'cooldown' | '' {
  if (bars < min_history_bars) return 'warm_up';
  if (!isFree) return 'not_flat';
  return barsSinceClose <= cooldown_bars ? 'cooldown' : '';
}

/** First reason not to take the candidate: history, position, cooldown, reward/risk, cost. Empty when there is none. */
export function executionRefusal(
  candidate: Candidate,
  conditions: EntryConditions,
  cost: number,
  strategy: StrategyConfig,
): ExecutionRefusal {
  const { engine, risk } = strategy;
  const standing = standingRefusal(conditions, engine);
  if (standing !== '') return standing;
  const distance = Math.abs(candidate.entry - candidate.stop);
  const reward = Math.abs(candidate.target - candidate.entry);
  if (distance === 0 || reward + SLACK < risk.rr_min * distance) return 'reward_risk';
  if (cost > risk.max_cost_r + SLACK || risk.max_cost_r === 0) return 'cost_too_high';
  return '';
}
