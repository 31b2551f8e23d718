import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../shared/failure.ts';
import { RUN_ID } from '../../shared/run-id.ts';
import { RunIndex } from '../adapters/report/archive/run-index.ts';

/** The last two runs that were opened, and the one that is running. */
const KEPT = 3;

/** Indexes of the runs that somebody looks at, the latest few kept in memory. Each is read on when it is asked for. */
export class OpenRuns {
  private readonly runsFolder: string;
  /** By run id; the one used last comes last. */
  private readonly kept = new Map<string, RunIndex>();

  constructor(runsFolder: string) {
    this.runsFolder = runsFolder;
  }

  /** The index of a run as of now. Throws Failure('not_found') when there is no such run. */
  async get(runId: string): Promise<RunIndex> {
    const folder = await runFolder(this.runsFolder, runId);
    const known = this.kept.get(runId);
    const index = known === undefined || (await known.isOutdated()) ? new RunIndex(folder) : known;
    this.kept.delete(runId);
    this.kept.set(runId, index);
    for (const oldest of this.kept.keys()) {
      if (this.kept.size > KEPT) this.kept.delete(oldest);
    }
    await index.extend();
    return index;
  }

  forget(runId: string): void {
    this.kept.delete(runId);
  }
}

/** The folder of a run of this workspace. Throws Failure('not_found') for anything else, links included. */
export async function runFolder(runsFolder: string, runId: string): Promise<string> {
  const folder = join(runsFolder, runId);
  const isFolder =
    RUN_ID.test(runId) &&
    (await lstat(folder).then(
      (stats) => stats.isDirectory(),
      () => false,
    ));
  if (!isFolder) throw new Failure('not_found', `no run ${runId} in ${runsFolder}; it may have been deleted`);
  return folder;
}
