import { existsSync, realpathSync, statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import type { Asker } from './confirmations.ts';

export interface ConsentPlaces {
  readonly workspace: string;
  /** Folder against which relative paths resolve. */
  readonly cwd: string;
  /** Strategies that can be given by name. */
  readonly strategies: readonly string[];
}

/** Asks the person before the page has a file read, one dialog at a time. */
export class StartConsent {
  private readonly asker: Pick<Asker, 'ask'>;
  private readonly places: () => ConsentPlaces;
  private isOpen = false;

  constructor(asker: Pick<Asker, 'ask'>, places: () => ConsentPlaces) {
    this.asker = asker;
    this.places = places;
  }

  async allows(input: unknown): Promise<boolean> {
    const files = filesToAllow(input, this.places());
    if (files.length === 0) return true;
    if (this.isOpen) return false;
    this.isOpen = true;
    try {
      return await this.asker.ask({
        message: 'Read this file for the session?',
        detail: files.join('\n'),
        button: 'Read file',
      });
    } finally {
      this.isOpen = false;
    }
  }
}

/**
 * Files that a start request of the page would read and that only a person may allow: a message about what is wrong with a
 * file tells of its content, so a page that runs foreign scripts could read any file by "starting" it.
 */
export function filesToAllow(input: unknown, places: ConsentPlaces): string[] {
  if (typeof input !== 'object' || input === null) return [];
  const { strategy, replay } = input as { readonly strategy?: unknown; readonly replay?: unknown };
  const files: string[] = [];
  if (typeof strategy === 'string' && strategy !== 'default' && !places.strategies.includes(strategy)) {
    files.push(resolve(places.cwd, strategy));
  }
  if (typeof replay === 'string' && replay !== '' && !isOwnRecord(replay, places)) {
    files.push(resolve(places.cwd, replay));
  }
  return files;
}

/** A run of the workspace, or a file of its runs or its downloaded data; links are followed. */
function isOwnRecord(replay: string, { workspace, cwd }: ConsentPlaces): boolean {
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
