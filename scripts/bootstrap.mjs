// Installs what package-lock.json names, if that has not been done yet. Runs on Node 20 with nothing installed, and
// prints to stderr only, so that a command's own output stays clean.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import { withLock } from './lock.mjs';
import { fail, INSTALLED_NODE, isMain, isNodeNewEnough, OUT, ROOT, ScriptError } from './project.mjs';

const STAMP = join(ROOT, 'node_modules', '.bootstrap');
const LOG = join(OUT, 'npm-ci.log');
const FORWARDED = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/** Makes node_modules agree with the lock file; costs a few milliseconds when it already does. */
export async function bootstrap() {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    throw new ScriptError(`Node 20 or later is needed, this is ${process.versions.node}`);
  }
  if (isInstalled()) return;
  await withLock('bootstrap', async () => {
    if (isInstalled()) return;
    console.error('Installing packages (once, about half a minute) …');
    await npmCi();
    if (!isNodeNewEnough() && !existsSync(INSTALLED_NODE)) {
      throw new ScriptError(
        `npm installed no Node for ${process.platform}-${process.arch}; allow install scripts (npm config set ignore-scripts false) or use Node 22.13 or later`,
      );
    }
    writeFileSync(STAMP, wanted());
  });
}

function isInstalled() {
  try {
    return readFileSync(STAMP, 'utf8') === wanted();
  } catch {
    return false;
  }
}

/** What the stamp must say: this lock file, installed for this platform. */
function wanted() {
  const lock = readFileSync(join(ROOT, 'package-lock.json'));
  return createHash('sha256').update(lock).update(`${process.platform}-${process.arch}`).digest('hex');
}

/** @returns {Promise<void>} */
function npmCi() {
  const cli = npmCli();
  if (cli === undefined) return Promise.reject(new ScriptError('npm was not found; install Node.js with npm'));
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const child = spawn(nodeOutsideProject(), [cli, ...args], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const stop = (/** @type {'SIGINT' | 'SIGTERM' | 'SIGHUP'} */ signal) => {
    child.kill(signal);
    process.exit(128 + constants.signals[signal]);
  };
  for (const signal of FORWARDED) process.once(signal, stop);
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new ScriptError(`npm could not be started: ${error.message}`)));
    child.once('close', (code) => {
      for (const signal of FORWARDED) process.removeListener(signal, stop);
      if (code === 0) {
        console.error(output.trim());
        resolve();
        return;
      }
      writeFileSync(LOG, output);
      reject(new ScriptError(`npm ci failed: ${reasonIn(output)} (all of its output is in ${LOG})`));
    });
  });
}

/**
 * The line of npm's output that says why, with its error code.
 * @param {string} output
 */
function reasonIn(output) {
  const lines = [...output.matchAll(/^npm error (.+)$/gm)].map((match) => match[1] ?? '');
  const code = lines.find((line) => line.startsWith('code '))?.slice('code '.length);
  const reason = lines.find((line) => !/^(code|errno|syscall|path|dest) /.test(line)) ?? 'no reason given';
  return code === undefined || reason.includes(code) ? reason : `${code}: ${reason}`;
}

/** npm's own JavaScript, so that no shell is needed on any platform. */
function npmCli() {
  const running = process.env.npm_execpath;
  const candidates = [
    ...(running !== undefined && /^np[mx]-cli\.js$/.test(basename(running))
      ? [join(dirname(running), 'npm-cli.js')]
      : []),
    ...pathFolders().flatMap((folder) => [
      join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
      join(folder, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    ]),
    '/usr/share/nodejs/npm/bin/npm-cli.js',
  ];
  return candidates.find((candidate) => existsSync(candidate));
}

/** npm ci deletes node_modules, so it should not run on the Node inside it. */
function nodeOutsideProject() {
  if (!process.execPath.startsWith(join(ROOT, 'node_modules'))) return process.execPath;
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  return (
    pathFolders()
      .map((folder) => join(folder, name))
      .find((candidate) => existsSync(candidate)) ?? process.execPath
  );
}

/** Folders of PATH (and this Node's), without those npm adds from node_modules. */
function pathFolders() {
  const folders = [dirname(process.execPath), ...(process.env.PATH ?? '').split(delimiter)];
  return folders.filter((folder) => folder !== '' && !/[\\/]node_modules[\\/]/.test(`${folder}/`));
}

if (isMain(import.meta.url)) bootstrap().catch(fail);
