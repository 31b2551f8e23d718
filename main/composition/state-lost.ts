import { Failure } from '../../shared/failure.ts';
import { SafetyFile, STATE_LOST } from '../adapters/system/safety-file.ts';
import type { WorkspacePaths } from './workspace-paths.ts';

/** Halts because the database was unreadable; returns the sentence that says so. */
export function stateLost(
  paths: WorkspacePaths,
  lost: { readonly movedTo: string; readonly why: string; readonly now: string },
): Failure {
  new SafetyFile(paths.safety).halt(STATE_LOST, lost.now);
  return new Failure(
    'halted',
    `the database was unreadable (${lost.why.replaceAll(/\s+/g, ' ')}): moved to ${lost.movedTo}, a fresh one begun, trading halted; the runs folder is untouched; look, then la rearm`,
  );
}
