import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../shared/failure.ts';
import { parseFinalReport } from '../adapters/report/reading/final-report-file.ts';
import { auditRun } from '../adapters/sqlite/audit.ts';
import { type RunRow, readEventLines, readInputs } from '../adapters/sqlite/journal-store.ts';
import { openReadOnly, type Sqlite } from '../adapters/sqlite/open-database.ts';
import type { AuditReport, VerifyResult } from '../session/ports.ts';
import { SessionCore } from '../session/session-core.ts';
import { decodeInput } from '../session/session-input.ts';
import type { SessionSetup } from '../session/session-setup.ts';
import type { CompositionContext } from './context.ts';
import { findRun } from './find-run.ts';

const PROGRESS_EVERY = 1000;

/** Opens the journal of a run for reading. Throws Failure('not_found') when it was not journaled. */
function withRun<T>(
  run: string,
  context: CompositionContext,
  work: (db: Sqlite, row: RunRow, folder: string | null) => T,
): T {
  const found = findRun(run, context.paths, context.places.cwd);
  const missing = new Failure(
    'not_found',
    `run ${found.runId} has no journal; a backtest keeps one with --journal, a session always does`,
  );
  if (found.database === null) throw missing;
  const db = openReadOnly(found.database);
  try {
    const row = db.prepare('SELECT * FROM runs WHERE run_id = ?').get(found.runId) as RunRow | undefined;
    if (row === undefined) throw missing;
    return work(db, row, found.folder);
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(
      'finding',
      `the journal ${found.database} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  } finally {
    db.close();
  }
}

/**
 * Recomputes a run from its recorded inputs and compares every event with the journal, in constant memory. `onProgress` is
 * told how many inputs of how many are replayed.
 */
export function verifyRun(
  run: string,
  context: CompositionContext,
  onProgress: (done: number, total: number) => void = () => {},
): VerifyResult {
  return withRun(run, context, (db, row) => {
    if (row.engine_version !== context.identity.version) {
      throw new Failure('version_mismatch', `RECORDED BY ${row.engine_version}, THIS IS ${context.identity.version}`);
    }
    const inputs = assertInputsComplete(db, row);
    const recorded = readEventLines(db, row.run_id)[Symbol.iterator]();
    let events = 0;
    let replayed = 0;
    let difference: VerifyResult['difference'] = null;
    const compare = (line: string) => {
      if (difference !== null) return;
      const next = recorded.next();
      events++;
      const expected = next.done ? '(nothing)' : next.value;
      if (expected !== line) difference = { seq: events, recorded: expected, recomputed: line };
    };
    const core = new SessionCore(JSON.parse(row.setup) as SessionSetup, {
      wantsDetail: true,
      event: (event) => compare(JSON.stringify(event)),
      mark: () => {},
    });
    const second = openSecond(db);
    try {
      for (const line of readInputs(second, row.run_id)) {
        core.handle(decodeInput(line));
        if (++replayed % PROGRESS_EVERY === 0) onProgress(replayed, inputs);
        if (difference !== null) break;
      }
      if (difference === null) {
        const extra = recorded.next();
        if (!extra.done) difference = { seq: events + 1, recorded: extra.value, recomputed: '(nothing)' };
      }
    } finally {
      // a connection with an open iterator refuses to be closed, which would hide what went wrong
      recorded.return?.();
      second.close();
    }
    return { runId: row.run_id, events, difference, journalHash: lastHashOf(db, row.run_id) };
  });
}

function lastHashOf(db: Sqlite, runId: string): string {
  const hash = db.prepare('SELECT hash FROM journal WHERE run_id = ? ORDER BY seq DESC LIMIT 1').pluck().get(runId);
  return typeof hash === 'string' ? hash : '';
}

/** better-sqlite3 runs one open iterator a connection well, two with care: the inputs get a connection of their own. */
function openSecond(db: Sqlite): Sqlite {
  return openReadOnly(db.name);
}

/** Number of recorded inputs. Throws Failure('inputs_pruned') when some are missing. */
function assertInputsComplete(db: Sqlite, row: RunRow): number {
  const blocks = db.prepare('SELECT first, count FROM inputs WHERE run_id = ? ORDER BY first').all(row.run_id) as {
    first: number;
    count: number;
  }[];
  let expected = 0;
  for (const { first, count } of blocks) {
    if (first !== expected) throw new Failure('inputs_pruned', 'INPUTS PRUNED');
    expected += count;
  }
  if (expected === 0) throw new Failure('inputs_pruned', 'INPUTS PRUNED');
  return expected;
}

/** Checks the hash chain of a run, and that it ends where the run's final report says: rows cut off its end leave no gap. */
export function auditJournal(run: string, context: CompositionContext): AuditReport {
  return withRun(run, context, (db, row, folder) => {
    const { rows, finding, lastHash } = auditRun(db, row);
    const reported = folder === null ? null : reportedHash(folder);
    const isCut = finding === null && reported !== null && reported !== lastHash;
    const cut = `the journal does not end where final_report.json says: rows are missing after ${row.anchor_seq + rows}`;
    return { runId: row.run_id, rows, finding: isCut ? cut : finding };
  });
}

/** The journal's last hash as the final report of a run has it; null without a report that can be read. */
function reportedHash(folder: string): string | null {
  const path = join(folder, 'final_report.json');
  if (!existsSync(path)) return null;
  const report = parseFinalReport(readFileSync(path, 'utf8'));
  return typeof report === 'string' ? null : report.journal_hash;
}
