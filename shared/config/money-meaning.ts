import { FIXED_CEILINGS } from './fixed-ceilings.ts';

/** The values that say how much money is at stake. All are numbers as configured. */
export interface MoneyInputs {
  /** USDT. */
  readonly equity: number;
  /** Percent of the equity. */
  readonly riskPct: number;
  /** Multiples of R. */
  readonly maxCostR: number;
  readonly maxLeverage: number;
  /** USDT. */
  readonly dailyLoss: number;
  /** Percent of the peak equity. */
  readonly maxDrawdownPct: number;
  readonly maxLosingStreak: number;
  /** USDT. */
  readonly maxNotional: number;
  /** Contract units. */
  readonly maxQty: number;
}

/** What a configuration means in money for an account that begins with its starting equity. USDT unless said otherwise. */
export interface MoneyMeaning {
  readonly equity: number;
  /** Lost when a stop is hit, fees and slippage aside. */
  readonly riskPerTrade: number;
  /** The same with the dearest cost that is still accepted. A gap through the stop can cost more. */
  readonly riskWithCosts: number;
  /** What a trade could risk at most under the fixed ceiling. */
  readonly ceilingPerTrade: number;
  readonly dailyLoss: number;
  /** Percent of the equity. */
  readonly dailyLossPct: number;
  /** Full losses, costs aside, that reach the limit of the day; infinite when no number of them does. */
  readonly lossesToDailyLimit: number;
  readonly drawdown: number;
  readonly losingStreak: number;
  /** Lost in a losing streak that trips, costs aside. */
  readonly streakLoss: number;
  readonly largestPosition: number;
  /** Contract units; whichever of the two is smaller holds. */
  readonly largestQty: number;
  /** Which limit a row of full losses reaches first. */
  readonly firstLimit: 'daily_loss' | 'drawdown' | 'losing_streak';
}

/** Full losses within this of a limit reach it: percentages of decimals are not exact. */
const SLACK = 1e-9;

/** Each trade risks its share of what the losses before it have left, as sizing does. */
export function moneyMeaning(inputs: MoneyInputs): MoneyMeaning {
  const { equity, dailyLoss, maxLosingStreak } = inputs;
  const share = Math.min(inputs.riskPct, FIXED_CEILINGS.riskPct) / 100;
  const riskPerTrade = equity * share;
  const drawdown = (equity * inputs.maxDrawdownPct) / 100;
  const lossesTo = (limit: number) =>
    limit >= equity
      ? Number.POSITIVE_INFINITY
      : Math.max(1, Math.ceil(Math.log(1 - limit / equity) / Math.log(1 - share) - SLACK));
  const steps = [
    ['daily_loss', lossesTo(dailyLoss)],
    ['drawdown', lossesTo(drawdown)],
    ['losing_streak', maxLosingStreak],
  ] as const;
  const first = steps.reduce((least, step) => (step[1] < least[1] ? step : least));
  return {
    equity,
    riskPerTrade,
    riskWithCosts: riskPerTrade * (1 + inputs.maxCostR),
    ceilingPerTrade: (equity * FIXED_CEILINGS.riskPct) / 100,
    dailyLoss,
    dailyLossPct: (dailyLoss / equity) * 100,
    lossesToDailyLimit: lossesTo(dailyLoss),
    drawdown,
    losingStreak: maxLosingStreak,
    streakLoss: equity * (1 - (1 - share) ** maxLosingStreak),
    largestPosition: Math.min(inputs.maxNotional, FIXED_CEILINGS.marginShare * inputs.maxLeverage * equity),
    largestQty: inputs.maxQty,
    firstLimit: first[0],
  };
}

/** Where each input stands: those with a dot in a strategy file, the others in risk.json. Their paths do not overlap. */
const PATHS: Readonly<Record<keyof MoneyInputs, string>> = {
  equity: 'risk.equity',
  riskPct: 'risk.risk_pct',
  maxCostR: 'risk.max_cost_r',
  maxLeverage: 'risk.max_leverage',
  dailyLoss: 'max_daily_loss_usd.paper',
  maxDrawdownPct: 'max_drawdown_pct',
  maxLosingStreak: 'max_losing_streak',
  maxNotional: 'max_notional_usdt',
  maxQty: 'max_qty',
};

/** The inputs with values of an edited file, by path, in place of what is saved; anything but numbers above 0 is passed over. */
export function withChanges(inputs: MoneyInputs, changes: Readonly<Record<string, unknown>>): MoneyInputs {
  const changed: { -readonly [Key in keyof MoneyInputs]: number } = { ...inputs };
  for (const key of Object.keys(PATHS) as (keyof MoneyInputs)[]) {
    const value = changes[PATHS[key]];
    const isUsable = typeof value === 'number' && Number.isFinite(value) && (value > 0 || key === 'maxCostR');
    if (isUsable) changed[key] = value;
  }
  return changed;
}
