import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { INSTALLED_NODE, isNodeNewEnough, OUT, ScriptError } from './project.mjs';

const FORWARDED = /** @type {NodeJS.Signals[]} */ (
  process.platform === 'win32' ? ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] : ['SIGINT', 'SIGTERM', 'SIGHUP']
);

/**
 * Runs a built program of out/main: in this process if this Node can, otherwise on the installed Node as a child whose
 * exit code becomes ours.
 * @param {string} file such as la.js
 * @param {readonly string[]} args
 */
export async function launch(file, args) {
  const program = join(OUT, 'main', file);
  if (!existsSync(program)) throw new ScriptError(`${program} does not exist; run npm run build`);
  if (isNodeNewEnough()) {
    process.setSourceMapsEnabled(true);
    process.argv = [process.execPath, program, ...args];
    await import(pathToFileURL(program).href);
    return;
  }
  const child = spawn(INSTALLED_NODE, ['--enable-source-maps', program, ...args], { stdio: 'inherit' });
  let isForwarded = false;
  for (const signal of FORWARDED) {
    process.on(signal, () => {
      // A second one changes nothing: the program is already stopping in order.
      if (isForwarded) return;
      isForwarded = true;
      child.kill(signal);
    });
  }
  child.once('error', (error) => {
    console.error(`laptop-agents: ${INSTALLED_NODE} could not be started: ${error.message}`);
    process.exit(1);
  });
  child.once('exit', (code, signal) => {
    process.exit(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
  });
}
