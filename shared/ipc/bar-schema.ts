import { z } from 'zod';

/** A `Bar` of session-view.ts as it crosses to the page. */
export const barSchema = z.object({
  t: z.number(),
  o: z.number(),
  h: z.number(),
  l: z.number(),
  c: z.number(),
  v: z.number(),
  a: z.record(z.string(), z.number()).nullable(),
});
