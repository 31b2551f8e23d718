/** Whole units of 10^-decimals as the exchange writes them: a decimal text without trailing zeros ("80460", "0.0142"). */
export function decimalText(units: number, decimals: number): string {
  const digits = String(Math.abs(units)).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '');
  return `${units < 0 ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** A decimal number as whole units of 10^-decimals. */
export function unitsOf(value: number, decimals: number): number {
  return Math.round(value * 10 ** decimals);
}
