import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { OUT, projectNode, ROOT, ScriptError } from './project.mjs';

export const STAMP = join(OUT, '.built');

/** Everything a build depends on; .git/HEAD and its log because the build contains the commit. */
const INPUTS = [
  'main',
  'shared',
  'renderer',
  'config',
  'assets',
  'scripts',
  'tests/bench',
  'tests/soak',
  'tests/support/seeded.ts',
  'package.json',
  'package-lock.json',
  '.git/HEAD',
  '.git/logs/HEAD',
];

/** Builds if any input has changed since the last build; output goes to stderr. About 20 ms when nothing is to be done. */
export async function ensureBuilt() {
  if (isFresh(inputsHash())) return;
  const child = spawn(projectNode(), [join(ROOT, 'scripts', 'build.mjs'), '--if-needed'], {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
  });
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  if (code !== 0) throw new ScriptError('the build failed; its reason stands above');
}

/** @param {string} hash */
export function isFresh(hash) {
  try {
    return readFileSync(STAMP, 'utf8') === hash;
  } catch {
    return false;
  }
}

/** A hash over path, size and time of change of every input. */
export function inputsHash() {
  const hash = createHash('sha256');
  for (const input of INPUTS) {
    const path = join(ROOT, input);
    if (existsSync(path)) addTo(hash, path);
  }
  return hash.digest('hex');
}

/**
 * @param {import('node:crypto').Hash} hash
 * @param {string} path
 */
function addTo(hash, path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return; // deleted in this moment
  if (!stat.isDirectory()) {
    hash.update(`${relative(ROOT, path)}\0${stat.size}\0${stat.mtimeMs}\n`);
    return;
  }
  for (const name of readdirSync(path).sort()) addTo(hash, join(path, name));
}
