import { z } from 'zod';

const nothing = z.strictObject({}).default({});
const done = z.object({ done: z.literal(true) });
const text = z.string().nullable();
const path = z.string().min(1).max(1000);

/** A file of candles in the workspace's data folder. What its name and content do not tell is null. */
export const dataFile = z.object({
  /** Path to give to a backtest. */
  file: z.string(),
  name: z.string(),
  symbol: text,
  interval: text,
  /** Open time of the first and of the last candle, ISO. */
  from: text,
  to: text,
  rows: z.number(),
  bytes: z.number(),
  /** Its funding rates, when they lie beside it. */
  funding_file: text,
});
export type DataFile = z.output<typeof dataFile>;

/** What the form of a backtest asks for. */
export const backtestInput = z.strictObject({
  file: path,
  strategy: z.string().min(1).max(200).default('default'),
  /** Market time, ISO: candles that open from here to before `to`; null for the whole file. */
  from: z.string().max(40).nullable().default(null),
  to: z.string().max(40).nullable().default(null),
  breakersOn: z.boolean().default(false),
  fundingFile: path.nullable().default(null),
});
export type BacktestInput = z.output<typeof backtestInput>;

export const backtestProgress = z.object({
  /** Number of the backtest, 0 before the first. */
  job: z.number(),
  state: z.enum(['idle', 'running', 'done', 'failed', 'cancelled']),
  /** What it was asked for. */
  file: text,
  strategy: text,
  /** Run that it makes, once it has begun; the finished run when it is done. */
  run: text,
  /** Candles; `total` is 0 while the file is being checked. */
  done: z.number(),
  total: z.number(),
  /** Seconds since it was started, until it ended. */
  elapsed_sec: z.number(),
  /** While candles are being processed, else null. */
  candles_per_sec: z.number().nullable(),
  /** Decimal USDT, marked to market; null before the first decision. */
  equity: text,
  /** Why it failed. */
  error: text,
});
export type BacktestProgress = z.output<typeof backtestProgress>;

/** Requests about backtests of the page: one at a time, beside whatever session runs. */
export const BACKTEST_REQUESTS = {
  /** Candle files of the data folder, newest first. */
  dataFiles: { input: nothing, output: z.object({ folder: z.string(), files: z.array(dataFile) }) },
  /** Begins a backtest; refused while another one runs. */
  startBacktest: { input: backtestInput, output: z.object({ job: z.number() }) },
  backtestProgress: { input: nothing, output: backtestProgress },
  /** Ends the backtest that runs; nothing of it is kept. */
  cancelBacktest: { input: nothing, output: done },
} as const;
