import { z } from 'zod';

/** The kinds of fault switch. Every one says what it does, and is off by default. */

/** Off or on. */
export function flag(what: string) {
  return z.boolean().default(false).describe(what);
}

/** How often it strikes: 0 never, 1 always, between them a seeded die. */
export function share(what: string) {
  return z.number().min(0).max(1).default(0).describe(what);
}

/** A number in the unit that the name ends with; 0 is off. */
export function amount(what: string) {
  return z.number().default(0).describe(what);
}
