import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..', '..', '..');

export const NO_ELECTRON =
  'no Electron on this machine (run `npx install-electron`, or set ELECTRON_EXEC to an executable)';

/** The Electron to test with: ELECTRON_EXEC, else one that has been downloaded. Never asks for a download. */
export function findElectron(): string | undefined {
  const named = process.env.ELECTRON_EXEC;
  if (named !== undefined && named !== '') {
    const path = resolve(ROOT, named);
    return existsSync(path) ? path : undefined;
  }
  const folder = join(ROOT, 'node_modules', 'electron');
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const path = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(path) ? path : undefined;
}

// The list reporter shows a skipped test as a bare dash; say once why.
if (findElectron() === undefined && process.env.TEST_WORKER_INDEX === undefined) {
  console.log(`SKIPPED desktop tests: ${NO_ELECTRON}`);
}
