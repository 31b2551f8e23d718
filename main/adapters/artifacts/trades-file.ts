import type { ExecutionExit } from '../../../shared/events.ts';
import type { EventLine, EventSink } from '../../session/ports.ts';
import { LineFile } from './line-file.ts';

export const TRADES_HEADER =
  'trade_id,side,qty,entry_ts,entry_price,exit_ts,exit_price,exit_reason,gross_pnl,fees,funding,pnl,r_multiple,bars_open,setup';

/** One row of trades.csv. */
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

/** `trades.csv`: one row for each round trip, in the order in which they closed. */
export class TradesFile implements EventSink {
  private readonly file: LineFile;

  constructor(path: string) {
    this.file = new LineFile(path);
    this.file.add(TRADES_HEADER);
    this.file.flush();
  }

  events(lines: readonly EventLine[]): void {
    let hasRow = false;
    for (const { event } of lines) {
      if (event.event !== 'ExecutionExit') continue;
      this.file.add(tradeRow(event));
      hasRow = true;
    }
    if (hasRow) this.file.flush();
  }

  close(): void {
    this.file.close();
  }
}
