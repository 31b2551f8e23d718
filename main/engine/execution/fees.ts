import { mulDivCeil } from '../../../shared/decimal.ts';
import { type Money, money } from '../../../shared/money.ts';

const RATE_SCALE = 100_000_000;

/** Fee rates as fractions of notional, held as integers of 1e-8 so that a fee is exact. */
export class FeeSchedule {
  readonly maker: number;
  readonly taker: number;

  constructor(rates: { readonly maker: number; readonly taker: number }) {
    this.maker = rates.maker;
    this.taker = rates.taker;
  }

  /** Fee of one fill, rounded up to 1e-8 USDT on its own. */
  fee(notional: Money, liquidity: 'maker' | 'taker'): Money {
    const rate = liquidity === 'maker' ? this.maker : this.taker;
    return money(mulDivCeil(notional, Math.round(rate * RATE_SCALE), RATE_SCALE));
  }
}
