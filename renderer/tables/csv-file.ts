import { saveText } from '../save-text.ts';

type CsvValue = string | number | boolean | null;

/**
 * Lines of a CSV: comma, LF, a final newline, quotes only where a value needs them. No value begins as a formula would: our
 * codes, times and JSON do not, and a minus stands only before a figure, so nothing is escaped and figures stay figures.
 */
export function csvText(header: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  return `${[header, ...rows].map((row) => row.map(field).join(',')).join('\n')}\n`;
}

function field(value: CsvValue): string {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Lets the browser save a text as a CSV file. */
export function saveCsv(name: string, text: string): void {
  saveText(name, 'text/csv', text);
}
