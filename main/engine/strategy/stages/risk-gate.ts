import { FIXED_CEILINGS } from '../../../../shared/config/fixed-ceilings.ts';
import type { StrategyConfig } from '../../../../shared/config/strategy.ts';
import type { Instrument } from '../../../../shared/instrument.ts';
import type { Lots, Money } from '../../../../shared/money.ts';
import type { Candidate } from '../setup.ts';

export type GateRefusal =
  | 'halted'
  | 'breaker_tripped'
  | 'error_breaker'
  | 'entries_paused'
  | 'stale_quotes'
  | 'stopping'
  | 'risk_pct'
  | 'margin_exceeded'
  | 'order_rate'
  | 'wrong_side'
  | 'not_positive'
  | '';

/** Why no new order may leave at all; empty when orders may. */
export type EntryBlock =
  | 'halted'
  | 'breaker_tripped'
  | 'error_breaker'
  | 'entries_paused'
  | 'stale_quotes'
  | 'stopping'
  | '';

export interface GateFacts {
  readonly block: EntryBlock;
  /** Orders submitted within the last minute of market time. */
  readonly ordersLastMinute: number;
  /** Realised equity plus unrealised PnL. */
  readonly equity: Money;
}

/** The last gate before an order, with ceilings that no configuration can loosen. Empty when the order may go. */
export function gateRefusal(
  candidate: Candidate,
  lots: Lots,
  facts: GateFacts,
  rules: { readonly strategy: StrategyConfig; readonly instrument: Instrument },
): GateRefusal {
  const { risk } = rules.strategy;
  const { entry, stop, target, direction } = candidate;
  if (facts.block !== '') return facts.block;
  if (risk.risk_pct > FIXED_CEILINGS.riskPct) return 'risk_pct';
  const buyingPower = FIXED_CEILINGS.marginShare * risk.max_leverage * facts.equity;
  // Not through `notional`, which throws on the non-finite fields that the last test denies.
  if (entry * lots * rules.instrument.tickLotValue > buyingPower) return 'margin_exceeded';
  if (facts.ordersLastMinute >= FIXED_CEILINGS.ordersPerMinute) return 'order_rate';
  if ((entry - stop) * direction <= 0 || (target - entry) * direction <= 0) return 'wrong_side';
  if (![entry, stop, target, lots].every((field) => Number.isFinite(field) && field > 0)) return 'not_positive';
  return '';
}
