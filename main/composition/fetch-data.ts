import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { formatDecimal } from '../../shared/decimal.ts';
import { Failure } from '../../shared/failure.ts';
import { intervalMs } from '../../shared/interval.ts';
import type { Candle } from '../../shared/market.ts';
import { toIso } from '../../shared/time.ts';
import type { FetchOptions, FetchResult } from '../session/ports.ts';
import type { CompositionContext } from './context.ts';
import { openMarketApi } from './live-market.ts';

const PAGE = 200;
const FUNDING_PAGE_MS = PAGE * 8 * 3_600_000;
const CANDLE_HEADER = 'ts_ms,open,high,low,close,volume';
const FUNDING_HEADER = 'ts_ms,rate';

/**
 * Downloads candles and funding rates of a span to the CSV files that backtests read. Pages forward through the span, so its
 * number of requests is bounded by its length; a file that is there already is continued after its last row.
 */
export async function fetchMarketData(
  options: FetchOptions,
  progress: (done: number, total: number) => void,
  context: CompositionContext,
): Promise<FetchResult> {
  const { symbol, interval } = options;
  const stepMs = intervalMs(interval);
  const from = Math.floor(options.fromMs / stepMs) * stepMs;
  const before = Math.min(options.toMs, Math.floor(Date.now() / stepMs) * stepMs);
  if (before <= from) throw new Failure('bad_flag', '--from must lie before --to, and in the past');
  const folder = join(context.paths.root, 'data');
  const stem = `${symbol.toLowerCase()}-${interval}-${day(from)}-${day(before)}`;
  const candleFile = options.out === null ? join(folder, `${stem}.csv`) : resolve(context.places.cwd, options.out);
  const fundingFile = `${candleFile.replace(/\.csv$/i, '')}-funding.csv`;
  mkdirSync(dirname(candleFile), { recursive: true });
  const api = openMarketApi(context.environment);

  const total = Math.round((before - from) / stepMs);
  const start = continueAt(candleFile, CANDLE_HEADER, from, stepMs);
  for (let cursor = start; cursor < before; cursor += PAGE * stepMs) {
    const until = Math.min(before, cursor + PAGE * stepMs);
    const page = await asked(() => api.klines({ symbol, interval, from: cursor, before: until, limit: PAGE }));
    const rows = page.filter(({ openTime }) => openTime >= cursor && openTime < until);
    append(candleFile, rows.map(candleRow));
    progress(Math.round((until - from) / stepMs), total);
  }

  const fundingStart = continueAt(fundingFile, FUNDING_HEADER, from, 1);
  for (let cursor = fundingStart; cursor < before; cursor += FUNDING_PAGE_MS) {
    const until = Math.min(before, cursor + FUNDING_PAGE_MS);
    const page = await asked(() => api.fundingHistory({ symbol, from: cursor, before: until, limit: PAGE }));
    append(
      fundingFile,
      page.map(({ at, rate }) => `${at},${formatDecimal(rate)}`),
    );
  }
  return { candleFile, fundingFile, candles: rowsOf(candleFile), rates: rowsOf(fundingFile) };
}

async function asked<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure('unreachable', `Bitunix did not answer: ${reason}; give the same command again to continue`);
  }
}

/** Where a file goes on: behind its last row, or at `from` for a new one, which gets its header. */
function continueAt(path: string, header: string, from: number, stepMs: number): number {
  if (!existsSync(path)) {
    writeFileSync(path, `${header}\n`);
    return from;
  }
  const lines = readFileSync(path, 'utf8').split('\n');
  if (lines[0] !== header) throw new Failure('bad_flag', `${path}: is not a file of ${header}; give another --out`);
  const complete = lines.slice(1, -1); // what follows the last newline was cut off
  writeFileSync(path, `${[header, ...complete].join('\n')}\n`);
  const last = Number((complete.at(-1) ?? '').split(',')[0]);
  return complete.length === 0 ? from : Math.max(from, last + stepMs);
}

function append(path: string, rows: readonly string[]): void {
  if (rows.length > 0) appendFileSync(path, `${rows.join('\n')}\n`);
}

function candleRow({ openTime, open, high, low, close, volume }: Candle): string {
  return [openTime, ...[open, high, low, close, volume].map(formatDecimal)].join(',');
}

function rowsOf(path: string): number {
  return readFileSync(path, 'utf8').trimEnd().split('\n').length - 1;
}

function day(ms: number): string {
  return toIso(ms).slice(0, 10);
}
