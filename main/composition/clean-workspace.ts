import { existsSync } from 'node:fs';
import type { CleanReport, CleanRequest } from '../../shared/clean-report.ts';
import { corruptCopies, KEPT_CORRUPT_COPIES, pruneCorruptCopies } from '../adapters/sqlite/corrupt-copies.ts';
import { inspectDatabase } from '../adapters/sqlite/inspect-database.ts';
import { listRunFolders, type RunFolder, removeRunFolder } from '../adapters/system/run-folder.ts';
import { readHolder } from '../adapters/system/session-lock.ts';
import type { CompositionContext } from './context.ts';
import { asOnlyWriter } from './workspace-commands.ts';

const DAY_MS = 86_400_000;
/** A folder without a final report that changed so lately may belong to a backtest that runs. */
const MAY_RUN_MS = 3_600_000;

/**
 * Removes old runs: their folders, and their recorded inputs, metrics and checkpoints in the journal. What happened in
 * them stays journaled, so that the hash chain holds. Takes the lock, so it is refused while a session runs.
 */
export function cleanWorkspace(request: CleanRequest, context: CompositionContext): CleanReport {
  const { paths } = context;
  const unfinished = new Set([inspectDatabase(paths.database)?.unfinished?.run_id, readHolder(paths.lock)?.run_id]);
  const all = listRunFolders(paths.runs);
  const isProtected = (run: RunFolder) =>
    unfinished.has(run.runId) || (!run.isFinished && Date.now() - run.changedMs < MAY_RUN_MS);
  const guarded = all.filter(isProtected);
  const old = all.slice(request.keep).filter((run) => !isProtected(run) && isOld(run, request));
  const base = {
    schema_version: 1 as const,
    removed_runs: old.map(({ runId }) => runId),
    kept_runs: all.length - old.length,
    protected_runs: guarded.map(({ runId }) => runId),
  };
  const folderBytes = old.reduce((sum, { bytes }) => sum + bytes, 0);
  if (request.dryRun) {
    const copies = Math.max(0, corruptCopies(paths.database).length - KEPT_CORRUPT_COPIES);
    return { ...base, dry_run: true, pruned_inputs: 0, removed_corrupt_copies: copies, freed_bytes: folderBytes };
  }
  let pruned = 0;
  let databaseBytes = 0;
  let copies = { removed: [] as readonly string[], bytes: 0 };
  if (old.length > 0 || corruptCopies(paths.database).length > 0) {
    // The journal is pruned first: should that fail, the folders still say what could not be removed.
    if (existsSync(paths.database)) {
      asOnlyWriter(context, (store) => {
        const before = store.sizeBytes;
        pruned = store.pruneRuns(base.removed_runs);
        databaseBytes = Math.max(0, before - store.sizeBytes);
        copies = pruneCorruptCopies(paths.database);
      });
    }
    for (const { runId } of old) removeRunFolder(paths.runs, runId);
  }
  return {
    ...base,
    dry_run: false,
    pruned_inputs: pruned,
    removed_corrupt_copies: copies.removed.length,
    freed_bytes: folderBytes + databaseBytes + copies.bytes,
  };
}

function isOld({ startedMs }: RunFolder, { olderThanDays }: CleanRequest): boolean {
  return olderThanDays === null || Date.now() - startedMs > olderThanDays * DAY_MS;
}
