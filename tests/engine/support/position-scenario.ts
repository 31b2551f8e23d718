import type { ExecutionExit } from '../../../shared/events.ts';
import type { Direction } from '../../../shared/market.ts';
import { candle, flat } from './candles.ts';
import {
  type Account,
  account,
  feed,
  type Overrides,
  type PlacedOrder,
  place,
  strategyOf,
} from './engine-under-test.ts';

export const ENTRY = 10_000;

/** One candle in price units from the entry, counted in the direction of the position: the same table serves both sides. */
export interface Move {
  readonly open?: number;
  readonly best?: number;
  readonly worst?: number;
  readonly close: number;
  readonly volume?: number;
}

export type Placement = Partial<Omit<PlacedOrder, 'price' | 'stop' | 'target' | 'direction'>> & {
  /** From the entry, in the direction of the position; by default 0, −10 and +20. */
  readonly price?: number;
  readonly stop?: number;
  readonly target?: number;
};

/** A quiet market at 10000 in which the test places its own order and then moves the price; no strategy interferes. */
export class Scenario {
  readonly direction: Direction;
  readonly under: Account;
  private index = 25;
  private readonly volume: number;

  /** Without slippage and spread unless `execution` says otherwise, so that fills are the prices of the rules. */
  constructor(direction: Direction, rest: Overrides = {}, volume = 1000) {
    this.direction = direction;
    this.volume = volume;
    this.under = account(strategyOf({ execution: { slip_bps: 0, half_spread_bps: 0 }, ...rest }), {}, false);
    feed(this.under, flat(this.index, ENTRY, 1, volume));
  }

  /** Absolute price of an offset, on the grid of 0.01. */
  price(offset: number): number {
    return Math.round((ENTRY + this.direction * offset) * 100) / 100;
  }

  /** Places an order at the newest close; returns the denial. */
  place(
    { qty = 0.5, price = 0, stop = -10, target = 20, ...rest }: Placement = {},
    reference?: number,
  ): string | undefined {
    const bracket = { price: this.price(price), stop: this.price(stop), target: this.price(target) };
    return place(this.under, { qty, direction: this.direction, ...bracket, ...rest }, reference);
  }

  /** Feeds candles; an edge that is not given is that of open and close. */
  feed(...moves: readonly Move[]): this {
    for (const {
      open = 0,
      close,
      best = Math.max(open, close),
      worst = Math.min(open, close),
      volume = this.volume,
    } of moves) {
      const edges = [this.price(best), this.price(worst)];
      const prices = { open: this.price(open), close: this.price(close), volume };
      const bar = { ...prices, high: Math.max(...edges), low: Math.min(...edges) };
      this.under.engine.onCandle(candle(this.index++, bar), 'live');
    }
    return this;
  }

  get exit(): ExecutionExit | undefined {
    return this.under.recorder.all('ExecutionExit').at(-1);
  }

  /** Reason and offset of the exit, or `open`. */
  get outcome(): string {
    const { exit } = this;
    if (exit === undefined) return 'open';
    const offset = Math.round((Number(exit.price) - ENTRY) * this.direction * 10) / 10;
    return `${exit.reason} ${offset}`;
  }

  /** Entry fills as quantity, offset from the entry price, and liquidity. */
  get fills(): string[] {
    return this.under.recorder
      .all('ExecutionFill')
      .filter((fill) => !fill.reduce_only)
      .map(({ qty, price, liquidity }) => {
        const offset = Math.round((Number(price) - ENTRY) * this.direction * 10) / 10;
        return `${qty} at ${offset} ${liquidity}`;
      });
  }
}

/** Both sides of every mirrored rule. */
export const SIDES: readonly (readonly [string, Direction])[] = [
  ['LONG', 1],
  ['SHORT', -1],
];
