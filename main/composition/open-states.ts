import { existsSync } from 'node:fs';
import type { OpenState } from '../adapters/report/archive/run-summary.ts';
import { openReadOnly } from '../adapters/sqlite/open-database.ts';
import { readHolder } from '../adapters/system/session-lock.ts';
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
  if (!existsSync(paths.database)) return [];
  try {
    const db = openReadOnly(paths.database);
    try {
      return db.prepare("SELECT run_id FROM runs WHERE status = 'running'").pluck().all() as string[];
    } finally {
      db.close();
    }
  } catch {
    return [];
  }
}
