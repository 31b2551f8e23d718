import { TRADES_HEADER, tradeRow } from '../../../shared/trades-csv.ts';
import type { EventLine, EventSink } from '../../session/ports.ts';
import { LineFile } from './line-file.ts';

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
