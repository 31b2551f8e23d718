import { formatScaled, parseScaled } from './decimal.ts';

declare const brand: unique symbol;
type Branded<Name extends string> = number & { readonly [brand]: Name };

/** An amount of USDT in units of 1e-8 USDT: a safe integer, so sums are exact up to 90 million USDT. */
export type Money = Branded<'Money'>;
/** A price in whole ticks of its instrument. */
export type Ticks = Branded<'Ticks'>;
/** A quantity in whole lots of its instrument. */
export type Lots = Branded<'Lots'>;

export const MONEY_DECIMALS = 8;
export const MONEY_SCALE = 100_000_000;
export const ZERO_MONEY = 0 as Money;

/** Marks a number as money. Throws when it is no safe integer: exactness would be lost silently otherwise. */
export function money(units: number): Money {
  if (!Number.isSafeInteger(units)) throw new RangeError(`money out of the exact range: ${units} units of 1e-8 USDT`);
  return (units + 0) as Money;
}

/** Sum of two amounts; throws when it leaves the exact range. */
export function addMoney(a: Money, b: Money): Money {
  return money(a + b);
}

/** Decimal text in USDT, no trailing zeros: "10000", "-0.00000001". */
export function formatMoney(amount: Money): string {
  return formatScaled(amount, MONEY_DECIMALS);
}

/** Reads decimal text in USDT; `undefined` when it is not a decimal with at most 8 places. */
export function parseMoney(text: string): Money | undefined {
  const units = parseScaled(text, MONEY_DECIMALS);
  return units === undefined ? undefined : (units as Money);
}

/** Money from a number of USDT as found in a configuration file, to the nearest unit. */
export function moneyFromNumber(usdt: number): Money {
  return money(Math.round(usdt * MONEY_SCALE));
}

/** Approximate USDT for sizing, charts and statistics; never for bookkeeping. */
export function moneyToNumber(amount: Money): number {
  return amount / MONEY_SCALE;
}
