import { existsSync, readdirSync } from 'node:fs';
import { Failure } from '../../shared/failure.ts';
import { RUN_ID } from '../../shared/run-id.ts';
import { openReadOnly } from '../adapters/sqlite/open-database.ts';
import { pointLatestAt, removeRunFolder } from '../adapters/system/run-folder.ts';
import type { CompositionContext } from './context.ts';
import { runFolder } from './open-runs.ts';
import { openStates } from './open-states.ts';
import { asOnlyWriter } from './workspace-commands.ts';
import type { WorkspacePaths } from './workspace-paths.ts';

/**
 * Removes one run for good, as `la clean` does: its recorded inputs, metrics and checkpoints in the journal, then its folder.
 * What happened in it stays journaled, so that the hash chain holds. Throws a Failure for a run that has not ended, and while
 * a session holds the lock if the journal has something of it to remove.
 */
export async function deleteRun(runId: string, context: CompositionContext): Promise<void> {
  const { paths } = context;
  await runFolder(paths.runs, runId);
  const state = openStates(paths).get(runId);
  if (state === 'running') throw new Failure('lock_held', `run ${runId} is running; stop it before you delete it`);
  if (state === 'unfinished') {
    throw new Failure(
      'lock_held',
      `run ${runId} is unfinished; continue it with la run --resume or close it with la stop`,
    );
  }
  if (hasInputs(runId, paths)) prune(runId, context);
  removeRunFolder(paths.runs, runId);
  pointLatestAtNewest(paths.runs);
}

/** Tells also when a session runs why that is in the way. */
function prune(runId: string, context: CompositionContext): void {
  try {
    asOnlyWriter(context, (store) => {
      store.pruneRuns([runId]);
    });
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'lock_held') throw error;
    const message = `run ${runId} has recorded inputs in the journal, which the running session is writing; stop the session first`;
    throw new Failure('lock_held', message);
  }
}

function hasInputs(runId: string, paths: WorkspacePaths): boolean {
  if (!existsSync(paths.database)) return false;
  const db = openReadOnly(paths.database);
  try {
    return ['inputs', 'checkpoints', 'metrics'].some(
      (table) => db.prepare(`SELECT 1 FROM ${table} WHERE run_id = ? LIMIT 1`).get(runId) !== undefined,
    );
  } finally {
    db.close();
  }
}

/** `latest` may have gone with the run it pointed at. */
function pointLatestAtNewest(runsFolder: string): void {
  const names = readdirSync(runsFolder);
  const newest = names
    .filter((name) => RUN_ID.test(name))
    .sort()
    .at(-1);
  if (newest !== undefined && !names.includes('latest')) pointLatestAt(runsFolder, newest);
}
