import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { FinalReport } from '../../shared/final-report.ts';
import { formatMoney, type Money, parseMoney } from '../../shared/money.ts';
import { readEvents, readText, runToEnd, temporaryFolder, workbenchIn } from '../support/workspace.ts';

const ARTIFACTS = [
  'config.json',
  'equity.json',
  'events.jsonl',
  'final_report.json',
  'metrics.csv',
  'metrics.json',
  'summary.html',
  'system.jsonl',
  'trades.csv',
];

describe('a session on the simulated market', () => {
  it('2.2 gives the same bytes for the same seed, in one workspace and in two, and others for another seed', async () => {
    const first = workbenchIn(temporaryFolder());
    const second = workbenchIn(temporaryFolder());
    const runs = [await runToEnd(first), await runToEnd(first), await runToEnd(second)];
    const texts = runs.map(({ run_dir }) => readText(run_dir, 'events.jsonl') + readText(run_dir, 'trades.csv'));
    expect(texts[1]).toBe(texts[0]);
    expect(texts[2]).toBe(texts[0]);
    const other = await runToEnd(second, { seed: 8 });
    expect(readText(other.run_dir, 'events.jsonl')).not.toBe(readText(runs[0]?.run_dir ?? '', 'events.jsonl'));
  });

  it('9 leaves every artifact, ends completed and processes exactly one candle per 60 ticks', async () => {
    const outcome = await runToEnd(workbenchIn(temporaryFolder()));
    expect(readdirSync(outcome.run_dir ?? '').sort()).toEqual(ARTIFACTS);
    expect(outcome).toMatchObject({ reason: 'completed', exit_code: 0 });
    const live = readEvents(outcome.run_dir).filter(
      (event) => event.event === 'CandleProcessed' && event.source === 'live',
    );
    expect(live).toHaveLength(100);
    const [from, to] = [outcome.report?.market_from, outcome.report?.market_to].map((at) => Date.parse(at ?? ''));
    expect((to ?? 0) - (from ?? 0)).toBe(100 * 60_000);
    expect(readText(outcome.run_dir, 'system.jsonl')).not.toContain('CRITICAL');
  });

  it.each(['default', 'sma_crossover'])('4 the shipped files trade on mock: %s', async (strategy) => {
    const outcome = await runToEnd(workbenchIn(temporaryFolder()), { strategy, durationMin: 60 });
    expect(outcome.report?.trades).toBeGreaterThan(0);
  });

  it('2.4 ending equity = starting equity + the sum of pnl in trades.csv, to the last unit', async () => {
    const outcome = await runToEnd(workbenchIn(temporaryFolder()), { durationMin: 60 });
    const rows = readText(outcome.run_dir, 'trades.csv').trim().split('\n').slice(1);
    const pnl = rows.map((row) => parseMoney(row.split(',')[11] ?? '') ?? Number.NaN);
    const sum = pnl.reduce((total, amount) => total + amount, 0);
    const report = JSON.parse(readText(outcome.run_dir, 'final_report.json')) as FinalReport;
    expect(rows.length).toBeGreaterThan(0);
    expect(report.trades).toBe(rows.length);
    expect(report.ending_equity).toBe(formatMoney(((parseMoney(report.starting_equity) ?? 0) + sum) as Money));
    expect(report.net_pnl).toBe(formatMoney(sum as Money));
  });

  it('9 a forced close is the last mark: market time, exposure and the last metrics row end with it', async () => {
    const { run_dir, reason, report } = await runToEnd(workbenchIn(temporaryFolder()), {
      breakersOn: true,
      durationMin: 60,
    });
    const exits = readEvents(run_dir).filter((event) => event.event === 'ExecutionExit');
    const held = exits.reduce((sum, trade) => sum + Date.parse(trade.exit_ts) - Date.parse(trade.entry_ts), 0);
    const rows = readText(run_dir, 'metrics.csv').trim().split('\n');
    expect(reason).toBe('circuit_breaker');
    expect(report?.market_to).toBe(exits.at(-1)?.exit_ts);
    const span = Date.parse(report?.market_to ?? '') - Date.parse(report?.market_from ?? '');
    expect(report?.exposure_pct).toBeCloseTo((held / span) * 100, 5);
    expect(rows.at(-1)?.split(',').slice(1, 4)).toEqual([report?.ending_equity, expect.any(String), '0']);
  });

  it('8 replay recomputes the run event by event, audit names a changed row', async () => {
    const folder = temporaryFolder();
    const workbench = workbenchIn(folder);
    const { run_dir } = await runToEnd(workbench);
    expect(workbench.verify('latest')).toMatchObject({ difference: null, events: readEvents(run_dir).length });
    expect(workbench.audit('latest')).toMatchObject({ finding: null });

    const db = new Database(join(folder, 'paper', 'state.db'));
    db.prepare("UPDATE journal SET payload = replace(payload, 'LONG', 'SHORT') WHERE seq = 300").run();
    db.prepare("UPDATE journal SET payload = payload || ' ' WHERE seq = 300").run();
    db.close();
    expect(workbench.audit('latest').finding).toMatch(/row 300 .*changed/);
    expect(workbench.verify('latest').difference).toMatchObject({ seq: 300 });
  });

  it('8 audit sees rows cut off the end of a run, whether another one follows or not', async () => {
    const folder = temporaryFolder();
    const workbench = workbenchIn(folder);
    const first = await runToEnd(workbench, { durationMin: 1 });
    const second = await runToEnd(workbench, { durationMin: 1 });
    const db = new Database(join(folder, 'paper', 'state.db'));
    for (const { run_dir } of [first, second]) {
      const run = basename(run_dir ?? '');
      expect(workbench.audit(run).finding).toBeNull();
      db.prepare('DELETE FROM journal WHERE seq = (SELECT MAX(seq) FROM journal WHERE run_id = ?)').run(run);
      expect(workbench.audit(run).finding).toMatch(/missing/);
    }
    db.close();
  });

  it('8 recorded inputs that cannot be read are a finding in one sentence, not a crash', async () => {
    const folder = temporaryFolder();
    const workbench = workbenchIn(folder);
    await runToEnd(workbench, { durationMin: 1 });
    const db = new Database(join(folder, 'paper', 'state.db'));
    db.prepare("UPDATE inputs SET codec = 'text', data = 'x' WHERE first = (SELECT MAX(first) FROM inputs)").run();
    db.close();
    expect(() => workbench.verify('latest')).toThrow(
      expect.objectContaining({ code: 'finding', exitCode: 1, message: expect.stringContaining('cannot be read') }),
    );
  });

  it('5 explains every candle: one decision each, with all eight stages in order', async () => {
    const { run_dir } = await runToEnd(workbenchIn(temporaryFolder()));
    const decisions = readEvents(run_dir).filter((event) => event.event === 'DecisionMade');
    expect(decisions).toHaveLength(100);
    for (const { stages, outcome, reason } of decisions) {
      expect(stages.map(({ stage }) => stage)).toEqual([
        'market_intake',
        'derivatives_flows',
        'cvd_divergence',
        'setup_signal',
        'execution_risk',
        'sizing',
        'risk_gate',
        'journal_coach',
      ]);
      expect(outcome === 'order').toBe(reason === '');
    }
  });

  it('9 --dry-run writes nothing', async () => {
    const folder = join(temporaryFolder(), 'untouched');
    const outcome = await runToEnd(workbenchIn(folder), { dryRun: true });
    expect(outcome).toMatchObject({ reason: 'completed', run_dir: null });
    expect(existsSync(folder)).toBe(false);
  });

  it('4 a run that saw no closed candle is stale_data, never completed', async () => {
    const outcome = await runToEnd(workbenchIn(temporaryFolder()), { durationMin: 0.05 });
    expect(outcome).toMatchObject({ reason: 'stale_data', exit_code: 4 });
  });
});
