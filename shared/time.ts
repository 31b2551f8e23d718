/** Seconds below, milliseconds above: 1e11 s is the year 5138, 1e11 ms is 1973. */
const SECONDS_LIMIT = 100_000_000_000;
const EARLIEST_MS = 946_684_800_000; // 2000-01-01
const LATEST_MS = 4_102_444_800_000; // 2100-01-01
export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;
export const FUNDING_PERIOD_MS = 28_800_000;

const ISO = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * One reading of every time we meet: seconds, milliseconds (number or text) or ISO 8601 → ms UTC.
 * An ISO text without zone is UTC. Anything else, or a time outside 2000–2100, is `undefined`.
 */
export function parseTimestamp(value: unknown): number | undefined {
  if (typeof value === 'number') return inRange(value < SECONDS_LIMIT ? value * 1000 : value);
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (/^\d+(?:\.\d+)?$/.test(text)) return parseTimestamp(Number(text));
  if (!ISO.test(text) || !isCalendarDay(text.slice(0, 10))) return undefined;
  const zoned = /(?:Z|[+-]\d{2}:?\d{2})$/.test(text.slice(10)) || text.length === 10 ? text : `${text}Z`;
  return inRange(
    Date.parse(
      zoned
        .replace(' ', 'T')
        .replace(',', '.')
        .replace(/(\.\d{3})\d+/, '$1'),
    ),
  );
}

/** False for a day that its month does not have: the platform would roll "2024-02-30" over to 1 March. */
function isCalendarDay(day: string): boolean {
  const ms = Date.parse(day);
  return Number.isFinite(ms) && toIso(ms).startsWith(day);
}

function inRange(ms: number): number | undefined {
  const whole = Math.round(ms);
  return whole >= EARLIEST_MS && whole < LATEST_MS ? whole : undefined;
}

/** The day that was written last: consecutive times mostly share it, and writing a date is what costs. */
let writtenDay = Number.NaN;
let writtenDate = '';

/** ISO 8601 text in UTC with milliseconds: "2024-12-01T00:41:00.000Z". */
export function toIso(ms: number): string {
  const day = Math.floor(ms / DAY_MS);
  if (day !== writtenDay) {
    writtenDate = new Date(day * DAY_MS).toISOString().slice(0, 11);
    writtenDay = day;
  }
  const rest = ms - day * DAY_MS;
  const seconds = Math.floor(rest / 1000);
  const minutes = Math.floor(seconds / 60);
  const clock = `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}:${twoDigits(seconds % 60)}`;
  return `${writtenDate}${clock}.${String(Math.floor(rest % 1000)).padStart(3, '0')}Z`;
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

/** Number of the UTC day that holds `ms`. */
export function utcDay(ms: number): number {
  return Math.floor(ms / DAY_MS);
}
