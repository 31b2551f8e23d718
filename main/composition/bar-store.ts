import type { SessionEvent } from '../../shared/events.ts';
import type { Bar } from '../../shared/session-view.ts';

const COLUMNS = 6;

/** Every bar of a session, compact, so that a chart can scroll back to its first candle: 48 bytes a bar. */
export class BarStore {
  private values = new Float64Array(COLUMNS * 1024);
  private count = 0;

  add(event: SessionEvent): void {
    if (event.event !== 'CandleProcessed') return;
    if ((this.count + 1) * COLUMNS > this.values.length) {
      const wider = new Float64Array(this.values.length * 2);
      wider.set(this.values);
      this.values = wider;
    }
    const { open_time, open, high, low, close, volume } = event;
    this.values.set(
      [open_time, Number(open), Number(high), Number(low), Number(close), Number(volume)],
      this.count * COLUMNS,
    );
    this.count++;
  }

  /** At most `count` bars that opened before `before` (ms UTC), oldest first. */
  before(before: number, count: number): Bar[] {
    const end = this.indexOf(before);
    const bars: Bar[] = [];
    for (let index = Math.max(0, end - count); index < end; index++) {
      const [t = 0, o = 0, h = 0, l = 0, c = 0, v = 0] = this.values.subarray(index * COLUMNS, (index + 1) * COLUMNS);
      bars.push({ t, o, h, l, c, v });
    }
    return bars;
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
