import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { OUT, ScriptError } from './project.mjs';

const BEAT_MS = 2_000;
const ABANDONED_AFTER_MS = 30_000;
const GIVE_UP_AFTER_MS = 15 * 60_000;

/**
 * Runs `work` while no other process of this checkout holds the lock of that name. Waits for the holder; a lock whose
 * process is gone, or that nobody has touched for half a minute, is taken over.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(name, work) {
  mkdirSync(OUT, { recursive: true });
  const file = join(OUT, `.${name}.lock`);
  const startedAt = Date.now();
  for (let tries = 0; !tryCreate(file); tries += 1) {
    if (isAbandoned(file)) {
      setAside(file);
      continue;
    }
    if (tries === 20) console.error(`waiting for another process to finish (${name}) …`);
    if (Date.now() - startedAt > GIVE_UP_AFTER_MS) {
      throw new ScriptError(`another process still holds ${file}; end it or delete that file`);
    }
    await sleep(100);
  }
  const beat = setInterval(() => touch(file), BEAT_MS);
  const release = () => {
    if (holder(file) === process.pid) rmSync(file, { force: true });
  };
  process.once('exit', release);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    process.removeListener('exit', release);
    release();
  }
}

/** @param {string} file */
function tryCreate(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw new ScriptError(`cannot write ${file}: ${/** @type {Error} */ (error).message}`);
  }
}

/** @param {string} file */
function isAbandoned(file) {
  try {
    if (Date.now() - statSync(file).mtimeMs > ABANDONED_AFTER_MS) return true;
    const pid = holder(file);
    return pid > 0 && (pid === process.pid || !isAlive(pid));
  } catch {
    return false; // released in this moment
  }
}

/**
 * The process that holds the lock; 0 if none, or if it is just being written.
 * @param {string} file
 */
function holder(file) {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return 0;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * Renamed, not deleted: of several waiters only one succeeds.
 * @param {string} file
 */
function setAside(file) {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    rmSync(aside, { force: true });
  } catch {
    // another waiter was faster
  }
}

/** @param {string} file */
function touch(file) {
  const now = new Date();
  try {
    utimesSync(file, now, now);
  } catch {
    // the folder was deleted under us; the work goes on
  }
}
