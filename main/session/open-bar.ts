import type { Quote } from '../../shared/market.ts';
import type { Bar } from '../../shared/session-view.ts';

/** The candle that is still open, built from quotes for display; decisions use closed candles only. */
export class OpenBar {
  private readonly stepMs: number;
  private bar: Bar | null = null;

  constructor(stepMs: number) {
    this.stepMs = stepMs;
  }

  add({ ts, last }: Quote): void {
    const t = Math.floor(ts / this.stepMs) * this.stepMs;
    const { bar } = this;
    this.bar =
      bar === null || bar.t !== t
        ? { t, o: last, h: last, l: last, c: last, v: 0, a: null }
        : { ...bar, h: Math.max(bar.h, last), l: Math.min(bar.l, last), c: last };
  }

  /** The bar so far; its volume is unknown and stands as 0. Null before the first quote. */
  get current(): Bar | null {
    return this.bar;
  }
}
