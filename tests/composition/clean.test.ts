import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CleanRequest } from '../../shared/clean-report.ts';
import { MOCK_RUN, QUIET, runToEnd, temporaryFolder, workbenchIn } from '../support/workspace.ts';

const ALL: CleanRequest = { keep: 0, olderThanDays: null, dryRun: false };

async function runs(folder: string, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let seed = 1; seed <= count; seed++) {
    const { run_dir } = await runToEnd(workbenchIn(folder), { durationMin: 1, seed });
    ids.push(basename(run_dir ?? ''));
  }
  return ids.sort();
}

function folders(folder: string): string[] {
  return readdirSync(join(folder, 'runs')).sort();
}

describe('la clean', () => {
  it('keeps the newest, frees the rest, and the journal still audits; a removed run says INPUTS PRUNED', async () => {
    const folder = temporaryFolder();
    const workbench = workbenchIn(folder);
    const ids = await runs(folder, 4);
    const plan = workbench.clean({ ...ALL, keep: 2, dryRun: true });
    expect(plan).toMatchObject({ dry_run: true, removed_runs: [ids[1], ids[0]], kept_runs: 2 });
    expect(folders(folder)).toHaveLength(5);
    const report = workbench.clean({ ...ALL, keep: 2 });
    expect(report).toMatchObject({ removed_runs: [ids[1], ids[0]], kept_runs: 2, pruned_inputs: 2 });
    expect(report.freed_bytes).toBeGreaterThan(100_000);
    for (const id of ids) expect(workbench.audit(id).finding).toBeNull();
    for (const id of ids.slice(2)) expect(workbench.verify(id).difference).toBeNull();
    expect(() => workbench.verify(ids[0] ?? '')).toThrow(
      expect.objectContaining({ message: 'INPUTS PRUNED', exitCode: 6 }),
    );
    await expect(workbench.report(ids[0] ?? '')).rejects.toMatchObject({ exitCode: 6 });
    expect(await runToEnd(workbench, { durationMin: 1 })).toMatchObject({ reason: 'completed' });
  });

  it('by age only what is older, and never what is not a run', async () => {
    const folder = temporaryFolder();
    const workbench = workbenchIn(folder);
    const [id = ''] = await runs(folder, 1);
    const old = `20200101-000000${id.slice(15)}`;
    mkdirSync(join(folder, 'runs', old));
    writeFileSync(join(folder, 'runs', old, 'final_report.json'), '{}');
    mkdirSync(join(folder, 'runs', 'notes'));
    expect(workbench.clean({ ...ALL, olderThanDays: 1 })).toMatchObject({ removed_runs: [old], kept_runs: 1 });
    expect(folders(folder)).toEqual([id, 'latest', 'notes'].sort());
    expect(workbench.clean(ALL)).toMatchObject({ removed_runs: [id] });
    expect(folders(folder)).toEqual(['notes']);
  });

  it('refuses while a session runs, and leaves an unfinished run alone', async () => {
    const folder = temporaryFolder();
    const workbench = workbenchIn(folder);
    await runs(folder, 1);
    const session = await workbench.startSession({ ...MOCK_RUN, durationMin: 0, speed: 10 }, QUIET);
    expect(() => workbench.clean(ALL)).toThrow(expect.objectContaining({ exitCode: 7 }));
    session.requestStop('user_stop', 'test');
    await session.done;
    renameSync(join(session.runDir ?? '', 'final_report.json'), join(folder, 'aside.json'));
    expect(workbench.clean(ALL)).toMatchObject({ protected_runs: [session.runId], kept_runs: 1 });
    expect(existsSync(session.runDir ?? '')).toBe(true);
  });

  it('keeps five unreadable databases', async () => {
    const folder = temporaryFolder();
    const workbench = workbenchIn(folder);
    await runs(folder, 1);
    for (let day = 1; day <= 8; day++)
      for (const part of ['', '-wal'])
        writeFileSync(join(folder, 'paper', `state.db.corrupt.2025-01-0${day}${part}`), 'x');
    expect(workbench.clean({ ...ALL, keep: 20 })).toMatchObject({ removed_corrupt_copies: 3, removed_runs: [] });
    const left = readdirSync(join(folder, 'paper')).filter((name) => name.includes('corrupt'));
    expect(left).toHaveLength(10);
    expect(left.every((name) => name >= 'state.db.corrupt.2025-01-04')).toBe(true);
  });
});
