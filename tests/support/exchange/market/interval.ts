const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** 1970-01-01 was a Thursday. */
const FIRST_MONDAY = 4 * DAY_MS;

/** One kline interval, with its spelling in REST and in WebSocket channels (undefined: not served there). */
export interface Interval {
  readonly rest: string | undefined;
  readonly ws: string | undefined;
  /** Open time of the bar that `time` falls into, ms UTC. */
  openOf(time: number): number;
  /** Open time of the bar after the one that opens at `openTime`. */
  nextOf(openTime: number): number;
}

function fixed(rest: string | undefined, ws: string | undefined, lengthMs: number, phaseMs = 0): Interval {
  return {
    rest,
    ws,
    openOf: (time) => Math.floor((time - phaseMs) / lengthMs) * lengthMs + phaseMs,
    nextOf: (openTime) => openTime + lengthMs,
  };
}

const MONTH: Interval = {
  rest: '1M',
  ws: '1month',
  openOf: (time) => monthStart(time, 0),
  nextOf: (openTime) => monthStart(openTime, 1),
};

function monthStart(time: number, later: number): number {
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + later, 1);
}

/**
 * Bitunix futures API, "Get Kline" and the channels "market_kline_<interval>". 3m and 10m are not documented but work by
 * REST. Where 3d and 1w begin is not documented: here 3d counts from 1970-01-01 and 1w begins on Monday.
 */
export const INTERVALS: readonly Interval[] = [
  fixed('1m', '1min', MINUTE_MS),
  fixed('3m', '3min', 3 * MINUTE_MS),
  fixed('5m', '5min', 5 * MINUTE_MS),
  fixed('10m', undefined, 10 * MINUTE_MS),
  fixed('15m', '15min', 15 * MINUTE_MS),
  fixed('30m', '30min', 30 * MINUTE_MS),
  fixed('1h', '60min', HOUR_MS),
  fixed('2h', '2h', 2 * HOUR_MS),
  fixed('4h', '4h', 4 * HOUR_MS),
  fixed('6h', '6h', 6 * HOUR_MS),
  fixed('8h', '8h', 8 * HOUR_MS),
  fixed('12h', '12h', 12 * HOUR_MS),
  fixed('1d', '1day', DAY_MS),
  fixed('3d', '3day', 3 * DAY_MS),
  fixed('1w', '1week', WEEK_MS, FIRST_MONDAY),
  MONTH,
];

/** What the error for another interval lists. */
export const DOCUMENTED_INTERVALS: readonly string[] = '1m 5m 15m 30m 1h 2h 4h 6h 8h 12h 1d 3d 1w 1M'.split(' ');

export function restInterval(name: string): Interval | undefined {
  return INTERVALS.find(({ rest }) => rest === name);
}

export function socketInterval(name: string): Interval | undefined {
  return INTERVALS.find(({ ws }) => ws === name);
}
