import { parseTimestamp } from '../../../shared/time.ts';

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const SHOWN_LENGTH = 40;

/** What is wrong with a text, as the second half of a sentence. */
export interface Fault {
  readonly fault: string;
}

export function isFault<T>(value: T | Fault): value is Fault {
  return typeof value === 'object' && value !== null && 'fault' in value;
}

/** The fields of a line, trimmed; a fault when it is no text or has not exactly the given columns. */
export function splitFields(line: string, columns: string): readonly string[] | Fault {
  const wanted = columns.split(',').length;
  // U+FFFD stands for bytes that are no UTF-8; neither it nor a zero byte is ever part of a row.
  if (/[\0\uFFFD]/.test(line)) return { fault: `is not UTF-8 text; a row is ${columns}` };
  if (line.includes('"')) return { fault: `has quotes; a row is ${columns}, without quotes` };
  const fields = line.split(',').map((field) => field.trim());
  if (fields.length === wanted) return fields;
  const found = `${fields.length} ${fields.length === 1 ? 'column' : 'columns'}`;
  return { fault: `has ${found}; a row has ${wanted}: ${columns}` };
}

/** Seconds, milliseconds or ISO 8601 → ms UTC. */
export function readTime(field: string): number | Fault {
  return (
    parseTimestamp(field) ?? {
      fault: `${quoted(field)} is not a time; allowed are seconds, milliseconds or ISO 8601, years 2000 to 2099`,
    }
  );
}

/** A plain decimal, an exponent allowed. Not "NaN", "Infinity", "0x10" or an empty field. */
export function readDecimal(field: string, name: string, example: string): number | Fault {
  if (DECIMAL.test(field)) return Number(field);
  return { fault: `${name} ${quoted(field)} is not a number; allowed is a decimal like ${example}` };
}

/** True for a line of names, as opposed to one of values. Only the first line may be one. */
export function isHeader(fields: readonly string[]): boolean {
  return fields.every((field) => /^[a-z_]/i.test(field) && !/^(?:nan|inf|null|none|undefined)/i.test(field));
}

/** A field as it is shown in a message: in quotes, cut when long. */
export function quoted(field: string): string {
  return JSON.stringify(field.length > SHOWN_LENGTH ? `${field.slice(0, SHOWN_LENGTH)}…` : field);
}
