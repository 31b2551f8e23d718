import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { ReplayVerdict } from '../../shared/replay-verdict.ts';
import { QUIET, readEvents, readText, runToEnd, temporaryFolder, workbenchIn } from '../support/workspace.ts';

/** The head of a page as text. */
function head(page: string): string {
  const body = page.slice(page.indexOf('<header>'), page.indexOf('</header>'));
  return body.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
}

async function pageOf(workbench: ReturnType<typeof workbenchIn>): Promise<string> {
  return readFileSync(await workbench.report('latest'), 'utf8');
}

describe('the replay verdict', () => {
  it('is not claimed before the check, told after it, and outlives neither the run nor a difference', async () => {
    const folder = temporaryFolder();
    const workbench = workbenchIn(folder);
    const { run_dir } = await runToEnd(workbench);
    const runDir = run_dir ?? '';
    expect(head(readText(runDir, 'summary.html'))).toContain('Replay check: not checked yet');
    expect(existsSync(join(runDir, 'verdict.json'))).toBe(false);
    const runId = runDir.split(/[\\/]/).at(-1);
    for (const words of [`audit ${runId}`, `replay ${runId} --verify`, `report ${runId}`])
      expect(readText(runDir, 'summary.html')).toContain(`<code>npm run -s la -- ${words}</code>`);

    expect(workbench.verify('latest').isRecorded).toBe(true);
    const verdict = JSON.parse(readText(runDir, 'verdict.json')) as ReplayVerdict;
    const report = JSON.parse(readText(runDir, 'final_report.json'));
    const count = readEvents(runDir).length;
    expect(verdict).toMatchObject({
      schema_version: 1,
      run_id: report.run_id,
      verdict: 'IDENTICAL',
      events: count,
      difference: null,
      journal_hash: report.journal_hash,
    });
    expect(head(await pageOf(workbench))).toContain(`Replay check: IDENTICAL all ${count} events came out the same`);

    const of = (change: Partial<ReplayVerdict>) =>
      writeFileSync(join(runDir, 'verdict.json'), JSON.stringify({ ...verdict, ...change }));
    of({ journal_hash: 'f'.repeat(64) });
    expect(head(await pageOf(workbench))).toContain('Replay check: not checked as it is now');
    of({ run_id: 'another' });
    expect(head(await pageOf(workbench))).toContain('Replay check: not checked as it is now');
    writeFileSync(join(runDir, 'verdict.json'), '{"verdict":"IDENTICAL"}');
    const damaged = await pageOf(workbench);
    expect(head(damaged)).toContain('Replay check: not checked yet');
    expect(damaged).toContain('verdict.json is damaged');

    const db = new Database(join(folder, 'paper', 'state.db'));
    db.prepare("UPDATE journal SET payload = payload || ' ' WHERE seq = 300").run();
    db.close();
    expect(workbench.verify('latest').difference).toMatchObject({ seq: 300 });
    const different = await pageOf(workbench);
    expect(head(different)).toContain('Replay check: DIFFERENT first at event 300');
    expect(different).toContain('Event 300 as recorded');
  });

  it('cannot be had for a backtest without a journal, and the page says so', async () => {
    const folder = temporaryFolder();
    const workbench = workbenchIn(folder);
    const dataFile = new URL('../fixtures/losing-streak.csv', import.meta.url).pathname;
    const options = { dataFile, fundingFile: null, symbol: 'BTCUSDT', interval: null, strategy: 'default' };
    await workbench.backtest({ ...options, breakersOn: false, journal: false }, QUIET);
    expect(head(await pageOf(workbench))).toContain('Replay check: not possible this run kept no journal');
    expect(await pageOf(workbench)).not.toMatch(/la -- (audit|replay)/);
    expect(() => workbench.verify('latest')).toThrow(/no journal/);
  });

  it('stands in the report that the program shows, however it was checked', async () => {
    const workbench = workbenchIn(temporaryFolder());
    const { report } = await runToEnd(workbench, { durationMin: 1 });
    const { run_id: runId = '' } = report ?? {};
    const shown = async () => {
      const reply = await workbench.openWorkstation().request('runReport', { run: runId }, 'test');
      return reply.ok ? head((reply.value as { html: string }).html) : reply.error.message;
    };
    expect(await shown()).toContain('Replay check: not checked yet');
    workbench.verify(runId);
    expect(await shown()).toContain('Replay check: IDENTICAL');
  });

  it('is found though it cannot be left in the folder', async () => {
    const folder = temporaryFolder();
    const workbench = workbenchIn(folder);
    const { run_dir } = await runToEnd(workbench, { durationMin: 1 });
    const runId = (run_dir ?? '').split(/[\\/]/).at(-1) ?? '';
    expect(workbench.verify(runId)).toMatchObject({ difference: null, isRecorded: true });
    rmSync(run_dir ?? '', { recursive: true });
    expect(workbench.verify(runId)).toMatchObject({ difference: null, isRecorded: false });
  });
});

describe('the page of hours with a row of metrics for every second', () => {
  it('grows with what happened, not with the seconds: four times as long stays below 2 MB', async () => {
    const workbench = workbenchIn(temporaryFolder());
    const { run_dir } = await runToEnd(workbench, { durationMin: 360, strategy: 'sma_crossover' });
    expect(readText(run_dir, 'metrics.csv').trimEnd().split('\n').length).toBeGreaterThan(21_500);
    expect(readFileSync(join(run_dir ?? '', 'summary.html')).length).toBeLessThan(500_000);
    expect(head(readText(run_dir, 'summary.html'))).toContain('Ran to its planned end');
  });
});
