import type { ExecutionExit } from './events.ts';

/** First line of trades.csv. */
export const TRADES_HEADER =
  'trade_id,side,qty,entry_ts,entry_price,exit_ts,exit_price,exit_reason,gross_pnl,fees,funding,pnl,r_multiple,bars_open,setup';

/** One row of trades.csv. No value of ours holds a comma or a quote. */
export function tradeRow(exit: ExecutionExit): string {
  return [
    exit.trade_id,
    exit.side,
    exit.qty,
    exit.entry_ts,
    exit.entry_price,
    exit.exit_ts,
    exit.price,
    exit.reason,
    exit.gross_pnl,
    exit.fees,
    exit.funding,
    exit.pnl,
    exit.r_multiple,
    exit.bars_open,
    exit.setup,
  ].join(',');
}
