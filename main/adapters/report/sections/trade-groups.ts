import { parseMoney } from '../../../../shared/money.ts';
import type { TradeRow } from '../reading/trades-file.ts';

/** Trades that have something in common, with exact sums in units of 1e-8 USDT. */
export interface TradeGroup {
  readonly name: string;
  readonly trades: number;
  readonly wins: number;
  readonly pnl: bigint;
  readonly fees: bigint;
  /** Sum of R multiples. */
  readonly r: number;
}

/** Groups by a key, the largest group first. */
export function tradeGroups(trades: readonly TradeRow[], key: (trade: TradeRow) => string): readonly TradeGroup[] {
  const groups = new Map<string, TradeGroup>();
  for (const trade of trades) {
    const name = key(trade) || '(none)';
    const group = groups.get(name) ?? { name, trades: 0, wins: 0, pnl: 0n, fees: 0n, r: 0 };
    groups.set(name, {
      name,
      trades: group.trades + 1,
      wins: group.wins + (trade.pnlUnits > 0 ? 1 : 0),
      pnl: group.pnl + BigInt(trade.pnlUnits),
      fees: group.fees + BigInt(parseMoney(trade.fees) ?? 0),
      r: group.r + trade.r,
    });
  }
  return [...groups.values()].sort((a, b) => b.trades - a.trades);
}
