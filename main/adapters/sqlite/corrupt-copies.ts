import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

export const KEPT_CORRUPT_COPIES = 5;
/** A database is up to three files; they move and go together. */
const PARTS = ['', '-wal', '-shm'];

/** Where an unreadable database is moved to: `<path>.corrupt.<time>`. */
export function corruptName(path: string, nowIso: string): string {
  return `${path}.corrupt.${nowIso.replaceAll(/[:.]/g, '-')}`;
}

/** Moves a database with its write-ahead log aside. */
export function moveAside(path: string, target: string): void {
  for (const part of PARTS) if (existsSync(path + part)) renameSync(path + part, target + part);
}

/** Paths of the unreadable databases that were moved aside, oldest first. */
export function corruptCopies(path: string): string[] {
  const prefix = `${basename(path)}.corrupt.`;
  if (!existsSync(dirname(path))) return [];
  return readdirSync(dirname(path))
    .filter((name) => name.startsWith(prefix) && !/-(?:wal|shm)$/.test(name))
    .sort()
    .map((name) => join(dirname(path), name));
}

/** Removes all but the newest five; returns the removed paths and their bytes. */
export function pruneCorruptCopies(path: string): { readonly removed: readonly string[]; readonly bytes: number } {
  const removed = corruptCopies(path).slice(0, -KEPT_CORRUPT_COPIES);
  let bytes = 0;
  for (const name of removed) {
    for (const part of PARTS) {
      bytes += statSync(name + part, { throwIfNoEntry: false })?.size ?? 0;
      rmSync(name + part, { force: true });
    }
  }
  return { removed, bytes };
}
