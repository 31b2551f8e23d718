import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MOCK_RUN, QUIET, readEvents, runToEnd, temporaryFolder, workbenchIn } from '../support/workspace.ts';

const LOSING = join(import.meta.dirname, '..', 'fixtures', 'losing-streak.csv');

describe('safety of a workspace', () => {
  it('4 KILL ends the session at once with 99, persists, and is left only by an explicit re-arm', async () => {
    const workbench = workbenchIn(temporaryFolder());
    const session = await workbench.startSession({ ...MOCK_RUN, durationMin: 0, speed: 50 }, QUIET);
    session.command({ name: 'Kill', by: 'test' });
    expect(session.status()).toMatchObject({ is_halted: true, position: null, working_orders: [], state: 'stopped' });
    expect(await session.done).toMatchObject({ reason: 'kill_switch', exit_code: 99 });
    await expect(runToEnd(workbench)).rejects.toMatchObject({ code: 'halted', exitCode: 99 });
    workbench.rearm('test');
    expect(await runToEnd(workbench)).toMatchObject({ reason: 'completed' });
  });

  it('12.11 any kill.txt engages, even an empty one, before a start and in a running session', async () => {
    const folder = temporaryFolder();
    const workbench = workbenchIn(folder);
    const session = await workbench.startSession({ ...MOCK_RUN, durationMin: 0, speed: 10 }, QUIET);
    writeFileSync(join(folder, 'kill.txt'), '');
    const outcome = await session.done;
    expect(outcome.reason).toBe('kill_switch');
    const names = readEvents(outcome.run_dir).map(({ event }) => event);
    expect(names.slice(names.indexOf('KillEngaged'))).not.toContain('OrderSubmitted');
    await expect(runToEnd(workbench)).rejects.toMatchObject({ code: 'halted' });
    expect(() => workbench.rearm('test')).toThrow(/kill\.txt/);
  });

  it.each(['TRUE', '1', 'yes', 'anything'])('12.11 LA_KILL_SWITCH=%s refuses to trade', async (value) => {
    const workbench = workbenchIn(temporaryFolder(), { LA_KILL_SWITCH: value });
    await expect(runToEnd(workbench)).rejects.toMatchObject({ exitCode: 99 });
  });

  it.each(['', '0', 'false', 'no'])('12.11 LA_KILL_SWITCH=%j does not', async (value) => {
    const workbench = workbenchIn(temporaryFolder(), { LA_KILL_SWITCH: value });
    expect(await runToEnd(workbench, { durationMin: 1 })).toMatchObject({ reason: 'completed' });
  });

  it('7 a tripped breaker flattens, ends with 2, stays tripped over a restart, and is lifted by a reset', async () => {
    const workbench = workbenchIn(temporaryFolder());
    const outcome = await runToEnd(workbench, { breakersOn: true, source: 'replay', replay: LOSING, durationMin: 0 });
    expect(outcome).toMatchObject({ reason: 'circuit_breaker', exit_code: 2 });
    const events = readEvents(outcome.run_dir);
    expect(events.filter(({ event }) => event === 'CIRCUIT_BREAKER_TRIPPED')).toHaveLength(1);
    await expect(runToEnd(workbench)).rejects.toThrow(/was previously TRIPPED\. It remains TRIPPED\./);
    workbench.resetBreaker('test');
    expect(await runToEnd(workbench, { durationMin: 1 })).toMatchObject({ reason: 'completed' });
  });

  it('4 one session per workspace: the second is told who holds the lock, and the lock goes with the session', async () => {
    const folder = temporaryFolder();
    const workbench = workbenchIn(folder);
    const session = await workbench.startSession({ ...MOCK_RUN, durationMin: 0, speed: 10 }, QUIET);
    await expect(runToEnd(workbench)).rejects.toMatchObject({ code: 'lock_held', exitCode: 7 });
    session.requestStop('user_stop', 'test');
    expect(await session.done).toMatchObject({ reason: 'user_stop', exit_code: 0 });
    expect(existsSync(join(folder, 'paper', 'session.lock'))).toBe(false);
  });

  it('4 a lock whose process is gone, or half-written, is taken over', async () => {
    const folder = temporaryFolder();
    const workbench = workbenchIn(folder);
    await runToEnd(workbench, { durationMin: 1 });
    const lock = join(folder, 'paper', 'session.lock');
    const stale = { pid: 4_000_000, process_start: '1', run_id: 'x', control_url: '', token: '' };
    for (const text of [JSON.stringify(stale), '{"pid":', JSON.stringify({ ...stale, pid: process.pid })]) {
      writeFileSync(lock, text);
      expect(await runToEnd(workbench, { durationMin: 1 })).toMatchObject({ reason: 'completed' });
    }
  });

  it('10 a stop that was asked of a session long gone does not stop the next one', async () => {
    const folder = temporaryFolder();
    const workbench = workbenchIn(folder);
    workbench.stopByFile();
    expect(await runToEnd(workbench, { durationMin: 1 })).toMatchObject({ reason: 'completed' });
  });
});
