import { type Instrument, roundToTick } from '../../../shared/instrument.ts';
import type { Direction } from '../../../shared/market.ts';
import { addMoney, type Money, money, type Ticks, ZERO_MONEY } from '../../../shared/money.ts';
import { LotQueue, type LotQueueState } from './lot-queue.ts';

/** Ticks that count as nothing beyond a level: doubles of exact decimals differ by far less, prices of 8 places by more. */
const BEYOND = 1e-8;

export interface PositionOpening {
  readonly tradeId: number;
  readonly orderId: string;
  readonly setup: string;
  readonly direction: Direction;
  readonly stop: Ticks;
  readonly target: Ticks;
  /** Index of the candle of the first fill. */
  readonly entryIndex: number;
  readonly entryTs: number;
  /** True when a limit order opened it inside its entry candle (candle data): that candle tests the stop only. */
  readonly openedInsideCandle: boolean;
}

/** One open position: its lots, its bracket and its trailing stop. */
export class Position {
  readonly opening: PositionOpening;
  readonly lots = new LotQueue();
  private readonly instrument: Instrument;
  trail: Ticks | null = null;
  isTrailActive = false;
  funding = ZERO_MONEY;
  /** Largest move against and in favour of the quantity held at the time, in ticks × lots. */
  worstTickLots = 0;
  bestTickLots = 0;
  /** Bracket as prices, cached for the test that runs on every candle and quote. */
  stopPrice: number;
  readonly targetPrice: number;

  constructor(opening: PositionOpening, instrument: Instrument) {
    this.opening = opening;
    this.instrument = instrument;
    this.stopPrice = instrument.price(opening.stop);
    this.targetPrice = instrument.price(opening.target);
  }

  /** Better of stop and trail. */
  get effectiveStop(): Ticks {
    return this.isTrailing ? (this.trail ?? this.opening.stop) : this.opening.stop;
  }

  /** True when the trail is strictly better than the stop. */
  get isTrailing(): boolean {
    return this.trail !== null && (this.trail - this.opening.stop) * this.opening.direction > 0;
  }

  /** Average fill of all lots, in ticks. */
  get averageTicks(): number {
    return this.lots.cost / this.lots.lots;
  }

  /** |average entry − initial stop|, in ticks. */
  get riskTicks(): number {
    return Math.abs(this.averageTicks - this.opening.stop);
  }

  /** |average entry − initial stop| × quantity, exact. */
  get riskMoney(): Money {
    return money(Math.abs(this.lots.cost - this.opening.stop * this.lots.lots) * this.instrument.tickLotValue);
  }

  /** PnL of the open quantity at a price, before exit costs. */
  unrealised(price: number): Money {
    const cost = this.lots.cost * this.instrument.tickLotValue;
    return money((this.instrument.valueAt(price, this.lots.lots) - cost) * this.opening.direction);
  }

  /**
   * Moves the trail on a close: active once the close is strictly beyond entry + activate × risk, and from then on
   * close − distance × risk, never backwards. Returns what happened.
   */
  moveTrail(
    close: number,
    rule: { readonly activateR: number; readonly distanceR: number },
  ): 'activated' | 'moved' | 'kept' {
    const { direction } = this.opening;
    const closeTicks = this.instrument.exactTicks(close);
    const risk = this.riskTicks;
    const wasActive = this.isTrailActive;
    const gained = (closeTicks - this.averageTicks) * direction;
    if (!wasActive && gained <= rule.activateR * risk + BEYOND) return 'kept';
    this.isTrailActive = true;
    const trail = roundToTick(closeTicks - direction * rule.distanceR * risk);
    if (this.trail !== null && (trail - this.trail) * direction <= 0) return 'kept';
    this.trail = trail;
    this.stopPrice = this.instrument.price(this.effectiveStop);
    return wasActive ? 'moved' : 'activated';
  }

  /** Notes how far the price went against and in favour of the position, between the lowest and highest it could be closed at. */
  noteExcursion(low: number, high: number): void {
    const average = this.averageTicks;
    const signedLots = this.lots.lots * this.opening.direction;
    const isLong = signedLots > 0;
    const against = (average - this.instrument.toTicks(isLong ? low : high)) * signedLots;
    const favour = (this.instrument.toTicks(isLong ? high : low) - average) * signedLots;
    if (against > this.worstTickLots) this.worstTickLots = against;
    if (favour > this.bestTickLots) this.bestTickLots = favour;
  }

  addFunding(amount: Money): void {
    this.funding = addMoney(this.funding, amount);
  }

  save(): PositionState {
    const { opening, trail, isTrailActive, funding, worstTickLots, bestTickLots } = this;
    return { opening, lots: this.lots.save(), trail, isTrailActive, funding, worstTickLots, bestTickLots };
  }

  static load(state: PositionState, instrument: Instrument): Position {
    const position = new Position(state.opening, instrument);
    position.lots.load(state.lots);
    position.trail = state.trail;
    position.isTrailActive = state.isTrailActive;
    position.funding = state.funding;
    position.worstTickLots = state.worstTickLots;
    position.bestTickLots = state.bestTickLots;
    position.stopPrice = instrument.price(position.effectiveStop);
    return position;
  }
}

export interface PositionState {
  readonly opening: PositionOpening;
  readonly lots: LotQueueState;
  readonly trail: Ticks | null;
  readonly isTrailActive: boolean;
  readonly funding: Money;
  readonly worstTickLots: number;
  readonly bestTickLots: number;
}
