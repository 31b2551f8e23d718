import { MINUTE_MS, toIso } from '../../../shared/time.ts';
import { CsvFile, lineAt } from './csv-file.ts';
import { type Fault, isFault, isHeader, quoted, readDecimal, readTime, splitFields } from './csv-text.ts';

const FUNDING_COLUMNS = 'ts_ms,rate';

/** The funding rate of one settlement. */
export interface FundingRate {
  /** Time of the settlement, ms UTC, a whole minute. */
  readonly ts: number;
  /** Fraction of the notional: 0.0001 is 0.01 %. Longs pay a positive rate. */
  readonly rate: number;
}

/**
 * Reads a CSV file of funding rates `ts_ms,rate`, in order of time. Stamps are rounded to the minute: files stamp some ms late.
 * Identical duplicates are dropped; whatever is wrong with the file is a Failure that names the line.
 */
export function readFundingCsv(path: string): readonly FundingRate[] {
  const file = new CsvFile(path, FUNDING_COLUMNS);
  const rates = new Map<number, { readonly rate: number; readonly line: number }>();
  let isFirst = true;
  for (const { line, text } of textLines(file)) {
    const row = parseLine(text, isFirst);
    isFirst = false;
    if (row === undefined) continue;
    if (isFault(row)) throw file.lineFailure(line, row.fault);
    const { ts, rate } = row;
    const other = rates.get(ts);
    if (other === undefined) rates.set(ts, { rate, line });
    else if (other.rate !== rate) {
      throw file.lineFailure(
        line,
        `differs from line ${other.line}, which settles in the same minute ${toIso(ts)}; a settlement may have one rate only`,
      );
    }
  }
  if (rates.size === 0) throw file.fileFailure(isFirst ? 'is empty' : 'has a header but no rows');
  return [...rates].map(([ts, { rate }]) => ({ ts, rate })).sort((a, b) => a.ts - b.ts);
}

/** Lines that are not empty, with their numbers from 1. */
function* textLines(file: CsvFile): Generator<{ readonly line: number; readonly text: string }> {
  let line = 0;
  for (const { bytes, start, end } of file.windows()) {
    for (let position = start; position < end; ) {
      const { text, next } = lineAt(bytes, position);
      position = next;
      line++;
      if (text.trim() !== '') yield { line, text };
    }
  }
}

/** One line as a rate, `undefined` for a header, or what is wrong with it. */
function parseLine(text: string, mayBeHeader: boolean): FundingRate | undefined | Fault {
  const fields = splitFields(text, FUNDING_COLUMNS);
  if (isFault(fields)) return fields;
  const [time = '', fraction = ''] = fields;
  if (mayBeHeader && isHeader(fields)) {
    if (/rate/i.test(fraction)) return undefined;
    return { fault: `column 2 is ${quoted(fraction)}; the header must be ${FUNDING_COLUMNS}` };
  }
  const ts = readTime(time);
  if (isFault(ts)) return ts;
  const rate = readDecimal(fraction, 'rate', '0.0001');
  if (isFault(rate)) return rate;
  if (Math.abs(rate) > 1) return { fault: `rate ${quoted(fraction)} is too large; allowed is a fraction from -1 to 1` };
  return { ts: Math.round(ts / MINUTE_MS) * MINUTE_MS, rate };
}
