import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect } from 'vitest';
import { formatMoney, type Money, parseMoney } from '../../../shared/money.ts';
import { workbenchIn } from '../../support/workspace.ts';

interface RunState {
  readonly runId: string;
  readonly events: number;
  readonly trades: number;
}

/**
 * Checks what a crash left of the newest run: the chain holds, a recomputation is identical, no event and no trade is there
 * twice, everything that was told is journaled, and equity is exactly the start plus the ledger. Undefined before any event.
 */
export function checkDurableState(workspace: string): RunState | undefined {
  const path = join(workspace, 'paper', 'state.db');
  if (!existsSync(path)) return undefined;
  const db = new Database(path, { readonly: true });
  try {
    const run = db.prepare('SELECT run_id, setup FROM runs ORDER BY rowid DESC LIMIT 1').get() as
      | { run_id: string; setup: string }
      | undefined;
    if (run === undefined) return undefined;
    const { run_id: runId } = run;
    const column = (sql: string) => db.prepare(sql).pluck().all(runId) as string[];
    const journal = column('SELECT payload FROM journal WHERE run_id = ? ORDER BY seq');
    if (journal.length === 0) return undefined;

    const events = journal.map(
      (line) => JSON.parse(line) as { event: string; seq: number; event_id: string; trade_id: number },
    );
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(new Set(events.map(({ event_id }) => event_id)).size).toBe(events.length);
    const exits = events.filter(({ event }) => event === 'ExecutionExit').map(({ trade_id }) => trade_id);
    expect(exits).toEqual(exits.map((_, index) => index + 1));
    expect(db.prepare('SELECT trade_id FROM trades WHERE run_id = ? ORDER BY trade_id').pluck().all(runId)).toEqual(
      exits,
    );

    const told = join(workspace, 'runs', runId, 'events.jsonl');
    const lines = existsSync(told) ? readFileSync(told, 'utf8').split('\n').slice(0, -1) : [];
    expect(lines).toEqual(journal.slice(0, lines.length));

    const [checkpoint = ''] = column('SELECT state FROM checkpoints WHERE run_id = ?');
    const { balance } = (JSON.parse(checkpoint) as { engine: { balance: Money } }).engine;
    const { startingEquity } = JSON.parse(run.setup) as { startingEquity: string };
    const amounts = [startingEquity, ...column('SELECT amount FROM ledger WHERE run_id = ?')];
    const sum = amounts.reduce((total, amount) => total + (parseMoney(amount) ?? Number.NaN), 0);
    expect(formatMoney(balance)).toBe(formatMoney(sum as unknown as Money));

    const workbench = workbenchIn(workspace);
    expect(workbench.audit(runId).finding).toBeNull();
    expect(workbench.verify(runId).difference).toBeNull();
    return { runId, events: events.length, trades: exits.length };
  } finally {
    db.close();
  }
}
