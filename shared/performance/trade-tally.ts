import type { ExecutionExit } from '../events.ts';
import { addMoney, type Money, money, parseMoney, ZERO_MONEY } from '../money.ts';
import { parseTimestamp } from '../time.ts';
import { type Moments, NO_MOMENTS, withValue } from './moments.ts';

/** Sums over closed trades; money exact. A win has pnl > 0, a loss pnl < 0. */
export interface TradeTally {
  readonly wins: number;
  readonly losses: number;
  /** Σ pnl of the wins. */
  readonly won: Money;
  /** −Σ pnl of the losses. */
  readonly lost: Money;
  readonly fees: Money;
  readonly funding: Money;
  readonly rMultiples: Moments;
  /** Time in a position, ms. */
  readonly heldMs: number;
}

export const NO_TRADES: TradeTally = {
  wins: 0,
  losses: 0,
  won: ZERO_MONEY,
  lost: ZERO_MONEY,
  fees: ZERO_MONEY,
  funding: ZERO_MONEY,
  rMultiples: NO_MOMENTS,
  heldMs: 0,
};

export function withTrade(tally: TradeTally, exit: ExecutionExit): TradeTally {
  const pnl = amountOf(exit.pnl);
  const entered = parseTimestamp(exit.entry_ts);
  const left = parseTimestamp(exit.exit_ts);
  return {
    wins: tally.wins + (pnl > 0 ? 1 : 0),
    losses: tally.losses + (pnl < 0 ? 1 : 0),
    won: pnl > 0 ? addMoney(tally.won, pnl) : tally.won,
    lost: pnl < 0 ? addMoney(tally.lost, money(-pnl)) : tally.lost,
    fees: addMoney(tally.fees, amountOf(exit.fees)),
    funding: addMoney(tally.funding, amountOf(exit.funding)),
    rMultiples: withValue(tally.rMultiples, Number(exit.r_multiple)),
    heldMs: tally.heldMs + (entered === undefined || left === undefined ? 0 : Math.max(0, left - entered)),
  };
}

function amountOf(text: string): Money {
  const amount = parseMoney(text);
  if (amount === undefined) throw new RangeError(`not an amount of USDT: ${text}`);
  return amount;
}
