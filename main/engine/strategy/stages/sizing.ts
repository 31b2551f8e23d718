import { FIXED_CEILINGS } from '../../../../shared/config/fixed-ceilings.ts';
import type { RiskConfig } from '../../../../shared/config/risk.ts';
import type { StrategyConfig } from '../../../../shared/config/strategy.ts';
import type { Instrument } from '../../../../shared/instrument.ts';
import { type Lots, type Money, moneyFromNumber, moneyToNumber } from '../../../../shared/money.ts';
import type { Candidate } from '../setup.ts';

export interface Size {
  readonly lots: Lots;
  /** Quantity before rounding, in contract units. */
  readonly wanted: number;
  /** What bound the size: the risk itself or one of the caps. */
  readonly boundBy: 'risk' | 'max_notional' | 'margin' | 'max_qty';
  readonly isTooSmall: boolean;
}

export interface SizingRules {
  readonly instrument: Instrument;
  readonly strategy: StrategyConfig;
  readonly limits: RiskConfig;
}

/**
 * Quantity that risks `risk_pct` percent of the realised equity (times `multiplier`) between entry and stop, under the caps:
 * the smallest of them to the nearest lot, then lots off while a cap is exceeded.
 */
export function sizeOf(candidate: Candidate, equity: Money, multiplier: number, rules: SizingRules): Size {
  const { instrument, strategy, limits } = rules;
  const entry = instrument.price(candidate.entry);
  const distance = Math.abs(entry - instrument.price(candidate.stop));
  const account = moneyToNumber(equity);
  const marginShare = FIXED_CEILINGS.marginShare * strategy.risk.max_leverage;

  let wanted = (account * strategy.risk.risk_pct * multiplier) / 100 / distance;
  let boundBy: Size['boundBy'] = 'risk';
  const byNotional = limits.max_notional_usdt / entry;
  if (byNotional < wanted) {
    wanted = byNotional;
    boundBy = 'max_notional';
  }
  const byMargin = (marginShare * account) / entry;
  if (byMargin < wanted) {
    wanted = byMargin;
    boundBy = 'margin';
  }
  if (limits.max_qty < wanted) {
    wanted = limits.max_qty;
    boundBy = 'max_qty';
  }

  const maxValue = Math.min(moneyFromNumber(limits.max_notional_usdt), marginShare * equity);
  const maxLots = instrument.lotsDown(limits.max_qty);
  let lots: number = Math.max(0, instrument.lotsNearest(wanted));
  while (lots > 0 && (lots > maxLots || instrument.notional(candidate.entry, lots) > maxValue)) lots--;

  // Written so that NaN, from a price that is no number, is too small.
  const isLargeEnough =
    lots >= instrument.minLots && instrument.notional(candidate.entry, lots) >= instrument.minNotional;
  return { lots: lots as Lots, wanted, boundBy, isTooSmall: !isLargeEnough };
}
