import { candleFault } from '../../../shared/market.ts';
import { type Fault, isFault, isHeader, quoted, readDecimal, readTime, splitFields } from './csv-text.ts';

export const CANDLE_COLUMNS = 'ts_ms,open,high,low,close,volume';
/** Numbers of one row: open time in ms, open, high, low, close, volume. */
export const ROW_LENGTH = 6;

const NAMES = CANDLE_COLUMNS.split(',');
/** Money is exact up to 90 million USDT; volumes beyond this bound are no volumes. */
const MAX_PRICE = 90_000_000;
const MAX_VOLUME = 1e12;

/** One line as the six numbers of a row, `undefined` for a header, or what is wrong with it. */
export function parseCandleLine(line: string, mayBeHeader: boolean): readonly number[] | undefined | Fault {
  const fields = splitFields(line, CANDLE_COLUMNS);
  if (isFault(fields)) return fields;
  if (mayBeHeader && isHeader(fields)) return headerFault(fields);
  const row: number[] = [];
  for (const [i, field] of fields.entries()) {
    const value = i === 0 ? readTime(field) : readDecimal(field, NAMES[i] ?? '', '96440.5');
    if (isFault(value)) return value;
    row.push(value);
  }
  return row;
}

/** Columns in another order would be read as wrong prices, so their names are checked; the time's name is free. */
function headerFault(fields: readonly string[]): Fault | undefined {
  const wrong = fields.findIndex((field, i) => i > 0 && field.toLowerCase() !== NAMES[i]);
  if (wrong < 0) return undefined;
  return { fault: `column ${wrong + 1} is ${quoted(fields[wrong] ?? '')}; the header must be ${CANDLE_COLUMNS}` };
}

/** True when the row at `at` can be used as a candle: the cheap test of what `rowFault` explains. */
export function isSoundRow(values: Float64Array, at: number): boolean {
  const open = values[at + 1] ?? 0;
  const high = values[at + 2] ?? 0;
  const low = values[at + 3] ?? 0;
  const close = values[at + 4] ?? 0;
  const volume = values[at + 5] ?? 0;
  return (
    low > 0 &&
    low <= open &&
    low <= close &&
    open <= high &&
    close <= high &&
    high <= MAX_PRICE &&
    volume >= 0 &&
    volume <= MAX_VOLUME
  );
}

/** Why the row at `at` can't be used, with what is allowed. */
export function rowFault(values: Float64Array, at: number): string {
  const [openTime = 0, open = 0, high = 0, low = 0, close = 0, volume = 0] = values.subarray(at, at + ROW_LENGTH);
  const fault = candleFault({ openTime, open, high, low, close, volume });
  const allowed = `allowed are 0 < low ≤ open, close ≤ high and volume ≥ 0`;
  if (fault !== undefined) return `${fault}; ${allowed}`;
  return `a number is too large; allowed are prices up to ${MAX_PRICE} and volumes up to ${MAX_VOLUME}`;
}
