import { existsSync } from 'node:fs';
import type { UnfinishedRun } from '../../shared/ipc/frames.ts';
import type { OpenState } from '../adapters/report/archive/run-summary.ts';
import type { RunRow } from '../adapters/sqlite/journal-store.ts';
import { openReadOnly } from '../adapters/sqlite/open-database.ts';
import { readHolder } from '../adapters/system/session-lock.ts';
import type { SessionSetup } from '../session/session-setup.ts';
import type { WorkspacePaths } from './workspace-paths.ts';

/** Runs that have not ended: those the journal knows to be open, one of which somebody may hold the lock of. */
export function openStates(paths: WorkspacePaths): Map<string, OpenState> {
  const states = new Map<string, OpenState>(unfinishedRuns(paths).map((run) => [run, 'unfinished']));
  const holder = readHolder(paths.lock)?.run_id;
  if (holder !== undefined && holder !== '') states.set(holder, 'running');
  return states;
}

/** Runs that the journal knows to be open; none when it cannot be read. */
export function unfinishedRuns(paths: WorkspacePaths): string[] {
  return openRows(paths).map(({ run_id }) => run_id);
}

/** The run that waits to be continued or closed; null when there is none, or somebody runs it. */
export function unfinishedRun(paths: WorkspacePaths): UnfinishedRun | null {
  const row = openRows(paths).at(-1);
  if (row === undefined || readHolder(paths.lock) !== undefined) return null;
  try {
    const { source, strategyName } = JSON.parse(row.setup) as SessionSetup;
    return { run_id: row.run_id, started_at: row.started_at, source, strategy: strategyName };
  } catch {
    // a damaged row must not keep the page from what else there is; History and the doctor name the run
    return null;
  }
}

type OpenRow = Pick<RunRow, 'run_id' | 'started_at' | 'setup'>;

function openRows(paths: WorkspacePaths): OpenRow[] {
  if (!existsSync(paths.database)) return [];
  try {
    const db = openReadOnly(paths.database);
    try {
      return db
        .prepare("SELECT run_id, started_at, setup FROM runs WHERE status = 'running' ORDER BY rowid")
        .all() as OpenRow[];
    } finally {
      db.close();
    }
  } catch {
    return [];
  }
}
