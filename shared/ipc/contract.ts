import { z } from 'zod';
import { INTERVAL_NAMES } from '../interval.ts';
import { BACKTEST_REQUESTS } from './backtest-requests.ts';
import { barSchema } from './bar-schema.ts';
import { CONFIG_REQUESTS } from './config-requests.ts';
import { RUN_REQUESTS } from './run-requests.ts';

const nothing = z.strictObject({}).default({});
const done = z.object({ done: z.literal(true) });

/** What the Start dialog asks for. */
export const startInput = z.strictObject({
  source: z.enum(['mock', 'replay', 'bitunix']),
  /** Session minutes; 0 until stopped. */
  durationMin: z.number().min(0).max(525_600).default(0),
  /** 0 stands for max: virtual time, as fast as the machine allows. */
  speed: z.number().min(0).max(1000).default(1),
  symbol: z
    .string()
    .regex(/^[A-Z0-9]{3,20}$/, 'must be a symbol such as BTCUSDT')
    .default('BTCUSDT'),
  interval: z
    .enum(INTERVAL_NAMES as [string, ...string[]])
    .nullable()
    .default(null),
  strategy: z.string().min(1).max(200).default('default'),
  seed: z.number().int().min(0).max(4_294_967_295).nullable().default(null),
  /** File or run to replay; needed for source replay. */
  replay: z.string().max(1000).nullable().default(null),
  breakersOn: z.boolean().default(true),
});

/**
 * Every command a surface can send, with the shape of its input and output. A router can't register a handler that is not
 * listed here, and checks both sides of every call.
 */
export const REQUESTS = {
  status: { input: nothing, output: z.record(z.string(), z.unknown()) },
  start: { input: startInput, output: z.object({ runId: z.string() }) },
  /** Goes on with the run that a crash cut off, with its recorded settings. */
  resumeRun: { input: nothing, output: z.object({ runId: z.string() }) },
  /** Closes the position of that run and ends it; nothing is traded. */
  closeUnfinished: { input: nothing, output: done },
  stop: { input: nothing, output: done },
  kill: { input: nothing, output: z.object({ flat: z.boolean(), left: z.string() }) },
  closePosition: { input: nothing, output: done },
  pauseEntries: { input: nothing, output: done },
  resumeEntries: { input: nothing, output: done },
  /** `confirmation` is what the person typed: REARM. */
  rearm: { input: z.strictObject({ confirmation: z.literal('REARM') }), output: done },
  /** `confirmation` is what the person typed: RESET. */
  resetBreaker: { input: z.strictObject({ confirmation: z.literal('RESET') }), output: done },
  /** Sends a test notice to the webhook of config/alerts.json; answers with the host that took it. */
  testAlerts: { input: nothing, output: z.object({ host: z.string() }) },
  /** Downloads candles and funding of a span for backtests; answers when it is done. Times as text, ISO. */
  fetchData: {
    input: z.strictObject({
      symbol: z.string().regex(/^[A-Z0-9]{3,20}$/, 'must be a symbol such as BTCUSDT'),
      interval: z.enum(INTERVAL_NAMES as [string, ...string[]]),
      from: z.string().max(40),
      to: z.string().max(40),
    }),
    output: z.object({ candleFile: z.string(), fundingFile: z.string(), candles: z.number(), rates: z.number() }),
  },
  fetchProgress: {
    input: nothing,
    output: z.object({ isRunning: z.boolean(), done: z.number(), total: z.number() }),
  },
  /** Bars that opened before `before` (ms UTC), oldest first, at most `count`. */
  bars: {
    input: z.strictObject({ before: z.number().int(), count: z.number().int().min(1).max(5000) }),
    output: z.object({ bars: z.array(barSchema) }),
  },
  ...RUN_REQUESTS,
  ...CONFIG_REQUESTS,
  ...BACKTEST_REQUESTS,
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
