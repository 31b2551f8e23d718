/** Decimal text and exact integer arithmetic on safe integers. Pure; no dependency on platform locale. */

/** Up to this many decimals a fraction is a 32-bit integer, and below this size every step is exact. */
const MAX_QUICK_SCALE = 9;
const MAX_QUICK_UNITS = 2 ** 52;
const POWERS_OF_TEN = Float64Array.from({ length: MAX_QUICK_SCALE + 1 }, (_, exponent) => Number(`1e${exponent}`));
/** Decimals of at most 15 digits are all different doubles, so the one that gives a double back is its shortest text. */
const MAX_EXACT_DECIMAL = 1e15;

/** Plain decimal text of a finite number: no exponent, no trailing zeros, never "-0". */
export function formatDecimal(value: number): string {
  const units = Math.round(value * 1e8);
  if (units > 0 && units < MAX_EXACT_DECIMAL && units / 1e8 === value) return formatScaled(units, 8);
  const text = String(value);
  if (!text.includes('e')) return text;
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (match === null) return text; // NaN and Infinity carry no exponent and never get here
  const [, sign = '', head = '', fraction = '', exponentText = '0'] = match;
  const digits = head + fraction;
  const point = 1 + Number(exponentText);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (digits.length <= point) return sign + digits + '0'.repeat(point - digits.length);
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** Text of an integer scaled by 10^`scale`: `formatScaled(150, 2)` is "1.5". No trailing zeros, never "-0". */
export function formatScaled(value: number | bigint, scale: number): string {
  const units = typeof value === 'number' ? Math.abs(value) : MAX_QUICK_UNITS;
  const one = POWERS_OF_TEN[scale];
  if (one === undefined || !(units < MAX_QUICK_UNITS)) return formatWide(value, scale);
  let whole = Math.floor(units / one);
  if (whole * one > units) whole--; // the quotient was rounded up to a whole number
  let fraction = (units - whole * one) | 0;
  const sign = value < 0 ? '-' : '';
  if (fraction === 0) return `${sign}${whole}`;
  let decimals = scale;
  while (fraction % 10 === 0) {
    fraction = (fraction / 10) | 0;
    decimals--;
  }
  return `${sign}${whole}.${String(fraction).padStart(decimals, '0')}`;
}

/** Like `formatScaled`, for integers of any size. */
function formatWide(value: number | bigint, scale: number): string {
  const negative = value < 0;
  const digits = (negative ? -value : value).toString().padStart(scale + 1, '0');
  const cut = digits.length - scale;
  let end = digits.length;
  while (end > cut && digits.charCodeAt(end - 1) === 48) end--;
  const whole = digits.slice(0, cut);
  const text = end === cut ? whole : `${whole}.${digits.slice(cut, end)}`;
  return negative && text !== '0' ? `-${text}` : text;
}

/**
 * Reads decimal text as an integer scaled by 10^`scale`.
 * Returns `undefined` for anything but plain decimals with at most `scale` significant decimals and a safe result.
 */
export function parseScaled(text: string, scale: number): number | undefined {
  const match = /^([+-]?)(\d+)(?:\.(\d*))?$/.exec(text.trim());
  if (match === null) return undefined;
  const [, sign = '', whole = '', fractionText = ''] = match;
  const fraction = fractionText.replace(/0+$/, '');
  if (fraction.length > scale) return undefined;
  const value = Number(whole + fraction.padEnd(scale, '0'));
  if (!Number.isSafeInteger(value)) return undefined;
  return sign === '-' && value !== 0 ? -value : value;
}

/** floor(a × b / c) without losing a unit, for safe integers and c > 0. Falls back to BigInt when a × b is not safe. */
export function mulDivFloor(a: number, b: number, c: number): number {
  const product = a * b;
  if (Number.isSafeInteger(product)) {
    const rest = product % c;
    const quotient = (product - rest) / c;
    return rest < 0 ? quotient - 1 : quotient + 0;
  }
  const wide = BigInt(a) * BigInt(b);
  const divisor = BigInt(c);
  const quotient = wide / divisor;
  return Number(wide % divisor < 0n ? quotient - 1n : quotient);
}

/** ceil(a × b / c), exact like `mulDivFloor`. */
export function mulDivCeil(a: number, b: number, c: number): number {
  return 0 - mulDivFloor(0 - a, b, c);
}
