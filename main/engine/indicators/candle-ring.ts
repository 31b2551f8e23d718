import type { Candle } from '../../../shared/market.ts';

/** The last `length` closed candles, oldest first when read. */
export class CandleRing {
  private readonly candles: Candle[] = [];
  private readonly length: number;
  private next = 0;

  constructor(length: number) {
    this.length = length;
  }

  push(candle: Candle): void {
    if (this.candles.length < this.length) this.candles.push(candle);
    else this.candles[this.next] = candle;
    this.next = this.next + 1 === this.length ? 0 : this.next + 1;
  }

  get count(): number {
    return this.candles.length;
  }

  /** The candle `back` places before the newest; 0 is the newest. */
  at(back: number): Candle | undefined {
    if (back < 0 || back >= this.candles.length) return undefined;
    const place = this.next - 1 - back;
    return this.candles[place < 0 ? place + this.length : place];
  }

  /** The last `count` candles, oldest first. */
  last(count: number): Candle[] {
    const found: Candle[] = [];
    for (let back = Math.min(count, this.candles.length) - 1; back >= 0; back--) {
      const candle = this.at(back);
      if (candle !== undefined) found.push(candle);
    }
    return found;
  }
}
