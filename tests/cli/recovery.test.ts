import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, it } from 'vitest';
import type { SessionEvent } from '../../shared/events.ts';
import { MOCK_RUN, QUIET, readEvents, runToEnd, temporaryFolder, workbenchIn } from '../support/workspace.ts';
import { La, until } from './support/la.ts';

const RUN = ['run', '--source', 'mock', '--speed', '400', '--duration', '60', '--seed', '5', '--workspace'];
const SAME = { ...MOCK_RUN, seed: 5, durationMin: 60 };

/** A session killed with SIGKILL once its first trade is closed; returns what it had told. */
async function killedAfterTrade(workspace: string, ...flags: readonly string[]): Promise<SessionEvent[]> {
  const session = new La([...RUN, workspace, ...flags]);
  const trades = join(workspace, 'runs', 'latest', 'trades.csv');
  await until(() => existsSync(trades) && readFileSync(trades, 'utf8').trim().split('\n').length > 1);
  session.child.kill('SIGKILL');
  await session.finished();
  return readEvents(join(workspace, 'runs', 'latest'));
}

function tamper(workspace: string, sql: string): void {
  const db = new Database(join(workspace, 'paper', 'state.db'));
  db.exec(sql);
  db.close();
}

describe('7 the breaker over a restart', () => {
  it('the daily loss, peak and streak of a killed run go on where they were, on the same day', async () => {
    const workspace = temporaryFolder();
    await killedAfterTrade(workspace, '--breakers', 'off');
    const session = await workbenchIn(workspace).startSession({ ...SAME, speed: 1 }, QUIET);
    const { breaker, equity, position } = session.status();
    session.requestStop('user_stop', 'test');
    await session.done;
    expect(breaker.losing_streak).toBeGreaterThan(0);
    if (position === null) expect(Number(breaker.daily_loss)).toBeCloseTo(10_000 - Number(equity), 6);
    expect(Number(breaker.daily_loss)).toBeGreaterThan(50);
    expect(Number(breaker.peak_equity)).toBeGreaterThanOrEqual(10_000);
  });

  it('a killed and continued run trips where its inputs alone do, and stays tripped over midnight', async () => {
    const limits = JSON.stringify({ max_daily_loss_usd: { paper: 300 }, max_drawdown_pct: 90, max_losing_streak: 900 });
    const broken = temporaryFolder();
    mkdirSync(join(broken, 'config'));
    writeFileSync(join(broken, 'config', 'risk.json'), limits);
    await killedAfterTrade(broken, '--breakers', 'on');
    const workbench = workbenchIn(broken);
    const after = await runToEnd(workbench, { ...SAME, breakersOn: true });
    const trip = readEvents(after.run_dir).find((event) => event.event === 'CIRCUIT_BREAKER_TRIPPED');
    expect(trip).toMatchObject({ reason: 'daily_loss' });
    expect(Number(trip?.figures.daily_loss)).toBeGreaterThanOrEqual(300);
    // The recorded inputs alone, without a crash in between, trip at the same event.
    expect(workbench.verify('latest').difference).toBeNull();
    expect(after).toMatchObject({ exit_code: 2, report: { status: 'crashed_recovered' } });

    const safety = join(broken, 'paper', 'safety.json');
    const yesterday = new Date(Date.now() - 86_400_000).toISOString();
    writeFileSync(safety, readFileSync(safety, 'utf8').replace(/"at":"[^"]+"/, `"at":"${yesterday}"`));
    await expect(runToEnd(workbench)).rejects.toThrow(/was previously TRIPPED\. It remains TRIPPED\./);
    workbench.resetBreaker('test');
    expect(await runToEnd(workbench, { durationMin: 1 })).toMatchObject({ reason: 'completed' });
  });
});

/** One killed session for all cases: each gets a copy. */
const KILLED = mkdtempSync(join(tmpdir(), 'la-killed-'));
afterAll(() => rmSync(KILLED, { recursive: true, force: true }));

async function copyOfKilled(): Promise<string> {
  if (!existsSync(join(KILLED, 'runs'))) await killedAfterTrade(KILLED, '--breakers', 'off');
  const workspace = temporaryFolder();
  cpSync(KILLED, workspace, { recursive: true, verbatimSymlinks: true });
  return workspace;
}

describe('7 a state that contradicts its ledger is not continued', () => {
  it.each([
    ['an amount of the ledger', "UPDATE ledger SET amount = '-1' WHERE kind = 'fee'", /ledger adds up to/],
    ['a losing trade', `UPDATE trades SET payload = json_set(payload, '$.pnl', '5')`, /losing trades in a row/],
    [
      'the streak of the checkpoint',
      `UPDATE checkpoints SET state = json_set(state, '$.engine.breaker.streak', 0)`,
      /counts 0 losing trades/,
    ],
    [
      'the peak of the checkpoint',
      `UPDATE checkpoints SET state = json_set(state, '$.engine.breaker.peak', 1)`,
      /peak of/,
    ],
    [
      'a trip of the checkpoint',
      `UPDATE checkpoints SET state = json_set(state, '$.engine.breaker.tripped', 'drawdown')`,
      /says tripped|cannot be restored/,
    ],
    ['a row of the journal', `UPDATE journal SET payload = payload || ' ' WHERE seq = 100`, /journal is damaged/],
    ['a recorded input', `UPDATE inputs SET codec = 'text', data = 'x'`, /cannot be restored/],
  ])('%s was changed: halted with the reason, closed by la stop', async (_name, sql, message) => {
    const workspace = await copyOfKilled();
    // The inputs after the checkpoint are what is restored: there must be some to damage.
    if (sql.includes('inputs')) tamper(workspace, `UPDATE checkpoints SET inputs = 1`);
    tamper(workspace, sql);
    const workbench = workbenchIn(workspace);
    const refusal = await runToEnd(workbench, SAME).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'halted', message: expect.stringMatching(message) });
    await expect(runToEnd(workbench, SAME)).rejects.toMatchObject({ code: 'halted' });
    const closed = await workbench.closeUnfinished(QUIET).catch((error: unknown) => error);
    // What cannot be restored cannot be stopped in order either: it is given up, and said so.
    const isLost = /cannot be restored/.test(String(refusal));
    expect(closed).toMatchObject(isLost ? { code: 'storage' } : { reason: 'user_stop' });
    workbench.rearm('test');
    const next = await runToEnd(workbench, { durationMin: 1 });
    expect(next).toMatchObject({ reason: 'completed' });
    expect(workbench.audit(basename(next.run_dir ?? '')).finding).toBeNull();
  });
});
