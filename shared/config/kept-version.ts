import { z } from 'zod';

/** A version of a document as it is kept in a file of its own. */
export const keptVersionSchema = z.object({
  /** ISO. */
  at: z.string(),
  by: z.string(),
  action: z.enum(['found', 'saved', 'restored', 'removed']),
  of: z.number().nullable(),
  encoding: z.enum(['utf8', 'base64']),
  content: z.string().nullable(),
});
