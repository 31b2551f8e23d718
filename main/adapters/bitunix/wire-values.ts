import { z } from 'zod';
import { parseTimestamp } from '../../../shared/time.ts';

/** Readers of the exchange's values: numbers come as text or as numbers, times in s, ms or ISO. Fact sheet 8. */

const DECIMAL = /^[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?$/;

/** A finite number, given as such or as decimal text. The empty text is not one. */
export const decimal = z
  .union([z.number(), z.string().regex(DECIMAL).transform(Number)])
  .refine(Number.isFinite, 'not a finite number');

/** A price above zero. */
export const price = decimal.refine((value) => value > 0, 'a price must be above zero');

/** An amount or volume, zero or more. */
export const amount = decimal.refine((value) => value >= 0, 'an amount cannot be negative');

/** A moment → ms UTC, by the one reading of times that we have. */
export const timestamp = z.unknown().transform((value, context): number => {
  const ms = parseTimestamp(value);
  if (ms !== undefined) return ms;
  context.addIssue({ code: 'custom', message: 'not a time' });
  return z.NEVER;
});

/** A list, or the one thing that should have been in it. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(item));
}

/** Percent → fraction without the noise of binary division: 0.003834 % is 0.00003834. */
export function percentToFraction(percent: number): number {
  return Number((percent / 100).toPrecision(12));
}
