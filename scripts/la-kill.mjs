// `la kill`: stops all trading at once, with nothing installed and nothing built. First the kill file, on disk, then the
// holder of the session is called and the result awaited. Plain Node, no dependency.
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { request } from 'node:http';
import { join, resolve } from 'node:path';

const WAIT_MS = 5000;
const POLL_MS = 50;
const HELP = `Usage: la kill [--workspace <dir>]

Stops all trading at once and stays halted: writes kill.txt, calls the running session, waits up to 5 s until it is flat.
Lift the halt by removing kill.txt, then la rearm.`;

/** @param {readonly string[]} args */
function workspaceOf(args) {
  let workspace = process.env.LA_WORKSPACE || '.workspace';
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (arg === '--help' || arg === '-h') return undefined;
    if (arg.startsWith('--workspace=')) workspace = arg.slice('--workspace='.length) || workspace;
    else if (arg === '--workspace' && args[i + 1] !== undefined) workspace = args[++i] || workspace;
    // An unknown flag must not keep anybody from killing: it is said and passed over.
    else console.error(`la: kill knows only --workspace; ${arg} is ignored`);
  }
  return resolve(process.env.INIT_CWD ?? process.cwd(), workspace);
}

/**
 * @param {string} path
 * @param {string} text
 */
function writeDurably(path, text) {
  const file = openSync(path, 'w', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** @param {string} workspace */
function writeKillFile(workspace) {
  mkdirSync(workspace, { recursive: true });
  writeDurably(join(workspace, 'kill.txt'), `killed from the command line at ${new Date().toISOString()}\n`);
}

/**
 * Halts the workspace where no session does it, so that it stays halted when the kill file goes. The first halt is kept;
 * an unreadable file counts as halted as it is.
 * @param {string} workspace
 */
function recordHalt(workspace) {
  const path = join(workspace, 'paper', 'safety.json');
  let state = { schema_version: 1, halted: null, tripped: null };
  if (existsSync(path)) {
    try {
      state = JSON.parse(readFileSync(path, 'utf8'));
    } catch {
      return;
    }
  }
  if (state?.halted !== null) return;
  mkdirSync(join(workspace, 'paper'), { recursive: true });
  const halted = { by: join(workspace, 'kill.txt'), at: new Date().toISOString() };
  writeDurably(`${path}.kill.${process.pid}`, `${JSON.stringify({ ...state, halted })}\n`);
  renameSync(`${path}.kill.${process.pid}`, path);
}

/**
 * True unless it is known that the process of a lock is gone or that its id belongs to another program now.
 * @param {{ pid: number, process_start?: string }} lock
 */
function isAlive({ pid, process_start: start }) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: the process is there and belongs to somebody else
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EPERM') return false;
  }
  if (process.platform !== 'linux' || !start) return true;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] !== 'Z' && fields[19] === start;
  } catch {
    return true;
  }
}

/**
 * @param {string} workspace
 * @returns {{ pid: number, control_url: string, token: string } | undefined}
 */
function readLock(workspace) {
  try {
    const lock = JSON.parse(readFileSync(join(workspace, 'paper', 'session.lock'), 'utf8'));
    return isAlive(lock) ? lock : undefined;
  } catch (error) {
    // a lock that may not be read is somebody else's: it cannot be called, and is not nothing
    const code = /** @type {NodeJS.ErrnoException} */ (error)?.code;
    return code === 'EACCES' || code === 'EPERM' ? { pid: 0, control_url: '', token: '' } : undefined;
  }
}

/**
 * @param {{ control_url: string, token: string }} lock
 * @returns {Promise<{ flat: boolean, left: string } | undefined>}
 */
function callHolder(lock) {
  return new Promise((done) => {
    if (!/^http:\/\/127\.0\.0\.1:\d+$/.test(lock.control_url)) return done(undefined);
    const call = request(
      `${lock.control_url}/api/kill`,
      { method: 'POST', timeout: 2000, headers: { authorization: `Bearer ${lock.token}` } },
      (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () => {
          try {
            done(JSON.parse(text).value);
          } catch {
            done(undefined);
          }
        });
      },
    );
    call.on('error', () => done(undefined));
    call.on('timeout', () => call.destroy());
    call.end('{}');
  });
}

/**
 * Does what must not keep the rest of a kill from being done. True when it worked.
 * @param {string} what
 * @param {() => void} work
 */
function attempt(what, work) {
  try {
    work();
    return true;
  } catch (error) {
    console.error(`la: ${what} could not be written: ${error instanceof Error ? error.message : error}`);
    return false;
  }
}

async function main() {
  const workspace = workspaceOf(process.argv.slice(3));
  if (workspace === undefined) {
    console.log(HELP);
    return;
  }
  const isWritten = attempt('kill.txt', () => writeKillFile(workspace));
  const end = Date.now() + WAIT_MS;
  do {
    const lock = readLock(workspace);
    if (lock === undefined) {
      const isHalted = attempt('the halt', () => recordHalt(workspace));
      console.log('killed: nothing runs here; halted until kill.txt is removed and la rearm is called');
      process.exitCode = isWritten && isHalted ? 0 : 1;
      return;
    }
    const reply = await callHolder(lock);
    if (reply?.flat) {
      console.log('killed: flat, no working orders; halted until kill.txt is removed and la rearm is called');
      process.exitCode = isWritten ? 0 : 1;
      return;
    }
    if (reply !== undefined && !reply.flat) console.error(`la: still open: ${reply.left}`);
    await new Promise((next) => setTimeout(next, POLL_MS));
  } while (Date.now() < end);
  attempt('the halt', () => recordHalt(workspace));
  console.error('la: kill is NOT confirmed: the session did not say that it is flat; the kill file stands');
  process.exitCode = 1;
}

await main();
