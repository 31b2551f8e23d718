import { existsSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { corruptCopies } from './corrupt-copies.ts';
import { isCorruption } from './corruption.ts';
import type { RunRow, SafetyRow } from './journal-store.ts';
import { MIGRATIONS } from './migrations.ts';

/** What can be said of a database without writing to it. */
export interface DatabaseInspection {
  readonly bytes: number;
  readonly schema: number;
  /** Newest schema that this program knows. */
  readonly knownSchema: number;
  /** What quick_check or opening complained about, else null. */
  readonly damage: string | null;
  /** True when the damage is in the file, and not in who may open it now. */
  readonly isCorrupt: boolean;
  readonly corruptCopies: readonly string[];
  readonly unfinished: Pick<RunRow, 'run_id' | 'started_at' | 'setup'> | undefined;
  readonly safety: SafetyRow | undefined;
  /** Wall time at which the newest run began, ISO. */
  readonly newestStart: string | undefined;
}

/** Looks into a database, read-only; `undefined` when there is none. Never throws. */
export function inspectDatabase(path: string): DatabaseInspection | undefined {
  const copies = corruptCopies(path);
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  const base = { bytes: stat.size + sizeOf(`${path}-wal`), knownSchema: MIGRATIONS.length, corruptCopies: copies };
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { readonly: true, fileMustExist: true, timeout: 2000 });
    const schema = Number(db.pragma('user_version', { simple: true }));
    const check = String(db.pragma('quick_check(1)', { simple: true }));
    const query = (sql: string) => (schema === 0 ? undefined : db?.prepare(sql).get());
    return {
      ...base,
      schema,
      damage: schema === 0 ? 'it is empty' : check === 'ok' ? null : check,
      isCorrupt: schema === 0 || check !== 'ok',
      unfinished: query(
        "SELECT run_id, started_at, setup FROM runs WHERE status = 'running' ORDER BY rowid DESC LIMIT 1",
      ) as DatabaseInspection['unfinished'],
      safety: query('SELECT halted_by, halted_at, tripped_reason, tripped_at FROM safety') as SafetyRow | undefined,
      newestStart: (query('SELECT MAX(started_at) AS newest FROM runs') as { newest: string | null } | undefined)
        ?.newest as string | undefined,
    };
  } catch (error) {
    const damage = error instanceof Error ? error.message : String(error);
    const isCorrupt = isCorruption(error);
    return { ...base, schema: 0, damage, isCorrupt, unfinished: undefined, safety: undefined, newestStart: undefined };
  } finally {
    db?.close();
  }
}

function sizeOf(path: string): number {
  return existsSync(path) ? statSync(path).size : 0;
}
