/** A database that opens and is damaged all the same. */
export class CorruptDatabase extends Error {}

/** True when the file itself is damaged: not when it is locked, full or not permitted. */
export function isCorruption(error: unknown): boolean {
  if (error instanceof CorruptDatabase) return true;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB';
}
