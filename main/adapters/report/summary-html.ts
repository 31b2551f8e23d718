import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../../shared/failure.ts';
import { renderPage } from './page.ts';
import { readRunRecord } from './reading/run-record.ts';

/**
 * Writes `summary.html` into a run folder: one self-contained page about the run, from the files that are there. The page
 * is replaced whole or not at all. Throws Failure('not_found') when there is no such folder, Failure('storage') when the
 * page cannot be written.
 */
export async function writeSummaryHtml(runDir: string): Promise<void> {
  const page = renderPage(await readRunRecord(runDir));
  const path = join(runDir, 'summary.html');
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const file = await open(temporary, 'w');
    try {
      await file.writeFile(page);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure('storage', `${path} cannot be written: ${reason}`);
  }
}
