import { Random } from '../../../../shared/random.ts';
import { unitsOf } from './decimal-text.ts';
import type { Instrument } from './instrument.ts';
import type { Trade } from './trade.ts';

export interface WalkSettings {
  readonly instrument: Instrument;
  readonly seed: number;
  /** Number of the symbol, so that each walks on its own. */
  readonly stream: number;
  /** Mean number of trades in a second. */
  readonly tradesPerSecond: number;
  /** 1 is about 0.05 % a minute. */
  readonly volatility: number;
}

const STEP_SHARE = 0.0009;
const BASIS_DECAY = 0.98;
const BASIS_STEP_SHARE = 0.00002;
const BASIS_MEAN_WEIGHT = 0.001;

/** The trades from the start on: a seeded random walk whose trades depend on nothing but seed, start and settings. */
export class LiveWalk {
  private readonly settings: WalkSettings;
  private readonly random: Random;
  private readonly meanLots: number;
  private price: number;
  private basis = 0;
  private basisMean = 0;
  private count = 0;
  /** When the next trade happens, ms UTC. */
  nextTime: number;

  constructor(settings: WalkSettings, startTime: number, startPrice: number) {
    this.settings = settings;
    this.random = new Random(settings.seed, settings.stream);
    this.meanLots = unitsOf(settings.instrument.typicalSize, settings.instrument.basePrecision);
    this.price = startPrice;
    this.nextTime = startTime + this.pause();
  }

  next(): Trade {
    const { random } = this;
    const { volatility, tradesPerSecond } = this.settings;
    const step = (this.price * STEP_SHARE * volatility) / Math.sqrt(60 * tradesPerSecond);
    this.price = Math.max(1, Math.round(this.price + random.uniform(-step, step)));
    const basisStep = this.price * BASIS_STEP_SHARE;
    this.basis = this.basis * BASIS_DECAY + random.uniform(-basisStep, basisStep);
    this.basisMean += (-this.basis - this.basisMean) * BASIS_MEAN_WEIGHT;
    const index = Math.max(1, Math.round(this.price + this.basis));
    const trade: Trade = {
      id: ++this.count,
      time: this.nextTime,
      price: this.price,
      lots: lotsOf(random, this.meanLots),
      side: random.uniform(0, 1) < 0.5 ? 'buy' : 'sell',
      index,
      mark: markOf(this.price, index, this.basisMean),
    };
    this.nextTime += this.pause();
    return trade;
  }

  private pause(): number {
    return Math.max(1, Math.floor(this.random.uniform(0, 2000 / this.settings.tradesPerSecond)));
  }
}

/** Many small trades and a few large ones; at least one lot. */
export function lotsOf(random: Random, meanLots: number): number {
  return Math.max(1, Math.round(4 * meanLots * random.uniform(0, 1) ** 3));
}

/** Help centre, second hand: median of index (with the funding basis, left out here), index + mean basis, and last. */
export function markOf(last: number, index: number, basisMean: number): number {
  const [, middle = last] = [last, index, Math.max(1, Math.round(index + basisMean))].sort((a, b) => a - b);
  return middle;
}
