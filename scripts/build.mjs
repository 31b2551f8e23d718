// Builds all targets into out/. Each is written beside its place and then moved file by file, so that a process which
// starts meanwhile finds either the old or the new one. With --if-needed: only if an input has changed.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { inputsHash, isFresh, STAMP } from './ensure-built.mjs';
import { withLock } from './lock.mjs';
import { fail, OUT, ScriptError } from './project.mjs';
import { THIRD_PARTY_FILE, thirdPartyText } from './third-party.mjs';

/** Folders beside out/main, at its depth: source maps name the sources relative to where they were written. */
const STAGING = '.staging-';

async function build() {
  const hash = inputsHash();
  if (process.argv.includes('--if-needed') && isFresh(hash)) return;
  const startedAt = performance.now();
  const { build: viteBuild } = await import('vite');
  const { BUNDLED_LIST, targets } = await import('./vite-targets.mjs');
  const all = await targets();
  rmSync(STAMP, { force: true });
  removeStaging();
  /** @type {import('./third-party.mjs').ShippedPackage[]} */
  const bundled = [];
  for (const target of all) {
    const outDir = join(OUT, `${STAGING}${target.name}`);
    await viteBuild({
      ...target.config,
      configFile: false,
      logLevel: 'warn',
      build: { ...target.config.build, outDir, emptyOutDir: true },
    });
    const list = join(outDir, BUNDLED_LIST);
    if (existsSync(list)) {
      bundled.push(...JSON.parse(readFileSync(list, 'utf8')));
      rmSync(list);
    }
    moveFiles(outDir, join(OUT, target.folder));
  }
  removeLeftovers(all);
  removeStaging();
  writeFileSync(join(OUT, THIRD_PARTY_FILE), thirdPartyText(bundled));
  writeFileSync(`${STAMP}.new`, hash);
  renameSync(`${STAMP}.new`, STAMP);
  const names = all.map((target) => target.name).join(', ');
  console.error(`built ${names === '' ? 'nothing' : names} in ${Math.round(performance.now() - startedAt)} ms`);
}

function removeStaging() {
  for (const name of readdirSync(OUT)) {
    if (name.startsWith(STAGING)) rmSync(join(OUT, name), { recursive: true, force: true });
  }
}

/** @type {Set<string>} every file this build put into out/ */
const placed = new Set();

/**
 * @param {string} from
 * @param {string} to
 */
function moveFiles(from, to) {
  // index.html last: it must not name assets that are not there yet
  const files = filesIn(from).sort((a, b) => Number(a.endsWith('.html')) - Number(b.endsWith('.html')));
  for (const file of files) {
    const place = join(to, file);
    mkdirSync(dirname(place), { recursive: true });
    renameSync(join(from, file), place);
    placed.add(place);
  }
}

/**
 * Deletes what an earlier build left and this one did not make.
 * @param {import('./vite-targets.mjs').Target[]} all
 */
function removeLeftovers(all) {
  for (const folder of new Set(['main', 'preload', 'renderer', ...all.map((target) => target.folder)])) {
    for (const file of filesIn(join(OUT, folder))) {
      const path = join(OUT, folder, file);
      if (!placed.has(path)) rmSync(path);
    }
  }
}

/**
 * @param {string} folder
 * @returns {string[]} paths relative to the folder
 */
function filesIn(folder) {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  } catch {
    return [];
  }
}

withLock('build', build).catch((error) => {
  removeStaging();
  const message = error instanceof Error ? error.message : String(error);
  fail(new ScriptError(process.stderr.isTTY ? message : stripVTControlCharacters(message)));
});
