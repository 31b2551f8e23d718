// Decides whether `npm start` opens the desktop window or the browser, and says why in one line.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OUT, projectNode, ROOT } from './project.mjs';

const SILENCE_MS = 3000;

/**
 * @typedef {object} ShellFacts
 * @property {boolean} isRefused the user asked for the browser
 * @property {boolean} hasEntry the desktop program has been built
 * @property {boolean} hasDisplay
 * @property {() => Promise<string | undefined>} findElectron the executable, downloaded if that goes quickly
 */

/**
 * @param {ShellFacts} facts
 * @returns {Promise<{ kind: 'electron', executable: string } | { kind: 'browser', why: string }>}
 */
export async function chooseShell({ isRefused, hasEntry, hasDisplay, findElectron }) {
  if (isRefused) return { kind: 'browser', why: 'opening in the browser, as asked' };
  if (!hasEntry) return { kind: 'browser', why: 'this version has no desktop window yet: opening in the browser' };
  if (!hasDisplay) return { kind: 'browser', why: 'there is no display for a window: serving the page in the browser' };
  const executable = await findElectron();
  if (executable !== undefined) return { kind: 'electron', executable };
  return { kind: 'browser', why: 'Electron is not installed and cannot be fetched now: opening in the browser' };
}

/**
 * The facts of this machine.
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} environment
 * @returns {ShellFacts}
 */
export function shellFacts(args, environment) {
  return {
    isRefused: args.includes('--no-electron'),
    hasEntry: existsSync(join(OUT, 'main', 'desktop.js')),
    hasDisplay: process.platform !== 'linux' || Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY),
    findElectron: async () => environment.ELECTRON_EXEC || installedElectron() || (await fetchElectron()),
  };
}

function installedElectron() {
  const folder = join(ROOT, 'node_modules', 'electron');
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const executable = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(executable) ? executable : undefined;
}

/** Runs Electron's own download; gives up when it says nothing for three seconds. */
function fetchElectron() {
  const installer = join(ROOT, 'node_modules', 'electron', 'install.js');
  if (!existsSync(installer)) return undefined;
  return new Promise((resolve) => {
    const child = spawn(projectNode(), [installer], { stdio: ['ignore', 'pipe', 'pipe'] });
    const giveUp = () => child.kill();
    let timer = setTimeout(giveUp, SILENCE_MS);
    const progress = () => {
      clearTimeout(timer);
      timer = setTimeout(giveUp, SILENCE_MS);
    };
    child.stdout.on('data', progress);
    child.stderr.on('data', progress);
    child.on('error', () => resolve(undefined));
    child.on('close', () => {
      clearTimeout(timer);
      resolve(installedElectron());
    });
  });
}
