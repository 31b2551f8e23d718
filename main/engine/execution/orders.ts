import type { Direction } from '../../../shared/market.ts';
import type { Lots, Ticks } from '../../../shared/money.ts';

/** An entry order that passed every gate. */
export interface EntryOrder {
  /** Client order id: executed once, ever. */
  readonly id: string;
  readonly setup: string;
  readonly direction: Direction;
  readonly type: 'market' | 'limit';
  readonly lots: Lots;
  /** The limit, or the planned entry of a market order. */
  readonly price: Ticks;
  readonly stop: Ticks;
  readonly target: Ticks;
}

/** A limit order that waits for its price: an entry, or the remainder of an entry that filled in part. */
export interface WorkingOrder {
  readonly order: EntryOrder;
  readonly id: string;
  readonly isRemainder: boolean;
  readonly limit: Ticks;
  readonly lots: Lots;
  /** Index of the candle at whose close it was placed or in which it arose. */
  readonly bornIndex: number;
  /** Index of the candle that last gave it a fill: one candle gives one fill. */
  readonly lastFillIndex?: number;
}
