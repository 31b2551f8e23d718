import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const KEPT = 20;
/** So many go into a bug report. */
const REPORTED = 3;

/**
 * Writes what an unknown error left, as text with secrets masked; returns the file. Chromium's own crash dumps stay off: they
 * hold memory, and memory holds secrets.
 */
export function writeCrashRecord(
  folder: string,
  error: unknown,
  options: { now: Date; scrub: (text: string) => string },
) {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const path = join(folder, `${options.now.toISOString().replaceAll(':', '-')}.txt`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, `${options.scrub(text)}\n`, { mode: 0o600, flush: true });
    for (const old of readdirSync(folder).sort().slice(0, -KEPT)) rmSync(join(folder, old), { force: true });
  } catch {
    // the program ends anyway
  }
  return path;
}

/** The newest records, oldest first, by file names that are their times; none when there is no folder. */
export function newestCrashRecords(folder: string): readonly { readonly file: string; readonly text: string }[] {
  try {
    const names = readdirSync(folder).sort().slice(-REPORTED);
    return names.map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));
  } catch {
    return [];
  }
}
