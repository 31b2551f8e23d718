import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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
