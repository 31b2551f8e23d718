import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Workstation } from '../../main/session/ports.ts';
import type { RequestInput, RequestName, RequestOutput } from '../../shared/ipc/contract.ts';
import { MOCK_RUN, QUIET, readEvents, readText, runToEnd, temporaryFolder, workbenchIn } from '../support/workspace.ts';

async function ask<Name extends RequestName>(
  workstation: Workstation,
  name: Name,
  input: RequestInput<Name>,
): Promise<RequestOutput<Name>> {
  const reply = await workstation.request(name, input, 'test');
  if (!reply.ok) throw new Error(`${reply.error.code}: ${reply.error.message}`);
  return reply.value as RequestOutput<Name>;
}

async function refusal(workstation: Workstation, name: RequestName, input: object): Promise<string> {
  const reply = await workstation.request(name, input, 'test');
  return reply.ok ? '' : `${reply.error.code}: ${reply.error.message}`;
}

describe('the list of runs', () => {
  it('has every run newest first with the figures of its report and a small curve', async () => {
    const folder = temporaryFolder();
    const workbench = workbenchIn(folder);
    const outcomes = [await runToEnd(workbench, { durationMin: 30 }), await runToEnd(workbench, { seed: 8 })];
    const { runs } = await ask(workbench.openWorkstation(), 'runs', {});
    const ids = outcomes.map(({ run_dir }) => basename(run_dir ?? '')).sort();
    expect(runs.map(({ run }) => run)).toEqual(ids.toReversed());
    for (const { report, run_dir } of outcomes) {
      const row = runs.find(({ run }) => run === report?.run_id);
      expect(row).toMatchObject({
        kind: 'session',
        status: 'completed',
        source: 'mock',
        net_pnl: report?.net_pnl,
        trades: report?.trades,
        max_drawdown_pct: report?.max_drawdown_pct,
        sharpe: null,
        has_report: true,
        fault: null,
      });
      const curve = row?.curve ?? [];
      expect(curve.length).toBeGreaterThan(2);
      expect(curve.length).toBeLessThanOrEqual(80);
      expect(curve.at(-1)).toBeCloseTo(Number(report?.ending_equity), 6);
      const file = JSON.parse(readText(run_dir, 'equity.json')) as { points: [number, string][] };
      expect(file.points.length).toBeLessThanOrEqual(240);
      expect(file.points.at(-1)?.[1]).toBe(report?.ending_equity);
      for (const [index, [ts]] of file.points.entries()) expect(ts).toBeGreaterThan(file.points[index - 1]?.[0] ?? 0);
    }
  });

  it('lists broken folders with their reason, leaves out what is no run, and works out an older curve', async () => {
    const folder = temporaryFolder();
    const workbench = workbenchIn(folder);
    const { run_dir, report } = await runToEnd(workbench, { durationMin: 30 });
    const good = run_dir ?? '';
    const folderOf = (id: string) => join(folder, 'runs', id);
    mkdirSync(folderOf('20260101-000000-mock-empty'));
    cpSync(good, folderOf('20260102-000000-mock-torn'), { recursive: true });
    writeFileSync(join(folderOf('20260102-000000-mock-torn'), 'final_report.json'), '{"schema_version":1,');
    cpSync(good, folderOf('20260103-000000-mock-older'), { recursive: true });
    rmSync(join(folderOf('20260103-000000-mock-older'), 'equity.json'));
    writeFileSync(folderOf('20260104-000000-mock-file'), 'not a folder');
    mkdirSync(folderOf('notes'));
    const workstation = workbench.openWorkstation();
    const { runs } = await ask(workstation, 'runs', {});
    expect(runs.map(({ run, status }) => [run, status])).toEqual([
      [basename(good), 'completed'],
      ['20260103-000000-mock-older', 'completed'],
      ['20260102-000000-mock-torn', 'failed'],
      ['20260101-000000-mock-empty', 'failed'],
    ]);
    const [, older, torn, empty] = runs;
    expect(torn?.fault).toContain('final_report.json is not whole JSON');
    expect(torn).toMatchObject({ source: 'mock', strategy: 'default', net_pnl: null, trades: null });
    expect(empty?.fault).toContain('final_report.json is missing');
    expect(empty).toMatchObject({ source: 'mock', symbol: null, started_at: '2026-01-01T00:00:00.000Z' });
    expect(older?.curve).toBeNull();
    const { points } = await ask(workstation, 'runCurve', { run: '20260103-000000-mock-older' });
    expect(points.at(-1)?.[1]).toBeCloseTo(Number(report?.ending_equity), 6);
    expect((await ask(workstation, 'runs', {})).runs[1]?.curve?.length).toBeGreaterThan(2);
    const { opened } = await ask(workstation, 'openRun', { run: '20260102-000000-mock-torn' });
    expect(opened).toMatchObject({ report: null, session: { state: 'stopped', equity: expect.any(String) } });
    expect(opened.notes.join(' ')).toContain('not whole JSON');
    const { opened: nothing } = await ask(workstation, 'openRun', { run: '20260101-000000-mock-empty' });
    expect(nothing.session).toMatchObject({ equity: '', price: '', symbol: '' });
    expect(nothing.notes.join(' ')).toContain('nothing to draw');
  });
});

