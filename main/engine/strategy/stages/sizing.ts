import type { RiskConfig } from '../../../../shared/config/risk.ts';
import { FIXED_CEILINGS } from '../../../../shared/config/risk.ts';
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
  const marginCap = FIXED_CEILINGS.marginShare * strategy.risk.max_leverage * account;
  const byRisk = (account * strategy.risk.risk_pct * multiplier) / 100 / distance;

  let wanted = byRisk;
  let boundBy: Size['boundBy'] = 'risk';
  const cap = (qty: number, name: Size['boundBy']) => {
    if (qty < wanted) {
      wanted = qty;
      boundBy = name;
    }
  };
  cap(limits.max_notional_usdt / entry, 'max_notional');
  cap(marginCap / entry, 'margin');
  cap(limits.max_qty, 'max_qty');

  const maxNotional = moneyFromNumber(limits.max_notional_usdt);
  const maxLots = instrument.lotsDown(limits.max_qty);
  const marginUnits = FIXED_CEILINGS.marginShare * strategy.risk.max_leverage * equity;
  let lots: number = Math.max(0, instrument.lotsNearest(wanted));
  const exceeds = (value: number) =>
    value > maxLots || instrument.notional(candidate.entry, value) > Math.min(maxNotional, marginUnits);
  while (lots > 0 && exceeds(lots)) lots--;

  // Written so that NaN, from a price that is no number, is too small.
  const isLargeEnough =
    lots >= instrument.minLots && instrument.notional(candidate.entry, lots) >= instrument.minNotional;
  return { lots: lots as Lots, wanted, boundBy, isTooSmall: !isLargeEnough };
}
