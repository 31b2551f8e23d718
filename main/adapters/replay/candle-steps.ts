import { INTERVAL_NAMES, type Interval, intervalMs, intervalOfMs } from '../../../shared/interval.ts';
import { MINUTE_MS } from '../../../shared/time.ts';
import type { CsvFile } from './csv-file.ts';

/** Stretches without candles: how many, how many candles are missing in all, and the first of them. */
export interface Holes {
  readonly count: number;
  readonly missing: number;
  /** Open time of the first missing candle, and the line of the row behind it; null without holes. */
  readonly first: { readonly openTime: number; readonly line: number } | null;
}

/** A step between two rows: the open time and line of the earlier, the line of the later. */
interface Step {
  readonly from: number;
  readonly fromLine: number;
  readonly line: number;
}

/** The steps between the rows of a series: their unit is the interval, given or else the smallest step; longer ones are holes. */
export class CandleSteps {
  private readonly file: CsvFile;
  private readonly isGiven: boolean;
  private unit: number;
  private total = 0;
  private count = 0;
  private unitCount = 0;
  /** Greatest common divisor of all steps: the unit, unless a step is no multiple of it. */
  private common: number;
  private firstStep: Step | null = null;
  private firstUnit: Step | null = null;
  private firstLonger: Step | null = null;

  constructor(file: CsvFile, interval: Interval | undefined) {
    this.file = file;
    this.isGiven = interval !== undefined;
    this.unit = interval === undefined ? Number.POSITIVE_INFINITY : intervalMs(interval);
    this.common = interval === undefined ? 0 : this.unit;
  }

  /** Notes a step of more than 0 ms. Throws when it is no multiple of a given interval. */
  note(length: number, from: number, fromLine: number, line: number): void {
    this.total += length;
    this.count++;
    if (length === this.unit) this.unitCount++;
    else this.noteOther(length, { from, fromLine, line });
  }

  private noteOther(length: number, step: Step): void {
    this.firstStep ??= step;
    this.common = greatestCommonDivisor(this.common, length);
    if (this.isGiven && this.common !== this.unit) throw this.misfit(length, step);
    if (length > this.unit) {
      this.firstLonger ??= step;
      return;
    }
    this.firstLonger = this.count === 1 ? null : this.firstStep;
    this.unit = length;
    this.unitCount = 1;
    this.firstUnit = step;
  }

  /** The interval; 1m when there was no step to tell. Throws when the smallest step is no known interval. */
  get interval(): Interval {
    if (this.count === 0 && !this.isGiven) return '1m';
    const interval = intervalOfMs(this.unit);
    if (interval !== undefined) return interval;
    const { fromLine, line } = this.firstUnit ?? { fromLine: 0, line: 0 };
    throw this.file.lineFailure(
      line,
      `opens ${spanText(this.unit)} after line ${fromLine}, and no interval is that long; known are ${INTERVAL_NAMES.join(', ')}`,
    );
  }

  /** True when some step is no multiple of the interval found. */
  get isIrregular(): boolean {
    return this.count > 0 && this.common !== this.unit;
  }

  get holes(): Holes {
    const { firstLonger, unit } = this;
    if (firstLonger === null) return { count: 0, missing: 0, first: null };
    return {
      count: this.count - this.unitCount,
      missing: this.total / unit - this.count,
      first: { openTime: firstLonger.from + unit, line: firstLonger.line },
    };
  }

  private misfit(length: number, { fromLine, line }: Step): Error {
    const interval = intervalOfMs(this.unit) ?? '';
    return this.file.lineFailure(
      line,
      `opens ${spanText(length)} after line ${fromLine}; candles of ${interval} are a multiple of ${interval} apart`,
    );
  }
}

function greatestCommonDivisor(a: number, b: number): number {
  let [large, small] = [a, b];
  while (small !== 0) [large, small] = [small, large % small];
  return large;
}

/** A span as people read it: "2 min", "90 s", "1500 ms". */
function spanText(ms: number): string {
  if (ms % MINUTE_MS === 0) return `${ms / MINUTE_MS} min`;
  return ms % 1000 === 0 ? `${ms / 1000} s` : `${ms} ms`;
}
