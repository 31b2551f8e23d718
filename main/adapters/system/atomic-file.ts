import { closeSync, fsyncSync, ftruncateSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Failure } from '../../../shared/failure.ts';
import { asFailure } from '../../../shared/storage-fault.ts';

/** Replaces a file whole: temporary file beside it, fsync, rename, fsync of the folder. Readers see the old or the new text. */
export function writeFileAtomic(path: string, text: string | Uint8Array, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const file = openSync(temporary, 'w', mode);
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
}

/** Overwrites a file where it lies, needing no new space; a reader may see half of it. */
export function writeInPlace(path: string, text: string): void {
  const file = openSync(path, 'r+');
  try {
    writeFileSync(file, text);
    ftruncateSync(file, Buffer.byteLength(text));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function syncFolder(path: string): void {
  if (process.platform === 'win32') return; // folders cannot be opened there; NTFS journals the rename
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** One sentence for a file or folder that cannot be written: which, why, and what to do. */
export function cannotWrite(what: string, path: string, error: unknown): Failure {
  const reason = asFailure(error)?.message ?? (error instanceof Error ? error.message : String(error));
  return new Failure('storage', `${what} ${path} cannot be written: ${reason}`);
}
