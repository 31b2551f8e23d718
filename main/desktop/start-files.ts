import { existsSync, realpathSync, statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';

/** What tells the workspace's own files from others. */
export interface FilePlaces {
  readonly workspace: string;
  /** Folder against which relative paths resolve. */
  readonly cwd: string;
  /** Strategies that can be given by name. */
  readonly strategies: readonly string[];
}

/**
 * Files that a start or backtest request of the page would read and that only a person may allow: a message about what is
 * wrong with a file tells of its content, so a page that runs foreign scripts could read any file by "starting" it.
 */
export function filesToAllow(input: unknown, places: FilePlaces): string[] {
  if (typeof input !== 'object' || input === null) return [];
  const { strategy, ...named } = input as Readonly<Record<string, unknown>>;
  const files: string[] = [];
  if (typeof strategy === 'string' && strategy !== 'default' && !places.strategies.includes(strategy)) {
    files.push(resolve(places.cwd, strategy));
  }
  for (const path of [named.replay, named.file, named.fundingFile]) {
    if (typeof path === 'string' && path !== '' && !isOwnRecord(path, places)) files.push(resolve(places.cwd, path));
  }
  return files;
}

/** A run of the workspace, or a file of its runs or its downloaded data; links are followed. */
function isOwnRecord(replay: string, { workspace, cwd }: FilePlaces): boolean {
  const folders = [join(workspace, 'runs'), join(workspace, 'data')].map(realPath);
  const run = realPath(join(workspace, 'runs', replay));
  const candidates = [existsSync(run) && statSync(run).isDirectory() ? run : realPath(resolve(cwd, replay))];
  return candidates.every((path) => folders.some((folder) => path.startsWith(folder + sep)));
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
