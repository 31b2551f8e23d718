import { kindOf } from '../../../shared/config/document.ts';
import type { MoneyInputs } from '../../../shared/config/money-meaning.ts';
import type { RiskConfig } from '../../../shared/config/risk.ts';
import type { StrategyConfig } from '../../../shared/config/strategy.ts';
import { Failure } from '../../../shared/failure.ts';
import { DAILY_LOSS_VARIABLE, dailyLossOf, loadEffectiveConfig } from '../../adapters/config/effective-config.ts';
import { type ConfigPlaces, loadStrategy } from '../../adapters/config/strategy-file.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface Override {
  readonly path: string;
  readonly variable: string;
  readonly value: unknown;
}

/** Values of a document that the environment overrules; a bad variable overrules nothing, and a start refuses it. */
export function overridesOf(id: string, environment: Environment): readonly Override[] {
  if (kindOf(id) !== 'risk') return [];
  const value = quietly(() => dailyLossOf(environment));
  if (value === undefined) return [];
  return ['paper', 'live'].map((mode) => ({
    path: `max_daily_loss_usd.${mode}`,
    variable: DAILY_LOSS_VARIABLE,
    value,
  }));
}

/**
 * What is at stake with a strategy and the limits of the account: those of the document as given, of the other file as it is
 * in effect (for the limits, the strategy `default`). Null where the document has no say or the other file is broken.
 */
export function moneyInputsOf(
  id: string,
  value: unknown,
  places: ConfigPlaces,
  environment: Environment,
): MoneyInputs | null {
  const kind = kindOf(id);
  if (kind !== 'strategy' && kind !== 'risk') return null;
  const strategy =
    kind === 'strategy' ? (value as StrategyConfig) : quietly(() => loadStrategy('default', places).config);
  const limits = kind === 'risk' ? (value as RiskConfig) : quietly(() => loadEffectiveConfig(places, environment).risk);
  if (strategy === undefined || limits === undefined) return null;
  return {
    equity: strategy.risk.equity,
    riskPct: strategy.risk.risk_pct,
    maxCostR: strategy.risk.max_cost_r,
    maxLeverage: strategy.risk.max_leverage,
    dailyLoss: quietly(() => dailyLossOf(environment)) ?? limits.max_daily_loss_usd.paper,
    maxDrawdownPct: limits.max_drawdown_pct,
    maxLosingStreak: limits.max_losing_streak,
    maxNotional: limits.max_notional_usdt,
    maxQty: limits.max_qty,
  };
}

function quietly<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}
