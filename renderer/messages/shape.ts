/** Tells whether a value from outside has a shape. Small on purpose: the page takes no schema library along. */
export type Check = (value: unknown) => boolean;

const MAX_TEXT = 200_000;
const MAX_LIST = 20_000;

export const text: Check = (value) => typeof value === 'string' && value.length <= MAX_TEXT;
export const finite: Check = (value) => typeof value === 'number' && Number.isFinite(value);
export const count: Check = (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
export const flag: Check = (value) => typeof value === 'boolean';

/** Decimal text such as "-12.5". */
export const decimal: Check = (value) => typeof value === 'string' && /^-?\d{1,30}(?:\.\d{1,30})?$/.test(value);

/** ms UTC that a Date can hold. */
export const moment: Check = (value) => typeof value === 'number' && Math.abs(value) <= 8.64e15;

export const isoTime: Check = (value) =>
  typeof value === 'string' && value.length < 40 && Number.isFinite(Date.parse(value));

export function orNull(check: Check): Check {
  return (value) => value === null || check(value);
}

export function oneOf(...allowed: readonly unknown[]): Check {
  return (value) => allowed.includes(value);
}

export function listOf(check: Check): Check {
  return (value) => Array.isArray(value) && value.length <= MAX_LIST && value.every(check);
}

/** An object that has at least these fields; others may be there. */
export function fields(checks: Readonly<Record<string, Check>>): Check {
  const entries = Object.entries(checks);
  return (value) => isRecord(value) && entries.every(([key, check]) => check(value[key]));
}

/** An object all of whose values have the shape. */
export function recordOf(check: Check): Check {
  return (value) => isRecord(value) && Object.values(value).every(check);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
