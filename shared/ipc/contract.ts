import { z } from 'zod';

const by = z.strictObject({}).default({});
const done = z.object({ done: z.literal(true) });

/**
 * Every command a surface can send to the holder of a session, with the shape of its input and output. A router can't
 * register a handler that is not listed here, and checks both sides of every call.
 */
export const REQUESTS = {
  status: { input: by, output: z.record(z.string(), z.unknown()) },
  kill: { input: by, output: z.object({ flat: z.boolean(), left: z.string() }) },
  stop: { input: by, output: done },
  closePosition: { input: by, output: done },
  pauseEntries: { input: by, output: done },
  resumeEntries: { input: by, output: done },
} as const;

export type RequestName = keyof typeof REQUESTS;
export type RequestInput<Name extends RequestName> = z.input<(typeof REQUESTS)[Name]['input']>;
export type RequestOutput<Name extends RequestName> = z.output<(typeof REQUESTS)[Name]['output']>;

export type Reply<Value = unknown> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: { readonly code: string; readonly message: string } };

export function isRequestName(name: string): name is RequestName {
  return Object.hasOwn(REQUESTS, name);
}
