import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { Failure } from '../../shared/failure.ts';
import { openReadOnly } from '../adapters/sqlite/open-database.ts';
import { WorkspacePaths } from './workspace-paths.ts';

export interface FoundRun {
  readonly runId: string;
  /** null when the folder was removed and only the journal knows the run. */
  readonly folder: string | null;
  /** Database that holds its journal, or null when it has none. */
  readonly database: string | null;
}

/** Finds a run by id, by folder or as `latest`. Throws Failure('not_found'). */
export function findRun(run: string, paths: WorkspacePaths, cwd: string): FoundRun {
  for (const candidate of [join(paths.runs, run), resolve(cwd, run)]) {
    if (!existsSync(candidate) || !statSync(candidate).isDirectory()) continue;
    const folder = realpathSync(candidate);
    if (!existsSync(join(folder, 'config.json')) && !existsSync(join(folder, 'events.jsonl'))) continue;
    return { runId: basename(folder), folder, database: databaseOf(folder, paths) };
  }
  const cleaned = cleanedRun(run, paths);
  if (cleaned !== undefined) return cleaned;
  const hint =
    run === 'latest' ? 'there is no run yet; start one with la run' : 'give a run id, a run folder or latest';
  throw new Failure('not_found', `no run ${run} in ${paths.runs}; ${hint}`);
}

/** A run whose folder was removed is still journaled: it can be audited, though not reported or recomputed. */
function cleanedRun(run: string, paths: WorkspacePaths): FoundRun | undefined {
  if (!existsSync(paths.database)) return undefined;
  const db = openReadOnly(paths.database);
  try {
    const isKnown = db.prepare('SELECT 1 FROM runs WHERE run_id = ?').get(run) !== undefined;
    return isKnown ? { runId: run, folder: null, database: paths.database } : undefined;
  } catch {
    return undefined;
  } finally {
    db.close();
  }
}

/** The folder of a run, or Failure('not_found') when it was removed. */
export function folderOf({ runId, folder }: FoundRun): string {
  if (folder !== null) return folder;
  throw new Failure(
    'not_found',
    `the folder of run ${runId} was removed by la clean; its journal can still be audited`,
  );
}

function databaseOf(folder: string, paths: WorkspacePaths): string | null {
  const own = join(folder, 'journal.db');
  if (existsSync(own)) return own;
  const beside = new WorkspacePaths(dirname(dirname(folder))).database;
  if (existsSync(beside)) return beside;
  return existsSync(paths.database) ? paths.database : null;
}
