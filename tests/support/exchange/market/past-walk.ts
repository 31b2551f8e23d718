import { Random } from '../../../../shared/random.ts';
import type { Candle, PriceKind } from './candle.ts';
import { unitsOf } from './decimal-text.ts';
import { lotsOf, type WalkSettings } from './live-walk.ts';

const MINUTE_MS = 60_000;
const TRADES_PER_MINUTE = 8;
const STEP_SHARE = 0.0003;

export type MinuteCandles = Readonly<Record<PriceKind, Candle>>;

/** The minutes before the start, walked backwards from the start price, and only as far as somebody asks. */
export class PastWalk {
  private readonly settings: WalkSettings;
  private readonly random: Random;
  private readonly meanLots: number;
  /** Newest first. */
  private readonly minutes: MinuteCandles[] = [];
  private readonly startMinute: number;
  private price: number;

  constructor(settings: WalkSettings, startMinute: number, startPrice: number) {
    this.settings = settings;
    this.random = new Random(settings.seed, settings.stream + 1000);
    const { typicalSize, basePrecision } = settings.instrument;
    this.meanLots = unitsOf((typicalSize * 60 * settings.tradesPerSecond) / TRADES_PER_MINUTE, basePrecision);
    this.startMinute = startMinute;
    this.price = startPrice;
  }

  /** The minute that opens at `openTime`, which lies before the start. */
  at(openTime: number): MinuteCandles | undefined {
    const index = (this.startMinute - openTime) / MINUTE_MS - 1;
    while (this.minutes.length <= index) this.minutes.push(this.earlierMinute());
    return this.minutes[index];
  }

  private earlierMinute(): MinuteCandles {
    const openTime = this.startMinute - (this.minutes.length + 1) * MINUTE_MS;
    const last = new Backwards(openTime);
    const mark = new Backwards(openTime);
    for (let i = 0; i < TRADES_PER_MINUTE; i++) {
      const step = this.price * STEP_SHARE * this.settings.volatility;
      this.price = Math.max(1, Math.round(this.price + this.random.uniform(-step, step)));
      last.addEarlier(this.price, lotsOf(this.random, this.meanLots));
      mark.addEarlier(Math.max(1, Math.round(this.price * (1 + this.random.uniform(-1e-4, 1e-4)))), 0);
    }
    return { last, mark };
  }
}

/** A bar that is built from its last trade to its first. */
class Backwards implements Candle {
  readonly openTime: number;
  open = 0;
  high = 0;
  low = Number.MAX_SAFE_INTEGER;
  close = 0;
  lots = 0;
  turnover = 0;

  constructor(openTime: number) {
    this.openTime = openTime;
  }

  addEarlier(price: number, lots: number): void {
    if (this.open === 0) this.close = price;
    this.open = price;
    this.high = Math.max(this.high, price);
    this.low = Math.min(this.low, price);
    this.lots += lots;
    this.turnover += price * lots;
  }
}