describe('an opened run', () => {
  it('is what its files say: the end of the session, its view, limits and report', async () => {
    const folder = temporaryFolder();
    const workbench = workbenchIn(folder);
    const { run_dir, report } = await runToEnd(workbench, { durationMin: 30, breakersOn: true });
    const events = readEvents(run_dir);
    const { opened } = await ask(workbench.openWorkstation(), 'openRun', { run: basename(run_dir ?? '') });
    const named = (name: string) => events.filter(({ event }) => event === name);
    expect(opened.view.bars).toHaveLength(named('CandleProcessed').length);
    expect(opened.view.decisions).toEqual(named('DecisionMade').slice(-1000));
    expect(opened.view.fills).toEqual(named('ExecutionFill'));
    expect(opened.view.exits).toEqual(named('ExecutionExit'));
    expect(opened.view.equity).toHaveLength(named('DecisionMade').length);
    expect(opened.report).toEqual(report);
    expect(opened.session).toMatchObject({
      state: 'stopped',
      stop_reason: report?.stopped_reason,
      equity: report?.ending_equity,
      starting_equity: report?.starting_equity,
      trades: report?.trades,
      candles: report?.candles,
      seq: events.length,
    });
    expect(opened.limits).toMatchObject({ is_on: true, max_losing_streak: 5 });
    expect(opened.notes).toEqual([]);
  });

  it('takes only the id of a run', async () => {
    const workstation = workbenchIn(temporaryFolder()).openWorkstation();
    for (const run of ['../../etc', 'latest', '/etc', '20260101-000000-mock-gone/..']) {
      expect(await refusal(workstation, 'openRun', { run })).toContain('bad_input');
    }
    expect(await refusal(workstation, 'openRun', { run: '20260101-000000-mock-gone' })).toContain('not_found: no run');
    await expect(workstation.reportFile('../secret')).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('deleting a run', () => {
  it('removes folder and inputs, keeps the journal whole, and leaves latest at the newest', async () => {
    const folder = temporaryFolder();
    const workbench = workbenchIn(folder);
    const [first, second] = [await runToEnd(workbench, {}), await runToEnd(workbench, { seed: 8 })].map(({ run_dir }) =>
      basename(run_dir ?? ''),
    );
    const workstation = workbench.openWorkstation();
    const newest = [first, second].sort().at(-1) ?? '';
    const other = newest === first ? second : first;
    expect(await refusal(workstation, 'deleteRun', { run: newest, confirmation: 'yes' })).toContain('bad_input');
    await ask(workstation, 'deleteRun', { run: newest, confirmation: 'DELETE' });
    expect(readdirSync(join(folder, 'runs')).sort()).toEqual([other, 'latest']);
    expect(readFileSync(join(folder, 'runs', 'latest', 'final_report.json'), 'utf8')).toContain(other);
    for (const id of [newest, other ?? '']) expect(workbench.audit(id).finding).toBeNull();
    expect(() => workbench.verify(newest)).toThrow('INPUTS PRUNED');
    expect(workbench.verify(other ?? '').difference).toBeNull();
    expect(await refusal(workstation, 'deleteRun', { run: newest, confirmation: 'DELETE' })).toContain('not_found');
  });

  it('is refused for the run that runs, and for journaled runs while another one does', async () => {
    const folder = temporaryFolder();
    const workbench = workbenchIn(folder);
    const past = basename((await runToEnd(workbench, {})).run_dir ?? '');
    const workstation = workbench.openWorkstation();
    const session = await workbench.startSession({ ...MOCK_RUN, durationMin: 0, speed: 10 }, QUIET);
    const { runId } = session;
    expect((await ask(workstation, 'runs', {})).runs.find(({ run }) => run === runId)).toMatchObject({
      status: 'running',
      fault: null,
    });
    expect(await refusal(workstation, 'deleteRun', { run: runId, confirmation: 'DELETE' })).toContain('is running');
    expect(await refusal(workstation, 'deleteRun', { run: past, confirmation: 'DELETE' })).toContain(
      'stop the session first',
    );
    expect(existsSync(join(folder, 'runs', past))).toBe(true);
    session.requestStop('user_stop', 'test');
    await session.done;
    await ask(workstation, 'deleteRun', { run: past, confirmation: 'DELETE' });
    expect(workbench.audit(runId).finding).toBeNull();
  });
});

describe('verifying from the page', () => {
  it('says IDENTICAL with the number of events, or why it cannot be checked', async () => {
    const workbench = workbenchIn(temporaryFolder());
    const { run_dir } = await runToEnd(workbench, {});
    const workstation = workbench.openWorkstation();
    const run = basename(run_dir ?? '');
    await ask(workstation, 'startVerify', { run });
    expect(await refusal(workstation, 'startVerify', { run })).toContain('lock_held');
    await expect
      .poll(() => ask(workstation, 'verifyProgress', {}), { timeout: 20_000 })
      .toMatchObject({
        run,
        state: 'identical',
        events: readEvents(run_dir).length,
      });
    await ask(workstation, 'startVerify', { run: '20260101-000000-mock-gone' });
    await expect
      .poll(() => ask(workstation, 'verifyProgress', {}), { timeout: 20_000 })
      .toMatchObject({
        state: 'failed',
        error: expect.stringContaining('no run'),
      });
    await workstation.dispose('test');
  });
});
