import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { SessionEvent } from '../../shared/events.ts';
import { startExchange } from '../support/exchange/start-exchange.ts';
import { ROOT, readEvents, readText, temporaryFolder, workbenchIn } from '../support/workspace.ts';
import { La, la, until } from './support/la.ts';

const LATEST = ['runs', 'latest'] as const;

function eventCount(workspace: string): number {
  const path = join(workspace, ...LATEST, 'events.jsonl');
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').length - 1 : 0;
}

/** A real-time mock session, started and seen to process candles. */
async function runningSession(workspace: string, ...flags: readonly string[]): Promise<La> {
  const session = new La([
    'run',
    '--source',
    'mock',
    '--speed',
    '50',
    '--seed',
    '5',
    '--breakers',
    'off',
    '--workspace',
    workspace,
    ...flags,
  ]);
  const before = eventCount(workspace);
  await until(() => eventCount(workspace) > Math.max(before, 220) || session.child.exitCode !== null);
  return session;
}

describe('the command line', () => {
  it('10 --json prints one document and nothing else, and the old spelling means the same', async () => {
    const workspace = temporaryFolder();
    const flags = [
      '--source',
      'mock',
      '--duration',
      '5',
      '--speed',
      'max',
      '--seed',
      '7',
      '--breakers',
      'off',
      '--json',
    ];
    const modern = await la(['run', ...flags, '--workspace', workspace]);
    const old = await la(['run', '--mode', 'live-session', '--async', ...flags], { env: { LA_WORKSPACE: workspace } });
    const [first, second] = [modern, old].map(({ stdout }) => JSON.parse(stdout) as Record<string, unknown>);
    expect(first).toMatchObject({ schema_version: 1, stopped_reason: 'completed', exit_code: 0 });
    expect(readText(String(first?.run_dir), 'events.jsonl')).toBe(readText(String(second?.run_dir), 'events.jsonl'));
    expect(modern.stdout.trim().split('\n')).toHaveLength(1);
  });

  it('10 status, stop: RUNNING with figures, ended in its order with 0, the lock gone, then STOPPED', async () => {
    const workspace = temporaryFolder();
    const session = await runningSession(workspace);
    const status = JSON.parse((await la(['status', '--json', '--workspace', workspace])).stdout) as Record<
      string,
      unknown
    >;
    expect(status).toMatchObject({ status: 'RUNNING', pid: session.child.pid, session: { state: 'running', seed: 5 } });
    expect(await la(['stop', '--workspace', workspace])).toMatchObject({ code: 0 });
    expect(await session.finished()).toMatchObject({ code: 0 });
    expect(existsSync(join(workspace, 'paper', 'session.lock'))).toBe(false);
    expect((await la(['status', '--workspace', workspace])).stdout).toMatch(/^STOPPED/);
    const last = readEvents(join(workspace, ...LATEST)).at(-1);
    expect(last).toMatchObject({ event: 'SessionEnd', reason: 'user_stop' });
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '4 %s only asks: the stopping order runs, exit 0, a second one changes nothing',
    async (signal) => {
      const workspace = temporaryFolder();
      const session = await runningSession(workspace);
      session.child.kill(signal);
      session.child.kill(signal);
      expect(await session.finished()).toMatchObject({ code: 0 });
      expect(readEvents(join(workspace, ...LATEST)).at(-1)).toMatchObject({ event: 'SessionEnd', reason: 'signal' });
    },
  );

  it('4 a signal while the exchange is still asked stops the session as soon as it runs, in its order', async () => {
    const workspace = temporaryFolder();
    const exchange = await startExchange({ seed: 3, faults: { restHang: 1 } });
    onTestFinished(() => exchange.close());
    const env = { LA_BITUNIX_REST_URL: exchange.restUrl, LA_BITUNIX_WS_URL: exchange.wsUrl };
    const session = new La(['run', '--source', 'bitunix', '--workspace', workspace], { env });
    await until(() => exchange.stats.requestTimes('').length > 0 || session.child.exitCode !== null);
    session.child.kill('SIGTERM');
    expect(await session.finished()).toMatchObject({ code: 0 });
    expect(readEvents(join(workspace, ...LATEST)).at(-1)).toMatchObject({ event: 'SessionEnd', reason: 'signal' });
    expect(existsSync(join(workspace, 'paper', 'session.lock'))).toBe(false);
  });

  it('12.2 la stop while the exchange is still asked stops the session as soon as it runs', async () => {
    const workspace = temporaryFolder();
    const exchange = await startExchange({ seed: 3, faults: { restHang: 1 } });
    onTestFinished(() => exchange.close());
    const env = { LA_BITUNIX_REST_URL: exchange.restUrl, LA_BITUNIX_WS_URL: exchange.wsUrl };
    const session = new La(['run', '--source', 'bitunix', '--workspace', workspace], { env });
    onTestFinished(() => void session.child.kill('SIGKILL'));
    await until(() => exchange.stats.requestTimes('').length > 0 || session.child.exitCode !== null);
    const asked = await la(['stop', '--workspace', workspace]);
    expect(asked).toMatchObject({ code: 0, stdout: expect.stringContaining('a session that is starting') });
    expect(await session.finished()).toMatchObject({ code: 0 });
    expect(readEvents(join(workspace, ...LATEST)).at(-1)).toMatchObject({ event: 'SessionEnd', reason: 'user_stop' });
  });

  it('12.11 la kill works without a build, halts durably, and the session ends flat with 99', async () => {
    const workspace = temporaryFolder();
    const session = await runningSession(workspace);
    const killed = await la(['kill', '--workspace', workspace], { program: join(ROOT, 'scripts', 'la-kill.mjs') });
    expect(killed).toMatchObject({ code: 0 });
    expect(await session.finished()).toMatchObject({ code: 99 });
    expect(existsSync(join(workspace, 'kill.txt'))).toBe(true);
    const events: SessionEvent[] = readEvents(join(workspace, ...LATEST));
    const names = events.map(({ event }) => event);
    const after = names.slice(names.indexOf('KillEngaged'));
    expect(after).toEqual(expect.arrayContaining(['KillEngaged', 'KillCompleted', 'SessionEnd']));
    expect(after).not.toContain('OrderSubmitted');
    expect(names.at(-1)).toBe('SessionEnd');
    expect(await la(['run', '--source', 'mock', '--workspace', workspace])).toMatchObject({ code: 99 });
  });

  it('12.11 la kill with nothing running keeps the next start from trading', async () => {
    const workspace = join(temporaryFolder(), 'new');
    const killed = await la(['kill', '--workspace', workspace], { program: join(ROOT, 'scripts', 'la-kill.mjs') });
    expect(killed).toMatchObject({ code: 0 });
    const refused = await la(['run', '--source', 'mock', '--workspace', workspace]);
    expect(refused).toMatchObject({ code: 99, stdout: '' });
    expect(refused.stderr.trim().split('\n')).toHaveLength(1);
  });

  it('12.11 the halt of la kill stays when kill.txt is removed before anything started, until it is re-armed', async () => {
    const workspace = temporaryFolder();
    mkdirSync(join(workspace, 'paper'));
    const tripped = { reason: 'drawdown', at: '2025-01-01T00:00:00.000Z' };
    const before = { schema_version: 1, halted: null, tripped };
    writeFileSync(join(workspace, 'paper', 'safety.json'), JSON.stringify(before));
    const kill = () => la(['kill', '--workspace', workspace], { program: join(ROOT, 'scripts', 'la-kill.mjs') });
    expect(await kill()).toMatchObject({ code: 0 });
    rmSync(join(workspace, 'kill.txt'));
    const [halted, again] = [workbenchIn(workspace).safety(), await kill()];
    expect([halted.halted?.by, halted.tripped, again.code]).toEqual([join(workspace, 'kill.txt'), tripped, 0]);
    rmSync(join(workspace, 'kill.txt'));
    expect(workbenchIn(workspace).safety()).toEqual(halted);
    expect(await la(['run', '--source', 'mock', '--workspace', workspace])).toMatchObject({ code: 99 });
    expect(await la(['rearm', '--yes', '--workspace', workspace])).toMatchObject({ code: 0 });
    expect(workbenchIn(workspace).safety()).toMatchObject({ halted: null, tripped });
  });

  it.skipIf(process.platform !== 'linux')(
    '12.11 la kill knows that the process of a lock is gone when its id belongs to another program',
    async () => {
      const workspace = temporaryFolder();
      mkdirSync(join(workspace, 'paper'));
      const lock = { pid: process.pid, process_start: '1', run_id: 'gone', control_url: '', token: '' };
      writeFileSync(join(workspace, 'paper', 'session.lock'), JSON.stringify(lock));
      const killed = await la(['kill', '--workspace', workspace], { program: join(ROOT, 'scripts', 'la-kill.mjs') });
      expect(killed).toMatchObject({ code: 0, stderr: '' });
      expect(killed.stdout).toContain('nothing runs here');
    },
  );

  it('9 an empty LA_WORKSPACE is none: the same folder for a run and for la kill', async () => {
    const [cwd, env] = [temporaryFolder(), { LA_WORKSPACE: '' }];
    const run = ['run', '--source', 'mock', '--duration', '1', '--speed', 'max', '--breakers', 'off'];
    expect(await la(run, { cwd, env })).toMatchObject({ code: 0 });
    expect(await la(['kill'], { cwd, env, program: join(ROOT, 'scripts', 'la-kill.mjs') })).toMatchObject({ code: 0 });
    expect(readdirSync(cwd)).toEqual(['.workspace']);
    expect(await la(run, { cwd, env })).toMatchObject({ code: 99 });
  });

  it('4 a second session in the workspace is refused with 7', async () => {
    const workspace = temporaryFolder();
    const session = await runningSession(workspace);
    const second = await la(['run', '--source', 'mock', '--workspace', workspace]);
    expect(second).toMatchObject({ code: 7, stdout: '' });
    expect(second.stderr).toMatch(new RegExp(`process ${session.child.pid}`));
  });

  it('12.12 what lifts a halt needs a confirmation', async () => {
    const workspace = temporaryFolder();
    const safety = { schema_version: 1, halted: { by: 'test', at: '2025-01-01T00:00:00.000Z' }, tripped: null };
    await la(['run', '--source', 'mock', '--duration', '1', '--speed', 'max', '--workspace', workspace]);
    writeFileSync(join(workspace, 'paper', 'safety.json'), JSON.stringify(safety));
    expect(await la(['rearm', '--workspace', workspace])).toMatchObject({ code: 6 });
    expect(await la(['rearm', '--yes', '--workspace', workspace])).toMatchObject({ code: 0, stdout: 're-armed\n' });
    expect(await la(['status', '--workspace', workspace])).toMatchObject({ stdout: 'STOPPED\n' });
  });

  it('8 kill -9 in the middle, again and again: continued with nothing lost and nothing twice', async () => {
    const workspace = temporaryFolder();
    const workbench = workbenchIn(workspace);
    for (let crash = 0; crash < 4; crash++) {
      const session = await runningSession(workspace, '--duration', '40');
      session.child.kill('SIGKILL');
      await session.finished();
      expect(workbench.audit('latest').finding).toBeNull();
      expect(workbench.verify('latest').difference).toBeNull();
    }
    const end = await la([
      'run',
      '--source',
      'mock',
      '--speed',
      'max',
      '--seed',
      '5',
      '--breakers',
      'off',
      '--duration',
      '40',
      '--json',
      '--workspace',
      workspace,
    ]);
    const report = JSON.parse(end.stdout) as Record<string, unknown>;
    expect(report).toMatchObject({ status: 'crashed_recovered', stopped_reason: 'completed' });
    expect(workbench.audit('latest').finding).toBeNull();
    expect(workbench.verify('latest').difference).toBeNull();

    const events = readEvents(String(report.run_dir));
    expect(events.filter(({ event }) => event === 'SessionRecovered')).toHaveLength(4);
    expect(new Set(events.map(({ event_id }) => event_id)).size).toBe(events.length);
    const trades = readText(String(report.run_dir), 'trades.csv').trim().split('\n').slice(1);
    expect(trades.map((row) => Number(row.split(',')[0]))).toEqual(trades.map((_, index) => index + 1));
  }, 60_000);

  it('12.2 la stop closes an unfinished run also while kill.txt stands: flat, and no order after the latch', async () => {
    const workspace = temporaryFolder();
    const session = await runningSession(workspace);
    session.child.kill('SIGKILL');
    await session.finished();
    writeFileSync(join(workspace, 'kill.txt'), '');
    expect(await la(['stop', '--workspace', workspace])).toMatchObject({ code: 0 });
    const names = readEvents(join(workspace, ...LATEST)).map(({ event }) => event);
    const ending = names.slice(names.indexOf('SessionRecovered'));
    expect(ending.slice(0, 2)).toEqual(['SessionRecovered', 'KillEngaged']);
    expect(ending.at(-1)).toBe('SessionEnd');
    expect(ending).not.toContain('OrderSubmitted');
    const workbench = workbenchIn(workspace);
    expect([workbench.hasUnfinished(), workbench.safety().halted === null]).toEqual([false, false]);
    expect(workbench.verify('latest').difference).toBeNull();
  });

  it('12.2 an unfinished run is continued only with its own settings; la stop closes it', async () => {
    const workspace = temporaryFolder();
    const session = await runningSession(workspace);
    session.child.kill('SIGKILL');
    await session.finished();
    const other = await la([
      'run',
      '--source',
      'mock',
      '--speed',
      'max',
      '--duration',
      '5',
      '--seed',
      '6',
      '--workspace',
      workspace,
    ]);
    expect(other).toMatchObject({ code: 6, stdout: '' });
    expect(other.stderr).toMatch(/la run --resume.*la stop/);
    expect((await la(['stop', '--workspace', workspace])).stdout).toMatch(/closed/);
    const fresh = await la([
      'run',
      '--source',
      'mock',
      '--speed',
      'max',
      '--duration',
      '5',
      '--seed',
      '6',
      '--workspace',
      workspace,
    ]);
    expect(fresh).toMatchObject({ code: 0 });
  });
});
