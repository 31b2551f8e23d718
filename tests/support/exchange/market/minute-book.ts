import { type Candle, firstOf, joined, type PriceKind } from './candle.ts';
import type { PastWalk } from './past-walk.ts';
import type { Trade } from './trade.ts';

const MINUTE_MS = 60_000;

/** All one-minute bars of a market: the walked past, and what the trades since the start add up to. */
export class MinuteBook {
  readonly startMinute: number;
  /** Nothing exists before this time. */
  readonly firstMinute: number;
  private readonly past: PastWalk;
  private readonly live: Record<PriceKind, (Candle | undefined)[]> = { last: [], mark: [] };

  constructor(past: PastWalk, startMinute: number, pastMinutes: number) {
    this.past = past;
    this.startMinute = startMinute;
    this.firstMinute = startMinute - pastMinutes * MINUTE_MS;
  }

  add(trade: Trade): void {
    this.put('last', trade.time, trade.price, trade.lots);
    this.put('mark', trade.time, trade.mark, 0);
  }

  /** The bar that opens at `openTime`, or undefined if nothing was traded in it (yet). */
  at(kind: PriceKind, openTime: number): Candle | undefined {
    if (openTime < this.firstMinute) return undefined;
    if (openTime >= this.startMinute) return this.live[kind][(openTime - this.startMinute) / MINUTE_MS];
    return this.past.at(openTime)?.[kind];
  }

  private put(kind: PriceKind, time: number, price: number, lots: number): void {
    const index = Math.floor((time - this.startMinute) / MINUTE_MS);
    const candle = this.live[kind][index];
    const addition = firstOf(this.startMinute + index * MINUTE_MS, price, lots);
    this.live[kind][index] = candle === undefined ? addition : joined(candle, addition);
  }
}
