import { createHash } from 'node:crypto';
import type { Interval } from '../../../shared/interval.ts';
import type { Candle } from '../../../shared/market.ts';
import { CANDLE_COLUMNS, ROW_LENGTH } from './candle-row.ts';
import { type RowBlock, readCandleRows } from './candle-rows.ts';
import { checkSeries, type SeriesFacts } from './candle-series.ts';
import { CsvFile } from './csv-file.ts';
import { loadSortedRows } from './sorted-rows.ts';

const BATCH_CANDLES = 1024;

/** A candle file that has been checked from its first to its last byte. */
export interface CandleFile extends SeriesFacts {
  readonly path: string;
  /** Hash of its content, hexadecimal. */
  readonly sha256: string;
  /** False when its rows had to be sorted, which takes memory for all of them. */
  readonly isSorted: boolean;
  /** The candles in order of time, those after `afterOpenTime` when it is given. A file that changed meanwhile is a Failure. */
  batches(afterOpenTime?: number): Iterable<readonly Candle[]>;
}

/**
 * Opens a CSV file of candles `ts_ms,open,high,low,close,volume`: header optional, times in s, ms or ISO, LF or CRLF. The whole
 * file is checked first; whatever is wrong with it is a Failure that names the line. Without `interval` the smallest step
 * between rows is the interval, and 1m for a single row.
 */
export function openCandleCsv(path: string, options: { readonly interval?: Interval | undefined } = {}): CandleFile {
  const file = new CsvFile(path, CANDLE_COLUMNS);
  const { interval } = options;
  const hash = createHash('sha256');
  const facts = checkSeries(file, () => readCandleRows(file, (bytes) => hash.update(bytes)), interval);
  if (facts !== undefined) {
    return candleFile(path, facts, { sha256: hash.digest('hex'), isSorted: true, rows: () => readCandleRows(file) });
  }
  const hashAgain = createHash('sha256');
  const sorted = [loadSortedRows(file, (bytes) => hashAgain.update(bytes))];
  const sortedFacts = checkSeries(file, () => sorted, interval);
  if (sortedFacts === undefined) throw new Error('sorted rows are out of order');
  return candleFile(path, sortedFacts, { sha256: hashAgain.digest('hex'), isSorted: false, rows: () => sorted });
}

interface CheckedRows {
  readonly sha256: string;
  readonly isSorted: boolean;
  readonly rows: () => Iterable<RowBlock>;
}

function candleFile(path: string, facts: SeriesFacts, { sha256, isSorted, rows }: CheckedRows): CandleFile {
  const batches = (afterOpenTime?: number) => ({ [Symbol.iterator]: () => candleBatches(rows(), afterOpenTime) });
  return { path, ...facts, sha256, isSorted, batches };
}

function* candleBatches(blocks: Iterable<RowBlock>, afterOpenTime = 0): Generator<readonly Candle[]> {
  let lastOpenTime = afterOpenTime;
  let batch: Candle[] = [];
  for (const { values, count } of blocks) {
    for (let row = 0, at = 0; row < count; row++, at += ROW_LENGTH) {
      const openTime = values[at] ?? 0;
      if (openTime <= lastOpenTime) continue;
      lastOpenTime = openTime;
      batch.push({
        openTime,
        open: values[at + 1] ?? 0,
        high: values[at + 2] ?? 0,
        low: values[at + 3] ?? 0,
        close: values[at + 4] ?? 0,
        volume: values[at + 5] ?? 0,
      });
      if (batch.length === BATCH_CANDLES) {
        yield batch;
        batch = [];
      }
    }
  }
  if (batch.length > 0) yield batch;
}
