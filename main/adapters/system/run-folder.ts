import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { cannotWrite, writeFileAtomic } from './atomic-file.ts';

/** Makes the folder of a new run. Throws Failure('storage') when it cannot be made. */
export function makeRunFolder(runsFolder: string, runId: string): string {
  const folder = join(runsFolder, runId);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw cannotWrite('the run folder', folder, error);
  }
  return folder;
}

/** Points `runs/latest` at a run, replaced in one step: a symlink, on Windows a junction. */
export function pointLatestAt(runsFolder: string, runId: string): void {
  const link = join(runsFolder, 'latest');
  const temporary = join(runsFolder, `.latest.${process.pid}.${threadId}`); // a backtest begins in a thread of its own
  rmSync(temporary, { force: true, recursive: true });
  if (process.platform === 'win32') {
    symlinkSync(join(runsFolder, runId), temporary, 'junction');
    rmSync(link, { force: true, recursive: true }); // a junction cannot be replaced by a rename
  } else {
    symlinkSync(runId, temporary);
  }
  renameSync(temporary, link);
}

/** The run that `runs/latest` points at; undefined when it points at none that is there. */
export function latestRun(runsFolder: string): string | undefined {
  try {
    return basename(realpathSync(join(runsFolder, 'latest')));
  } catch {
    return undefined;
  }
}

/** Writes a JSON artifact whole. */
export function writeJsonArtifact(path: string, value: unknown): void {
  writeFileAtomic(path, `${JSON.stringify(value, null, 2)}\n`);
}

/** A run folder as it lies on disk. */
export interface RunFolder {
  readonly runId: string;
  readonly bytes: number;
  /** Wall time at which it began, from its id, ms UTC. */
  readonly startedMs: number;
  /** Latest change of a file in it, ms UTC. */
  readonly changedMs: number;
  /** True when it has its final report. */
  readonly isFinished: boolean;
}

const RUN_ID = /^(\d{4})(\d{2})(\d{2})-(\d{2})(\d{2})(\d{2})-[a-z]+-[a-z0-9]+$/;

/** The run folders of a workspace, newest first; whatever else lies there is left out. */
export function listRunFolders(runsFolder: string): RunFolder[] {
  if (!existsSync(runsFolder)) return [];
  return readdirSync(runsFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && RUN_ID.test(entry.name))
    .map(({ name }) => describeFolder(join(runsFolder, name), name))
    .sort((a, b) => (a.runId < b.runId ? 1 : -1));
}

function describeFolder(folder: string, runId: string): RunFolder {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => statSync(join(folder, name)));
  const [year, month, day, hour, minute, second] = RUN_ID.exec(runId)?.slice(1).map(Number) ?? [];
  return {
    runId,
    bytes: files.reduce((sum, { size }) => sum + size, 0),
    startedMs: Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second),
    changedMs: Math.max(statSync(folder).mtimeMs, ...files.map(({ mtimeMs }) => mtimeMs)),
    isFinished: existsSync(join(folder, 'final_report.json')),
  };
}

/** Removes a run's folder, and `latest` when it pointed there. */
export function removeRunFolder(runsFolder: string, runId: string): void {
  const link = join(runsFolder, 'latest');
  const pointsHere =
    lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink() === true && basename(readlinkSync(link)) === runId;
  rmSync(join(runsFolder, runId), { recursive: true, force: true });
  if (pointsHere) rmSync(link, { force: true });
}
