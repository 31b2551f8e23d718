import { chainHash, GENESIS } from './hash-chain.ts';
import type { RunRow } from './journal-store.ts';
import type { Sqlite } from './open-database.ts';

export interface AuditResult {
  readonly rows: number;
  /** What is wrong with the first bad row, or null when the chain holds. */
  readonly finding: string | null;
  readonly lastHash: string;
}

interface JournalRow {
  readonly seq: number;
  readonly run_id: string;
  readonly ts: string;
  readonly kind: string;
  readonly payload: string;
  readonly prev_hash: string;
  readonly hash: string;
}

/**
 * Checks the hash chain of a run from its anchor, the hash that stood at the end of the journal when the run began, to the
 * run's last row, which the row after it must continue. Every row in between belongs to the chain.
 */
export function auditRun(db: Sqlite, run: RunRow): AuditResult {
  const last = db.prepare('SELECT MAX(seq) FROM journal WHERE run_id = ?').pluck().get(run.run_id) as number | null;
  let head = run.anchor_seq === 0 ? GENESIS : run.anchor_hash;
  let expected = run.anchor_seq + 1;
  let rows = 0;
  const found = (finding: string): AuditResult => ({ rows, finding, lastHash: head });
  if (last === null) return found(`run ${run.run_id} has no row in the journal`);
  const all = db
    .prepare(
      'SELECT seq, run_id, ts, kind, payload, prev_hash, hash FROM journal WHERE seq > ? AND seq <= ? ORDER BY seq',
    )
    .iterate(run.anchor_seq, last) as IterableIterator<JournalRow>;
  for (const row of all) {
    if (row.seq !== expected) return found(`row ${expected} is missing`);
    if (row.prev_hash !== head) return found(`row ${row.seq} (${row.kind}) does not continue the row before it`);
    if (row.hash !== chainHash(head, row))
      return found(`row ${row.seq} (${row.kind}) was changed after it was written`);
    head = row.hash;
    expected++;
    rows++;
  }
  const after = db.prepare('SELECT seq, prev_hash FROM journal WHERE seq > ? ORDER BY seq LIMIT 1').get(last) as
    | Pick<JournalRow, 'seq' | 'prev_hash'>
    | undefined;
  if (after !== undefined && (after.seq !== expected || after.prev_hash !== head))
    return found(`row ${expected} is missing`);
  return { rows, finding: null, lastHash: head };
}
