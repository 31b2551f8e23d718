import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startExchange } from '../support/exchange/start-exchange.ts';
import { readText, temporaryFolder, workbenchIn } from '../support/workspace.ts';
import { La, la, until } from './support/la.ts';

const RUN = ['run', '--source', 'mock', '--speed', '20', '--seed', '5', '--breakers', 'off', '--workspace'];

describe('4 the watchdog', () => {
  it.each([
    [
      'a main thread that hangs and yields again ends with 5',
      { LA_TEST_WATCHDOG_MS: '1500', LA_TEST_FREEZE_MS: '2500' },
      5,
      null,
    ],
    ['one that does not yield is killed', { LA_TEST_WATCHDOG_MS: '1500', LA_TEST_FREEZE_MS: '20000' }, null, 'SIGKILL'],
    ['memory over the limit ends with 5', { LA_TEST_MAX_RSS_MB: '20' }, 5, null],
  ] as const)('%s, after a durable record; the next start recovers', async (_name, env, code, signal) => {
    const workspace = temporaryFolder();
    const session = new La([...RUN, workspace], { env });
    expect((await session.finished()).code).toBe(code);
    expect(session.child.signalCode).toBe(signal);
    const record = JSON.parse(readFileSync(join(workspace, 'paper', 'watchdog.json'), 'utf8')) as { reason: string };
    expect(record.reason).toMatch(/no heartbeat|memory/);

    const again = await la([
      'run',
      '--source',
      'mock',
      '--speed',
      'max',
      '--duration',
      '5',
      '--seed',
      '5',
      '--breakers',
      'off',
      '--json',
      '--workspace',
      workspace,
    ]);
    const report = JSON.parse(again.stdout) as { run_dir: string; status: string };
    expect(report.status).toBe('crashed_recovered');
    expect(readText(report.run_dir, 'system.jsonl')).toContain(record.reason);
    expect(existsSync(join(workspace, 'paper', 'watchdog.json'))).toBe(false);
    expect(workbenchIn(workspace).verify('latest').difference).toBeNull();
  });

  it('gives a session longer while it loads history', async () => {
    const exchange = await startExchange({ seed: 3 });
    onTestFinished(() => exchange.close());
    // without quotes and rows the session goes on loading
    exchange.faults.socketRefused = true;
    exchange.faults.restLatencyMs = 4000;
    const workspace = temporaryFolder();
    const session = new La(['run', '--source', 'bitunix', '--workspace', workspace], {
      env: {
        LA_BITUNIX_REST_URL: exchange.restUrl,
        LA_BITUNIX_WS_URL: exchange.wsUrl,
        LA_TEST_WATCHDOG_MS: '1500',
        LA_TEST_FREEZE_MS: '2500',
      },
    });
    await until(() => session.stderr.includes('the main thread hangs') || session.child.exitCode !== null);
    session.child.kill('SIGTERM');
    expect((await session.finished()).code).toBe(0);
    expect(existsSync(join(workspace, 'paper', 'watchdog.json'))).toBe(false);
  });
});
