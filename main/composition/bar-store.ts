import { averagesOf } from '../../shared/averages.ts';
import type { DecisionMade, SessionEvent } from '../../shared/events.ts';
import { type Bar, barOf } from '../../shared/session-view.ts';

/** Averages that are kept with a bar; a strategy looks at no more than five. */
const MOST_AVERAGES = 6;
const COLUMNS = 6 + MOST_AVERAGES;
const FIRST_AVERAGE = 6;

/** Every bar of a session with its averages, compact, so that a chart can scroll back to its first candle: 96 bytes a bar. */
export class BarStore {
  private values = new Float64Array(COLUMNS * 1024);
  private count = 0;
  /** Names of the averages in the order of their columns. */
  private readonly names: string[] = [];

  add(event: SessionEvent): void {
    if (event.event === 'DecisionMade') this.explain(event);
    if (event.event !== 'CandleProcessed') return;
    if ((this.count + 1) * COLUMNS > this.values.length) {
      const wider = new Float64Array(this.values.length * 2);
      wider.set(this.values);
      this.values = wider;
    }
    const { t, o, h, l, c, v } = barOf(event);
    const start = this.count * COLUMNS;
    this.values.set([t, o, h, l, c, v], start);
    this.values.fill(Number.NaN, start + FIRST_AVERAGE, start + COLUMNS);
    this.count++;
  }

  /** At most `count` bars that opened before `before` (ms UTC), oldest first. */
  before(before: number, count: number): Bar[] {
    const end = this.indexOf(before);
    const bars: Bar[] = [];
    for (let index = Math.max(0, end - count); index < end; index++) {
      const row = this.values.subarray(index * COLUMNS, (index + 1) * COLUMNS);
      const [t = 0, o = 0, h = 0, l = 0, c = 0, v = 0] = row;
      bars.push({ t, o, h, l, c, v, a: this.averages(row) });
    }
    return bars;
  }

  /** The decision of the last bar tells its averages. */
  private explain(decision: DecisionMade): void {
    const start = (this.count - 1) * COLUMNS;
    if (this.count === 0 || this.values[start] !== decision.open_time) return;
    for (const [name, value] of Object.entries(averagesOf(decision) ?? {})) {
      let column = this.names.indexOf(name);
      if (column === -1 && this.names.length < MOST_AVERAGES) column = this.names.push(name) - 1;
      if (column !== -1) this.values[start + FIRST_AVERAGE + column] = value;
    }
  }

  private averages(row: Float64Array): Bar['a'] {
    const known = this.names
      .map((name, column) => [name, row[FIRST_AVERAGE + column] ?? Number.NaN] as const)
      .filter(([, value]) => !Number.isNaN(value));
    return known.length === 0 ? null : Object.fromEntries(known);
  }

  /** Number of bars that opened before `time`. */
  private indexOf(time: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.values[middle * COLUMNS] ?? 0) < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
