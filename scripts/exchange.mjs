// npm run exchange: a local exchange that plays Bitunix futures. Its flags stand in its --help.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { fail, INSTALLED_NODE, projectNode, ROOT, ScriptError } from './project.mjs';

const PROGRAM = join(ROOT, 'tests', 'support', 'exchange', 'main.ts');

async function main() {
  await bootstrap();
  // The installed Node runs TypeScript as it is, which not every Node that can run the app does.
  const node = existsSync(INSTALLED_NODE) ? INSTALLED_NODE : projectNode();
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', PROGRAM, ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal));
  }
  const code = await new Promise((resolve, reject) => {
    child.once('error', () => reject(new ScriptError(`${node} could not be started`)));
    child.once('exit', (status, signal) => resolve(status ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
  process.exitCode = code;
}

main().catch(fail);
