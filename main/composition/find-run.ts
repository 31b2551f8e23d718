import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { Failure } from '../../shared/failure.ts';
import { WorkspacePaths } from './workspace-paths.ts';

export interface FoundRun {
  readonly runId: string;
  readonly folder: string;
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
  const hint =
    run === 'latest' ? 'there is no run yet; start one with la run' : 'give a run id, a run folder or latest';
  throw new Failure('not_found', `no run ${run} in ${paths.runs}; ${hint}`);
}

function databaseOf(folder: string, paths: WorkspacePaths): string | null {
  const own = join(folder, 'journal.db');
  if (existsSync(own)) return own;
  const beside = new WorkspacePaths(dirname(dirname(folder))).database;
  if (existsSync(beside)) return beside;
  return existsSync(paths.database) ? paths.database : null;
}
