import { closeSync, copyFileSync, existsSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { Failure } from '../../../shared/failure.ts';
import { asFailure } from '../../../shared/storage-fault.ts';
import { corruptName, moveAside, pruneCorruptCopies } from './corrupt-copies.ts';
import { CorruptDatabase, isCorruption } from './corruption.ts';
import { MIGRATIONS } from './migrations.ts';

/** Database, write-ahead log, its index, and the folder while they are made. */
const HANDLES = 4;

export type Sqlite = Database.Database;

/** Opens an existing database for reading only. Throws Failure('not_found') when there is none. */
export function openReadOnly(path: string): Sqlite {
  if (!existsSync(path)) throw new Failure('not_found', `there is no journal at ${path}; run a session first`);
  return new Database(path, { readonly: true, fileMustExist: true });
}

/**
 * Opens the database of a mode for its one writer: WAL, every commit on disk before it returns, migrated forward with a
 * backup. An unreadable file is moved aside (the last five are kept) and a fresh one started; `onLost` is told before, so
 * that a crash in between leaves the halt standing and not a fresh database without one.
 */
export function openForWriting(path: string, nowIso: string, onLost: (movedTo: string, why: string) => void): Sqlite {
  try {
    mkdirSync(dirname(path), { recursive: true });
    return prepare(path);
  } catch (error) {
    if (!isCorruption(error)) throw storageFailure(path, error);
    const target = corruptName(path, nowIso);
    try {
      onLost(target, error instanceof Error ? error.message : String(error));
      moveAside(path, target);
      pruneCorruptCopies(path);
      return prepare(path);
    } catch (fault) {
      throw storageFailure(path, fault);
    }
  }
}

/** Opens the database; one that does not exist is made whole beside its place first, so that an empty file is always a loss. */
function prepare(path: string): Sqlite {
  if (existsSync(path)) return check(path);
  const fresh = `${path}.new`;
  for (const part of ['', '-wal', '-shm']) rmSync(fresh + part, { force: true });
  connect(fresh, (db) => migrate(db, fresh, 0)).close();
  renameSync(fresh, path);
  return check(path);
}

function check(path: string): Sqlite {
  return connect(path, (db) => {
    const version = Number(db.pragma('user_version', { simple: true }));
    if (version === 0) throw new CorruptDatabase('it is empty');
    const damage = db.pragma('quick_check(1)', { simple: true });
    if (damage !== 'ok') throw new CorruptDatabase(String(damage));
    migrate(db, path, version);
  });
}

function connect(path: string, prepareWith: (db: Sqlite) => void): Sqlite {
  const db = new Database(path, { timeout: 5000 });
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('wal_autocheckpoint = 4000');
    prepareWith(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function migrate(db: Sqlite, path: string, version: number): void {
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

/** One sentence for a database that cannot be used. */
export function storageFailure(path: string, error: unknown): Failure {
  if (error instanceof Failure) return error;
  const reason = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const fault = code.startsWith('SQLITE_CANTOPEN') ? handlesFault() : undefined;
  if (fault !== undefined) return fault;
  return new Failure('storage', `${path} cannot be used: ${reason}; ${remedyFor(code)}`);
}

/** SQLite does not say why it cannot open a file: the system does, asked for as many handles as a database takes. */
function handlesFault(): Failure | undefined {
  const handles: number[] = [];
  try {
    while (handles.length < HANDLES) handles.push(openSync(process.execPath, 'r'));
    return undefined;
  } catch (error) {
    return asFailure(error);
  } finally {
    for (const handle of handles) closeSync(handle);
  }
}

function remedyFor(code: string): string {
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED'))
    return 'another program has it open; close that and try again';
  if (code === 'SQLITE_FULL') return 'make room on its disk; nothing recorded is lost';
  if (code.startsWith('SQLITE_READONLY')) return 'give your user write permission to it and its folder';
  return 'check free space and permissions of its folder';
}
