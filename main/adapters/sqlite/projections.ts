import type { SessionEvent } from '../../../shared/events.ts';
import type { Sqlite } from './open-database.ts';

/** Writes what an event means for orders, ledger and trades; a replay of the journal gives the same tables. */
export type Projector = (runId: string, event: SessionEvent, line: string) => void;

/** Prepares the projections of one database. Call the result inside the transaction that journals the event. */
export function makeProjector(db: Sqlite): Projector {
  const order = db.prepare(
    `INSERT INTO orders (run_id, order_id, status, side, qty, price, ts, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (run_id, order_id) DO UPDATE SET status = excluded.status, ts = excluded.ts, reason = excluded.reason`,
  );
  const ledger = db.prepare('INSERT INTO ledger (run_id, seq, kind, amount, ts) VALUES (?, ?, ?, ?, ?)');
  const trade = db.prepare('INSERT INTO trades (run_id, trade_id, payload) VALUES (?, ?, ?)');
  const dropped = db.prepare('UPDATE orders SET status = ?, ts = ?, reason = ? WHERE run_id = ? AND order_id = ?');

  return (runId, event, line) => {
    const ts = event.timestamp;
    switch (event.event) {
      case 'OrderSubmitted':
        order.run(runId, event.order_id, 'submitted', event.side, event.qty, event.price, ts, null);
        break;
      case 'OrderDenied':
        order.run(runId, event.order_id, 'denied', event.side, event.qty, event.price, ts, event.reason);
        break;
      case 'OrderDropped':
        dropped.run('dropped', ts, event.reason, runId, event.order_id);
        break;
      case 'WorkingOrderCreated':
        order.run(runId, event.order_id, 'working', event.side, event.qty, event.price, ts, null);
        break;
      case 'WorkingOrderCancelled':
        order.run(runId, event.order_id, 'cancelled', event.side, event.qty, event.price, ts, event.reason);
        break;
      case 'ExecutionFill':
        order.run(runId, event.order_id, 'filled', event.side, event.qty, event.price, ts, null);
        ledger.run(runId, event.seq, 'fee', negate(event.fee), ts);
        break;
      case 'ExecutionExit':
        ledger.run(runId, event.seq, 'pnl', event.gross_pnl, ts);
        trade.run(runId, event.trade_id, line);
        break;
      case 'FundingApplied':
        ledger.run(runId, event.seq, 'funding', event.amount, ts);
        break;
      default:
        break;
    }
  };
}

function negate(amount: string): string {
  if (amount === '0') return amount;
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}
