// npm start: the workstation, in its own window where Electron is there, else in the browser.
import { spawn } from 'node:child_process';
import { bootstrap } from './bootstrap.mjs';
import { chooseShell, shellFacts } from './choose-shell.mjs';
import { endWithNpm } from './end-with-npm.mjs';
import { ensureBuilt } from './ensure-built.mjs';
import { launch } from './launch.mjs';
import { fail, ROOT } from './project.mjs';

async function main() {
  const args = process.argv.slice(2);
  await bootstrap();
  await ensureBuilt();
  endWithNpm();
  const shell = await chooseShell(shellFacts(args, process.env));
  if (shell.kind === 'browser') {
    console.error(shell.why);
    await launch('la.js', ['serve', ...args]);
    return;
  }
  const child = spawn(shell.executable, [ROOT, ...args], { stdio: 'inherit' });
  // the program stops its session in order first; a second signal changes nothing there
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal));
  }
  child.once('error', fail);
  child.once('exit', (code) => process.exit(code ?? 1));
}

main().catch(fail);
