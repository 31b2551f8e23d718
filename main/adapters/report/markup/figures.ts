import { formatScaled } from '../../../../shared/decimal.ts';
import { MONEY_DECIMALS } from '../../../../shared/money.ts';
import { type Html, html } from './html.ts';

const DECIMAL = /^(-?\d+)(?:\.(\d{1,2})(\d*))?$/;

/**
 * A decimal for a column of figures: the text of the file, digit by digit, with the point in one line and what lies
 * beyond two decimals small. Text that is no decimal stays as it is.
 */
export function decimal(text: string): Html {
  const parts = DECIMAL.exec(text);
  if (parts === null) return html`${text}`;
  const [, whole = '', cents, rest = ''] = parts;
  if (cents === undefined) return html`${whole}<i></i>`;
  return html`${whole}<i>.${cents}${rest === '' ? null : html`<small>${rest}</small>`}</i>`;
}

/** The same in running text: without the space that keeps points in line. */
export function inlineDecimal(text: string): Html {
  const parts = DECIMAL.exec(text);
  if (parts?.[3] === undefined || parts[3] === '') return html`${text}`;
  return html`${text.slice(0, -parts[3].length)}<small>${parts[3]}</small>`;
}

/** Exact sum of money in units of 1e-8 USDT, as decimal text. */
export function unitsText(units: bigint): string {
  return formatScaled(units, MONEY_DECIMALS);
}

/** "2024-12-05 02:03" for an ISO time in UTC, seconds and fractions only where there are any. */
export function moment(iso: string): string {
  const parts = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d)(\.\d+)?Z$/.exec(iso);
  if (parts === null) return iso;
  const [, day, minute, second = '', fraction = ''] = parts;
  const rest = Number(fraction) === 0 ? (second === ':00' ? '' : second) : second + fraction;
  return `${day} ${minute}${rest}`;
}

/** The same for ms UTC. */
export function momentOf(ms: number): string {
  return Number.isFinite(ms) && Math.abs(ms) < 8e15 ? moment(new Date(ms).toISOString()) : '';
}

/** Part of a whole: "12.3 %". */
export function share(part: number, whole: number): string {
  return whole === 0 ? '' : `${((part / whole) * 100).toFixed(1)} %`;
}

/** A ratio for a table: two decimals, never "-0.00". */
export function twoDecimals(value: number): string {
  const text = value.toFixed(2);
  return text === '-0.00' ? '0.00' : text;
}
