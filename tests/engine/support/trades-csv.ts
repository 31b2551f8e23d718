import type { ExecutionExit } from '../../../shared/events.ts';

const HEADER =
  'trade_id,side,qty,entry_ts,entry_price,exit_ts,exit_price,exit_reason,gross_pnl,fees,funding,pnl,r_multiple,bars_open,setup';

/** The columns of rule 11.10, straight from the events. */
export function tradesCsv(exits: readonly ExecutionExit[]): string {
  const rows = exits.map((exit) =>
    [
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
    ].join(','),
  );
  return `${[HEADER, ...rows].join('\n')}\n`;
}
