import type { Quote } from '../../shared/market.ts';
import type { Bar } from '../../shared/session-view.ts';

/** The candle that is still open, built from quotes for display; decisions use closed candles only. */
export class OpenBar {
  private readonly stepMs: number;
  private bar: Bar | null = null;

  constructor(stepMs: number) {
    this.stepMs = stepMs;
  }

  /** `volume` is what was traded in the candle so far; undefined when that is not known. */
  add({ ts, last }: Quote, volume: number | undefined): void {
    const t = Math.floor(ts / this.stepMs) * this.stepMs;
    const { bar } = this;
    this.bar =
      bar === null || bar.t !== t
        ? { t, o: last, h: last, l: last, c: last, v: volume ?? 0, a: null }
        : { ...bar, h: Math.max(bar.h, last), l: Math.min(bar.l, last), c: last, v: volume ?? bar.v };
  }

  /** The bar so far; a volume that is unknown stands as 0. Null before the first quote. */
  get current(): Bar | null {
    return this.bar;
  }
}
