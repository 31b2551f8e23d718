/** Figures as text. Whatever is not known is a dash, never a nought. */
export const UNKNOWN = '—';

type Maybe = string | number | null | undefined;

/** The number that decimal text stands for; `undefined` for anything else. */
export function toNumber(value: Maybe): number | undefined {
  if (value === null || value === undefined || value === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

const formats = new Map<number, Intl.NumberFormat>();

function fixed(value: number, places: number): string {
  let format = formats.get(places);
  if (format === undefined) {
    format = new Intl.NumberFormat('en-US', { minimumFractionDigits: places, maximumFractionDigits: places });
    formats.set(places, format);
  }
  const text = format.format(value);
  return /^-[0.,]*$/.test(text) ? text.slice(1) : text;
}

/** 60,123.40 */
export function figure(value: Maybe, places = 2): string {
  const number = toNumber(value);
  return number === undefined ? UNKNOWN : fixed(number, places);
}

/** +12.30 or -4.00; zero has no sign. */
export function signed(value: Maybe, places = 2): string {
  const number = toNumber(value);
  if (number === undefined) return UNKNOWN;
  const text = fixed(number, places);
  return number > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** A price with the places it was given with. */
export function price(value: Maybe): string {
  const number = toNumber(value);
  if (number === undefined) return UNKNOWN;
  const places = String(value).split('.')[1]?.length ?? 0;
  return fixed(number, Math.max(1, Math.min(8, places)));
}

/** A figure with its unit; an unknown one stands alone. */
export function withUnit(text: string, unit: string): string {
  return text === UNKNOWN ? UNKNOWN : `${text} ${unit}`;
}

/** Arrow of a change, so that colour is not the only sign of it. */
export function arrow(value: Maybe): string {
  const number = toNumber(value);
  if (number === undefined || number === 0) return '';
  return number > 0 ? '▲' : '▼';
}

/** CSS class of a change. */
export function tone(value: Maybe): 'up' | 'down' | 'flat' {
  const number = toNumber(value);
  if (number === undefined || number === 0) return 'flat';
  return number > 0 ? 'up' : 'down';
}

/** Volume or another bare quantity, shortened. */
export function quantity(value: Maybe): string {
  const number = toNumber(value);
  if (number === undefined) return UNKNOWN;
  return Math.abs(number) >= 1000 ? fixed(number, 0) : fixed(number, 3);
}
