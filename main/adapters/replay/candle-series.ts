import type { Interval } from '../../../shared/interval.ts';
import { toIso } from '../../../shared/time.ts';
import { ROW_LENGTH } from './candle-row.ts';
import type { RowBlock } from './candle-rows.ts';
import { CandleSteps, type Holes } from './candle-steps.ts';
import type { CsvFile } from './csv-file.ts';

/** What a series of rows in order of time is made of. */
export interface SeriesFacts {
  readonly interval: Interval;
  /** Candles: rows without their duplicates. */
  readonly rows: number;
  /** Identical repetitions of a row, passed over. */
  readonly duplicates: number;
  readonly holes: Holes;
  readonly firstOpenTime: number;
  readonly lastOpenTime: number;
}

/**
 * Checks rows against the rows before them, in constant memory. `undefined` when they are not in order of time; throws the failure
 * of the first row that contradicts another. `rows` may be asked for its rows twice.
 */
export function checkSeries(
  file: CsvFile,
  rows: () => Iterable<RowBlock>,
  interval: Interval | undefined,
): SeriesFacts | undefined {
  const series = new CandleSeries(file, interval);
  for (const block of rows()) {
    if (!series.add(block)) return undefined;
  }
  const facts = series.facts;
  // The interval is known only now; with it given, the second look stops at the row that does not fit.
  return series.isIrregular ? checkSeries(file, rows, facts.interval) : facts;
}

class CandleSeries {
  private readonly file: CsvFile;
  private readonly steps: CandleSteps;
  /** The row before, and its line. */
  private readonly last = new Float64Array(ROW_LENGTH);
  private lastLine = 0;
  private rows = 0;
  private duplicates = 0;
  private firstOpenTime = 0;

  constructor(file: CsvFile, interval: Interval | undefined) {
    this.file = file;
    this.steps = new CandleSteps(file, interval);
  }

  /** Adds the rows of a block. False, at once, when one opens before the row before it. */
  add({ values, lines, count }: RowBlock): boolean {
    let lastOpenTime = this.last[0] ?? 0;
    let lastRow = -1;
    for (let row = 0; row < count; row++) {
      const openTime = values[row * ROW_LENGTH] ?? 0;
      const line = lines[row] ?? 0;
      if (openTime < lastOpenTime) return false;
      if (openTime === lastOpenTime) {
        if (lastRow >= 0) this.keep(values, lastRow);
        this.checkDuplicate(values, row, line);
        continue;
      }
      if (this.rows === 0) this.firstOpenTime = openTime;
      else this.steps.note(openTime - lastOpenTime, lastOpenTime, this.lastLine, line);
      lastOpenTime = openTime;
      lastRow = row;
      this.lastLine = line;
      this.rows++;
    }
    if (lastRow >= 0) this.keep(values, lastRow);
    return true;
  }

  private keep(values: Float64Array, row: number): void {
    this.last.set(values.subarray(row * ROW_LENGTH, (row + 1) * ROW_LENGTH));
  }

  private checkDuplicate(values: Float64Array, row: number, line: number): void {
    const { last, lastLine } = this;
    if (last.some((value, i) => value !== values[row * ROW_LENGTH + i])) {
      throw this.file.lineFailure(
        line,
        `differs from line ${lastLine}, which opens at the same time ${toIso(last[0] ?? 0)}; a time may have one row only`,
      );
    }
    this.duplicates++;
  }

  get isIrregular(): boolean {
    return this.steps.isIrregular;
  }

  get facts(): SeriesFacts {
    const { rows, duplicates, firstOpenTime, steps } = this;
    const lastOpenTime = this.last[0] ?? 0;
    return { interval: steps.interval, rows, duplicates, holes: steps.holes, firstOpenTime, lastOpenTime };
  }
}
