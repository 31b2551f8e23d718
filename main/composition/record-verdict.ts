import { join } from 'node:path';
import type { ReplayVerdict } from '../../shared/replay-verdict.ts';
import { writeJsonArtifact } from '../adapters/system/run-folder.ts';
import type { RecordedVerdict } from '../session/ports.ts';
import type { CompositionContext } from './context.ts';
import { findRun } from './find-run.ts';
import { verifyRun } from './verify-run.ts';

/**
 * Recomputes a run and leaves what came out as `verdict.json` in its folder, so that its report can tell. A folder that
 * cannot be written does not change what was found. `onProgress` is told how many recorded inputs of how many are replayed.
 */
export function verifyAndRecord(
  run: string,
  context: CompositionContext,
  onProgress?: (done: number, total: number) => void,
): RecordedVerdict {
  const result = verifyRun(run, context, onProgress);
  const { folder } = findRun(run, context.paths, context.places.cwd);
  if (folder === null) return { ...result, isRecorded: false };
  const verdict: ReplayVerdict = {
    schema_version: 1,
    run_id: result.runId,
    verdict: result.difference === null ? 'IDENTICAL' : 'DIFFERENT',
    checked_at: new Date().toISOString(),
    engine_version: context.identity.version,
    events: result.events,
    difference: result.difference,
    journal_hash: result.journalHash,
  };
  try {
    writeJsonArtifact(join(folder, 'verdict.json'), verdict);
    return { ...result, isRecorded: true };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return { ...result, isRecorded: false };
  }
}
