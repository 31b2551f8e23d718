import type { Direction } from '../../../shared/market.ts';
import { RollingSum, type RollingSumState } from './rolling-sum.ts';

/** Averages closer than this share of the price keep the previous side. */
const TIE = 1e-9;

/**
 * Follows on which side of the slow average the fast one stands, on every candle. A flip is confirmed once, on the candle
 * that makes it `confirmationBars` in a row on the new side; the first side after warm-up is no flip.
 */
export class Crossover {
  private readonly fast: RollingSum;
  private readonly slow: RollingSum;
  private readonly confirmationBars: number;
  private side: Direction | 0 = 0;
  private barsOnSide = 0;
  private isFlip = false;
  /** +1 or −1 on the candle that confirms a flip, else 0. */
  confirmed: Direction | 0 = 0;

  constructor(fastLength: number, slowLength: number, confirmationBars: number) {
    this.fast = new RollingSum(fastLength);
    this.slow = new RollingSum(slowLength);
    this.confirmationBars = confirmationBars;
  }

  push(close: number): void {
    this.fast.push(close);
    this.slow.push(close);
    this.confirmed = 0;
    if (!this.slow.isFull || !this.fast.isFull) return;
    const gap = this.fast.mean - this.slow.mean;
    const side = Math.abs(gap) <= TIE * close ? this.side : gap > 0 ? 1 : -1;
    if (side === 0) return;
    if (side === this.side) {
      this.barsOnSide++;
    } else {
      this.isFlip = this.side !== 0;
      this.side = side;
      this.barsOnSide = 1;
    }
    if (this.isFlip && this.barsOnSide === this.confirmationBars) this.confirmed = side;
  }

  get fastMean(): number | null {
    return this.fast.isFull ? this.fast.mean : null;
  }

  get slowMean(): number | null {
    return this.slow.isFull ? this.slow.mean : null;
  }

  save(): CrossoverState {
    const { side, barsOnSide, isFlip, confirmed } = this;
    return { fast: this.fast.save(), slow: this.slow.save(), side, barsOnSide, isFlip, confirmed };
  }

  load(state: CrossoverState): void {
    this.fast.load(state.fast);
    this.slow.load(state.slow);
    this.side = state.side;
    this.barsOnSide = state.barsOnSide;
    this.isFlip = state.isFlip;
    this.confirmed = state.confirmed;
  }
}

export interface CrossoverState {
  readonly fast: RollingSumState;
  readonly slow: RollingSumState;
  readonly side: Direction | 0;
  readonly barsOnSide: number;
  readonly isFlip: boolean;
  readonly confirmed: Direction | 0;
}
