import { chmodSync, closeSync, existsSync, fsyncSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder itself or the nearest one above it that exists. */
export function nearestFolder(path: string): string | undefined {
  for (let folder = path; ; folder = dirname(folder)) {
    if (existsSync(folder)) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

/** Why no file can be written in a folder, or undefined when one can: tried with a real file, since modes do not tell all. */
export function whyNotWritable(folder: string): string | undefined {
  const probe = join(folder, `.doctor.${process.pid}`);
  try {
    const file = openSync(probe, 'w', 0o600);
    try {
      writeSync(file, 'x');
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    rmSync(probe, { force: true });
  }
}

/** Permission bits of a file, or undefined where there are none (Windows) or no file. */
export function modeOf(path: string): number | undefined {
  if (process.platform === 'win32') return undefined;
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? undefined : stat.mode & 0o777;
}

/** Lets nobody but the owner read or write a file. */
export function makePrivate(path: string): void {
  chmodSync(path, 0o600);
}
