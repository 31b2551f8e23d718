import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** Folder of the built page beside the built program, or null when it was not built. */
export function pageFolder(): string | null {
  const folder = resolve(import.meta.dirname, '..', 'renderer');
  return existsSync(resolve(folder, 'index.html')) ? folder : null;
}
