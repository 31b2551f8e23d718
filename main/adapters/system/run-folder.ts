import { mkdirSync, readdirSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../../shared/failure.ts';
import { writeFileAtomic } from './atomic-file.ts';

/** Makes the folder of a new run. Throws Failure('storage') when it cannot be made. */
export function makeRunFolder(runsFolder: string, runId: string): string {
  const folder = join(runsFolder, runId);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure('storage', `the run folder ${folder} cannot be made: ${reason}`);
  }
  return folder;
}

/** Points `runs/latest` at a run, replaced in one step: a symlink, on Windows a junction. */
export function pointLatestAt(runsFolder: string, runId: string): void {
  const link = join(runsFolder, 'latest');
  const temporary = join(runsFolder, `.latest.${process.pid}`);
  rmSync(temporary, { force: true, recursive: true });
  if (process.platform === 'win32') {
    symlinkSync(join(runsFolder, runId), temporary, 'junction');
    rmSync(link, { force: true, recursive: true }); // a junction cannot be replaced by a rename
  } else {
    symlinkSync(runId, temporary);
  }
  renameSync(temporary, link);
}

/** Writes a JSON artifact whole. */
export function writeJsonArtifact(path: string, value: unknown): void {
  writeFileAtomic(path, `${JSON.stringify(value, null, 2)}\n`);
}

/** The run folders of a workspace, newest first. */
export function listRuns(runsFolder: string): string[] {
  try {
    return readdirSync(runsFolder)
      .filter((name) => name !== 'latest' && !name.startsWith('.') && statSync(join(runsFolder, name)).isDirectory())
      .sort()
      .reverse();
  } catch {
    return [];
  }
}
