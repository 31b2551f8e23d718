import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { ROOT, temporaryFolder } from '../support/workspace.ts';
import { until } from './support/la.ts';

it.skipIf(process.platform === 'win32')(
  'a session started through npm ends in its order when npm is ended',
  async () => {
    const workspace = temporaryFolder();
    const latest = join(workspace, 'runs', 'latest');
    const run = ['run', '--source', 'mock', '--speed', '50', '--seed', '5', '--workspace', workspace];
    const npm = spawn('npm', ['run', '-s', 'la', '--', ...run], { cwd: ROOT, stdio: 'ignore' });
    onTestFinished(() => void npm.kill('SIGKILL'));
    const events = join(latest, 'events.jsonl');
    await until(() => existsSync(events) && readFileSync(events, 'utf8').includes('CandleProcessed'));
    npm.kill('SIGTERM');
    await once(npm, 'exit');
    const report = join(latest, 'final_report.json');
    await until(() => existsSync(report));
    expect(JSON.parse(readFileSync(report, 'utf8'))).toMatchObject({ stopped_reason: 'signal', exit_code: 0 });
    await until(() => !existsSync(join(workspace, 'paper', 'session.lock')));
  },
);

/** Begins, tells so, and asks to end with npm only once what started it is gone, as after a long build. */
const LATE = `
import { endWithNpm } from ${JSON.stringify(pathToFileURL(join(ROOT, 'scripts', 'end-with-npm.mjs')).href)};
const parent = process.ppid;
process.once('SIGTERM', () => { console.log('ended'); process.exit(); });
const wait = setInterval(() => { if (process.ppid !== parent) { clearInterval(wait); endWithNpm(); } }, 10);
setInterval(() => {}, 1000);
console.log(process.pid);
`;

it.skipIf(process.platform === 'win32')('npm that was ended while the program was still built counts too', async () => {
  const env = { ...process.env, npm_lifecycle_event: 'la', LATE };
  const begin = '"$0" --input-type=module -e "$LATE" & wait';
  const shell = spawn('sh', ['-c', begin, process.execPath], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  shell.stdout.on('data', (chunk) => {
    said += chunk;
  });
  await until(() => said.includes('\n'));
  const pid = Number(said);
  onTestFinished(() => void (said.includes('ended') || process.kill(pid, 'SIGKILL')));
  shell.kill('SIGTERM');
  await until(() => said.includes('ended'));
});
