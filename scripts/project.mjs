// Facts about this checkout that every script needs. Runs on Node 20 with nothing installed.
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
export const OUT = join(ROOT, 'out');

/** The Node that `npm ci` installs into the project. */
export const INSTALLED_NODE = join(
  ROOT,
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

/** better-sqlite3 crashes Node 20, so the app itself needs 22.13 or later. */
export function isNodeNewEnough(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 13);
}

/** A Node that can run the app and its tools: this one, or else the installed one. */
export function projectNode() {
  return isNodeNewEnough() ? process.execPath : INSTALLED_NODE;
}

/**
 * Is this module the program that was started?
 * @param {string} moduleUrl the module's `import.meta.url`
 */
export function isMain(moduleUrl) {
  const started = process.argv[1];
  return started !== undefined && moduleUrl === pathToFileURL(realpathSync(started)).href;
}

/** A failure the user is told about in one line, without a stack trace. */
export class ScriptError extends Error {}

/**
 * Ends the process with 1 and one line on stderr.
 * @param {unknown} error
 * @returns {never}
 */
export function fail(error) {
  console.error(error instanceof ScriptError ? `laptop-agents: ${error.message}` : error);
  process.exit(1);
}
