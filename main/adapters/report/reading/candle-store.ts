/** A candle of the chart: one or more candles of the run. */
export interface Bar {
  /** Open time of the bucket, ms UTC. */
  readonly ts: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

const MINUTE = 60_000;
/** Lengths a chart candle may have, in minutes: those a trader knows from charts. */
const LADDER = [1, 2, 3, 5, 10, 15, 30, 60, 120, 240, 360, 720, 1440, 2 * 1440, 7 * 1440, 28 * 1440, 91 * 1440];

/** All candles of a run in flat arrays (40 bytes each), to be thinned out when the whole range is known. */
export class CandleStore {
  private rows = new Float64Array(5 * 4096);
  count = 0;
  /** Shortest distance of two candles, ms. */
  private step = Number.POSITIVE_INFINITY;

  /** Candles that are not later than the newest, or not a price, are passed over. */
  add(openTime: number, open: number, high: number, low: number, close: number): void {
    const last = this.count === 0 ? -1 : (this.rows[5 * (this.count - 1)] ?? -1);
    if (!(openTime > last && low > 0 && high >= low && Number.isFinite(high + open + close))) return;
    if (this.count > 0) this.step = Math.min(this.step, openTime - last);
    if (5 * this.count === this.rows.length) {
      const wider = new Float64Array(2 * this.rows.length);
      wider.set(this.rows);
      this.rows = wider;
    }
    this.rows.set([openTime, open, high, low, close], 5 * this.count++);
  }

  /** Length of a candle, ms; a minute when there are too few to tell. */
  get stepMs(): number {
    return Number.isFinite(this.step) ? this.step : MINUTE;
  }

  /** First open time and end of the last candle, ms UTC. */
  get span(): readonly [number, number] | null {
    if (this.count === 0) return null;
    return [this.rows[0] ?? 0, (this.rows[5 * (this.count - 1)] ?? 0) + this.stepMs];
  }

  /** Stretches [from, to) without candles between others, ms UTC: the longest `limit` in the order of time, and how many there are. */
  holes(limit: number): { readonly holes: readonly (readonly [number, number])[]; readonly total: number } {
    const all: (readonly [number, number])[] = [];
    for (let at = 5; at < 5 * this.count; at += 5) {
      const expected = (this.rows[at - 5] ?? 0) + this.stepMs;
      const found = this.rows[at] ?? 0;
      if (found > expected) all.push([expected, found]);
    }
    const longest = all.toSorted((a, b) => b[1] - b[0] - (a[1] - a[0])).slice(0, limit);
    return { holes: longest.sort((a, b) => a[0] - b[0]), total: all.length };
  }

  /** At most about `limit` candles, of the shortest usual length that gives so few, aligned to UTC. */
  bars(limit: number): { readonly bars: readonly Bar[]; readonly lengthMs: number } {
    const [from, to] = this.span ?? [0, 0];
    const enough = LADDER.map((minutes) => minutes * MINUTE).filter(
      (ms) => ms >= this.stepMs && ms % this.stepMs === 0,
    );
    const lengthMs = enough.find((ms) => (to - from) / ms <= limit) ?? Math.max(this.stepMs, (to - from) / limit);
    const bars: { -readonly [Key in keyof Bar]: Bar[Key] }[] = [];
    const { rows } = this;
    for (let at = 0; at < 5 * this.count; at += 5) {
      const ts = Math.floor((rows[at] ?? 0) / lengthMs) * lengthMs;
      const [high, low, close] = [rows[at + 2] ?? 0, rows[at + 3] ?? 0, rows[at + 4] ?? 0];
      const bar = bars.at(-1);
      if (bar === undefined || bar.ts !== ts) {
        bars.push({ ts, open: rows[at + 1] ?? 0, high, low, close });
        continue;
      }
      bar.high = Math.max(bar.high, high);
      bar.low = Math.min(bar.low, low);
      bar.close = close;
    }
    return { bars, lengthMs };
  }
}
