import { chmodSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { judgeDisk, judgeNode } from '../../main/composition/doctor/host-checks.ts';
import { judgeClock } from '../../main/composition/doctor/outside-checks.ts';
import type { DoctorCheck, DoctorReport } from '../../shared/doctor-report.ts';
import { MOCK_RUN, QUIET, runToEnd, temporaryFolder, workbenchIn } from '../support/workspace.ts';

/** A stand-in for the exchange that answers anything, with its clock off by so much. */
async function exchange(skewMs = 0): Promise<Record<string, string>> {
  const server = createServer((_request, response) => {
    response.writeHead(404, { date: new Date(Date.now() + skewMs).toUTCString() });
    response.end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { LA_BITUNIX_REST_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const NOWHERE = { LA_BITUNIX_REST_URL: 'http://127.0.0.1:9' };

function check(report: DoctorReport, name: string): DoctorCheck {
  const found = report.checks.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no check ${name}`);
  return found;
}

describe('la doctor', () => {
  it('finds a workspace that was used, and one that does not exist, healthy', async () => {
    const folder = temporaryFolder();
    const environment = await exchange();
    await runToEnd(workbenchIn(folder), { durationMin: 1 });
    for (const workspace of [folder, join(folder, 'none', 'yet')]) {
      const report = await workbenchIn(workspace, environment).doctor(false);
      expect(report).toMatchObject({ schema_version: 1, ok: true });
      expect(report.checks.map(({ name, state }) => `${name} ${state}`)).toEqual(
        [
          'node',
          'workspace',
          'permissions',
          'disk',
          'database',
          'config',
          'lock',
          'unfinished_run',
          'safety',
          'clock',
          'connectivity',
        ].map((name) => `${name} ok`),
      );
      expect(existsSync(join(folder, 'none'))).toBe(false);
    }
  });

  it('an exchange out of reach is a warning, its clock not checked; a clock that is off fails', async () => {
    const away = await workbenchIn(temporaryFolder(), NOWHERE).doctor(false);
    expect(away.ok).toBe(true);
    expect(check(away, 'connectivity')).toMatchObject({
      state: 'warning',
      found: expect.stringMatching(/cannot be reached/),
    });
    expect(check(away, 'clock')).toMatchObject({ state: 'ok', found: expect.stringMatching(/not checked/) });
    const off = await workbenchIn(temporaryFolder(), await exchange(-60_000)).doctor(false);
    expect(check(off, 'clock')).toMatchObject({ state: 'failed', found: expect.stringMatching(/off the exchange/) });
    expect(off.ok).toBe(false);
  });

  it('--fix removes a stale lock and makes files private, and a living holder is left alone', async () => {
    const folder = temporaryFolder();
    const workbench = workbenchIn(folder, NOWHERE);
    const session = await workbench.startSession({ ...MOCK_RUN, durationMin: 0, speed: 10 }, QUIET);
    const lock = join(folder, 'paper', 'session.lock');
    expect(check(await workbench.doctor(true), 'lock')).toMatchObject({
      state: 'ok',
      found: expect.stringMatching(/process \d+ runs/),
    });
    expect(check(await workbench.doctor(true), 'unfinished_run')).toMatchObject({ state: 'ok' });
    expect(existsSync(lock)).toBe(true);
    session.requestStop('user_stop', 'test');
    await session.done;

    writeFileSync(lock, '{"pid":');
    const safety = join(folder, 'paper', 'safety.json');
    chmodSync(safety, 0o644);
    chmodSync(lock, 0o600);
    const found = await workbench.doctor(false);
    expect([check(found, 'lock').state, check(found, 'permissions').state]).toEqual(['failed', 'failed']);
    const fixed = await workbench.doctor(true);
    expect(fixed.ok).toBe(true);
    expect([check(fixed, 'lock').fixed, check(fixed, 'permissions').fixed]).toEqual([
      expect.stringContaining('removed'),
      expect.stringContaining('0600'),
    ]);
    expect(existsSync(lock)).toBe(false);
    expect(statSync(safety).mode & 0o777).toBe(0o600);
  });

  it('names every broken file, an unreadable database and safety file, and what to do', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'paper'), { recursive: true });
    mkdirSync(join(folder, 'config', 'strategies'), { recursive: true });
    writeFileSync(join(folder, 'paper', 'state.db'), 'this is no database, and long enough to be taken for one');
    writeFileSync(join(folder, 'paper', 'safety.json'), '{"halted":', { mode: 0o600 });
    writeFileSync(join(folder, 'config', 'risk.json'), '{"max_qty": 5}');
    writeFileSync(join(folder, 'config', 'strategies', 'mine.json'), '{');
    writeFileSync(join(folder, 'config', 'alerts.json'), '{"webhook_url": "ftp://host/secret1234"}', { mode: 0o600 });
    const report = await workbenchIn(folder, NOWHERE).doctor(false);
    const failed = report.checks.filter(({ state }) => state === 'failed');
    expect(failed.map(({ name }) => name)).toEqual(['database', 'config', 'safety']);
    expect(failed.every(({ todo }) => todo !== '')).toBe(true);
    expect(check(report, 'config').found).toMatch(/mine\.json.*max_qty.*alerts\.json.*webhook_url/);
    expect(JSON.stringify(report)).not.toContain('secret1234');
  });

  it('warns of a halt, a trip and an unfinished run', async () => {
    const folder = temporaryFolder();
    await runToEnd(workbenchIn(folder), { durationMin: 1 });
    const mark = { at: '2025-01-01T00:00:00.000Z' };
    const state = { schema_version: 1, halted: { by: 'test', ...mark }, tripped: { reason: 'drawdown', ...mark } };
    writeFileSync(join(folder, 'paper', 'safety.json'), JSON.stringify(state));
    writeFileSync(join(folder, 'kill.txt'), '');
    const report = await workbenchIn(folder, NOWHERE).doctor(false);
    expect(report.ok).toBe(true);
    expect(check(report, 'safety')).toMatchObject({
      state: 'warning',
      found: expect.stringMatching(/kill\.txt.*halted by test.*drawdown/),
    });
  });

  it('judges disk, Node and clock by their limits', () => {
    expect([2e9, 5e8, 5e7].map((bytes) => judgeDisk(bytes).state)).toEqual(['ok', 'warning', 'failed']);
    expect(['18.19.0', '20.0.0', '22.1.0'].map((version) => judgeNode(version).state)).toEqual(['failed', 'ok', 'ok']);
    const good = { wallMs: 1e12, monotonicDriftMs: 3, newestStartMs: 1e12 - 5, exchangeSkewMs: 200 };
    expect(judgeClock(good).state).toBe('ok');
    expect(judgeClock({ ...good, monotonicDriftMs: -3_600_000 }).state).toBe('warning');
    expect(judgeClock({ ...good, newestStartMs: 1e12 + 3_600_000 }).state).toBe('failed');
    expect(judgeClock({ ...good, exchangeSkewMs: 9000 }).state).toBe('failed');
  });
});
