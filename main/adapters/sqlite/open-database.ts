import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { Failure } from '../../../shared/failure.ts';
import { MIGRATIONS } from './migrations.ts';

const KEPT_CORRUPT_FILES = 5;

export type Sqlite = Database.Database;

/** Opens an existing database for reading only. Throws Failure('not_found') when there is none. */
export function openReadOnly(path: string): Sqlite {
  if (!existsSync(path)) throw new Failure('not_found', `there is no journal at ${path}; run a session first`);
  return new Database(path, { readonly: true, fileMustExist: true });
}

/**
 * Opens the database of a mode for its one writer: WAL, every commit on disk before it returns, migrated forward with a
 * backup. An unreadable file is moved aside (the last five are kept) and a fresh one started; `onLost` is told.
 */
export function openForWriting(path: string, nowIso: string, onLost: (movedTo: string, why: string) => void): Sqlite {
  mkdirSync(dirname(path), { recursive: true });
  try {
    return prepare(path);
  } catch (error) {
    if (!isCorruption(error)) throw storageFailure(path, error);
    const movedTo = moveAside(path, nowIso);
    onLost(movedTo, error instanceof Error ? error.message : String(error));
    return prepare(path);
  }
}

function prepare(path: string): Sqlite {
  const db = new Database(path, { timeout: 5000 });
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('wal_autocheckpoint = 4000');
    const damage = db.pragma('quick_check(1)', { simple: true });
    if (damage !== 'ok') throw new CorruptDatabase(String(damage));
    migrate(db, path);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

class CorruptDatabase extends Error {}

function isCorruption(error: unknown): boolean {
  if (error instanceof CorruptDatabase) return true;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB';
}

function migrate(db: Sqlite, path: string): void {
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version > MIGRATIONS.length) {
    throw new Failure(
      'version_mismatch',
      `${path} was written by a newer version (schema ${version}, this one knows ${MIGRATIONS.length}); update the program`,
    );
  }
  if (version === MIGRATIONS.length) return;
  if (version > 0) {
    db.pragma('wal_checkpoint(TRUNCATE)');
    copyFileSync(path, `${path}.before-v${MIGRATIONS.length}`);
  }
  db.transaction(() => {
    for (const step of MIGRATIONS.slice(version)) db.exec(step);
    db.pragma(`user_version = ${MIGRATIONS.length}`);
  })();
}

function moveAside(path: string, nowIso: string): string {
  const target = `${path}.corrupt.${nowIso.replaceAll(/[:.]/g, '-')}`;
  renameSync(path, target);
  for (const suffix of ['-wal', '-shm']) if (existsSync(path + suffix)) renameSync(path + suffix, target + suffix);
  const prefix = `${basename(path)}.corrupt.`;
  const kept = readdirSync(dirname(path)).filter((name) => name.startsWith(prefix) && !/-(wal|shm)$/.test(name));
  for (const name of kept.sort().slice(0, -KEPT_CORRUPT_FILES)) {
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(dirname(path), name + suffix), { force: true });
  }
  return target;
}

/** One sentence for a database that cannot be used. */
export function storageFailure(path: string, error: unknown): Failure {
  if (error instanceof Failure) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new Failure('storage', `${path} cannot be used: ${reason}; check free space and permissions of its folder`);
}
