import { Random } from '../../../../shared/random.ts';
import { type Candle, firstOf, joined, type PriceKind } from './candle.ts';
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
    let last: Candle | undefined;
    let mark: Candle | undefined;
    for (let i = 0; i < TRADES_PER_MINUTE; i++) {
      const step = this.price * STEP_SHARE * this.settings.volatility;
      this.price = Math.max(1, Math.round(this.price + this.random.uniform(-step, step)));
      const markPrice = Math.max(1, Math.round(this.price * (1 + this.random.uniform(-1e-4, 1e-4))));
      last = before(firstOf(openTime, this.price, lotsOf(this.random, this.meanLots)), last);
      mark = before(firstOf(openTime, markPrice, 0), mark);
    }
    return { last: last as Candle, mark: mark as Candle };
  }
}

function before(earlier: Candle, candle: Candle | undefined): Candle {
  return candle === undefined ? earlier : joined(earlier, candle);
}
