const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720, 1440, 2 * 1440, 5 * 1440, 7 * 1440, 14 * 1440].map(
  (minutes) => minutes * MINUTE,
);
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export interface TimeTick {
  /** ms UTC. */
  readonly ts: number;
  readonly label: string;
  /** The start of a day among hours, of a month among days, of a year among months. */
  readonly isMajor: boolean;
}

/** At most about `count` moments of a span with labels in UTC, aligned to the clock or the calendar. */
export function timeTicks(from: number, to: number, count: number): readonly TimeTick[] {
  const step = STEPS.find((ms) => (to - from) / ms <= count);
  if (step === undefined) return monthTicks(from, to, count);
  const ticks: TimeTick[] = [];
  for (let ts = Math.ceil(from / step) * step; ts <= to; ts += step) {
    const date = new Date(ts);
    const isMidnight = ts % DAY === 0;
    const isMajor = step < DAY ? isMidnight : date.getUTCDate() === 1;
    ticks.push({ ts, label: step < DAY && !isMidnight ? clock(date) : dayLabel(date), isMajor });
  }
  return ticks;
}

/** "5 Dec" */
function dayLabel(date: Date): string {
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
}

function clock(date: Date): string {
  return date.toISOString().slice(11, 16);
}

function monthTicks(from: number, to: number, count: number): readonly TimeTick[] {
  const months = Math.max(1, Math.ceil((to - from) / (30.4 * DAY) / count));
  const every = [1, 2, 3, 6, 12].find((size) => size >= months) ?? 12 * Math.ceil(months / 12);
  const start = new Date(from);
  const ticks: TimeTick[] = [];
  for (let index = start.getUTCFullYear() * 12 + start.getUTCMonth(); ; index++) {
    const [year, month] = [Math.floor(index / 12), index % 12];
    const ts = Date.UTC(year, month, 1);
    if (ts > to) return ticks;
    if (ts < from || index % every !== 0) continue;
    ticks.push({ ts, label: month === 0 ? String(year) : (MONTHS[month] ?? ''), isMajor: month === 0 });
  }
}

/** Length of a chart candle in the words of a chart: "5 min", "4 h", "1 d". */
export function lengthWords(ms: number): string {
  if (ms % DAY === 0) return `${ms / DAY} d`;
  if (ms % HOUR === 0) return `${ms / HOUR} h`;
  return ms % MINUTE === 0 ? `${ms / MINUTE} min` : `${ms / 1000} s`;
}
