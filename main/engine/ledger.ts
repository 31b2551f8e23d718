import { addMoney, type Money } from '../../shared/money.ts';

/** Realised money of one account: starting equity plus every fee, PnL and funding posted. Exact. */
export class Ledger {
  private equity: Money;

  constructor(startingEquity: Money) {
    this.equity = startingEquity;
  }

  post(amount: Money): void {
    this.equity = addMoney(this.equity, amount);
  }

  /** Realised equity. */
  get balance(): Money {
    return this.equity;
  }

  load(balance: Money): void {
    this.equity = balance;
  }
}
