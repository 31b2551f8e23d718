import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { BacktestOptions, Workbench, Workstation } from '../../main/session/ports.ts';
import type { BacktestProgress } from '../../shared/ipc/backtest-requests.ts';
import { QUIET, ROOT, readText, temporaryFolder, workbenchIn } from '../support/workspace.ts';

const CANDLES = join(ROOT, 'tests', 'fixtures', 'btcusdt-1m-extract.csv');
const ROWS = readFileSync(CANDLES, 'utf8').trimEnd().split('\n');

const OPTIONS: BacktestOptions = {
  dataFile: CANDLES,
  fundingFile: null,
  symbol: 'BTCUSDT',
  interval: null,
  strategy: 'default',
  breakersOn: false,
  journal: false,
};

async function started(workstation: Workstation, input: object): Promise<void> {
  const reply = await workstation.request('startBacktest', input, 'test');
  expect(reply).toMatchObject({ ok: true });
}

async function progress(workstation: Workstation): Promise<BacktestProgress> {
  const reply = await workstation.request('backtestProgress', {}, 'test');
  if (!reply.ok) throw new Error(reply.error.message);
  return reply.value as BacktestProgress;
}

async function ended(workstation: Workstation): Promise<BacktestProgress> {
  await expect.poll(async () => (await progress(workstation)).state, { timeout: 20_000 }).not.toBe('running');
  return progress(workstation);
}

function at(row: number): string {
  return new Date(Number(ROWS[row]?.split(',')[0])).toISOString();
}

async function cutFile(workbench: Workbench, from: number, to: number): Promise<string> {
  const path = join(temporaryFolder(), 'cut.csv');
  writeFileSync(path, `${ROWS.slice(from, to).join('\n')}\n`);
  return readText((await workbench.backtest({ ...OPTIONS, dataFile: path }, QUIET)).run_dir, 'trades.csv');
}

describe('a backtest from the page', () => {
  it('comes to the same trades and events as la backtest, to the last digit', async () => {
    const folder = temporaryFolder();
    const workbench = workbenchIn(folder);
    const { run_dir } = await workbench.backtest(OPTIONS, QUIET);
    const workstation = workbench.openWorkstation();
    await started(workstation, { file: CANDLES });
    const { state, run, done, total, equity } = await ended(workstation);
    expect({ state, done, total }).toEqual({ state: 'done', done: 3000, total: 3000 });
    expect(equity).toBe(JSON.parse(readText(run_dir, 'final_report.json')).ending_equity);
    for (const file of ['events.jsonl', 'trades.csv', 'equity.json']) {
      const own = readText(join(folder, 'runs', run ?? ''), file);
      expect(own.replaceAll(run ?? '', '')).toBe(readText(run_dir, file).replaceAll(basename(run_dir ?? ''), ''));
    }
  });

  it('of a span gives the trades of a file that was cut to it', async () => {
    const folder = temporaryFolder();
    const workbench = workbenchIn(folder);
    const cut = await cutFile(workbench, 501, 2501);
    expect(cut.split('\n').length).toBeGreaterThan(5);
    const workstation = workbench.openWorkstation();
    await started(workstation, { file: CANDLES, from: at(501), to: at(2501) });
    const { run, total } = await ended(workstation);
    expect(total).toBe(2000);
    const runDir = join(folder, 'runs', run ?? '');
    expect(readText(runDir, 'trades.csv')).toBe(cut);
    expect(JSON.parse(readText(runDir, 'config.json'))).toMatchObject({
      config: { data: { rows: 2000, span: { from: at(501), to: at(2501) } } },
    });
    await started(workstation, { file: CANDLES, from: '2030-01-01' });
    expect(await ended(workstation)).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('no candle lies from 2030-01-01'),
    });
  });

  it('is one at a time, and cancelled it leaves nothing and latest where it was', async () => {
    const folder = temporaryFolder();
    const workbench = workbenchIn(folder);
    const long = join(folder, 'long.csv');
    const first = Date.UTC(2024, 0, 1);
    const row = (index: number) =>
      `${first + index * 60_000},${(ROWS[1 + (index % 3000)] ?? '').split(',').slice(1).join(',')}`;
    writeFileSync(long, `${Array.from({ length: 300_000 }, (_, index) => row(index)).join('\n')}\n`);
    const { run_dir } = await workbench.backtest(OPTIONS, QUIET);
    const workstation = workbench.openWorkstation();
    await started(workstation, { file: long });
    expect(await workstation.request('startBacktest', { file: long }, 'test')).toMatchObject({
      ok: false,
      error: { code: 'lock_held' },
    });
    await expect.poll(async () => (await progress(workstation)).done, { timeout: 20_000 }).toBeGreaterThan(0);
    const { run } = await progress(workstation);
    const listed = await workstation.request('runs', {}, 'test');
    expect(listed).toMatchObject({ ok: true, value: { runs: [{ run, status: 'running' }, { status: 'completed' }] } });
    const refused = await workstation.request('deleteRun', { run, confirmation: 'DELETE' }, 'test');
    expect(refused).toMatchObject({ ok: false, error: { code: 'lock_held' } });
    await workstation.request('cancelBacktest', {}, 'test');
    expect(await ended(workstation)).toMatchObject({ state: 'cancelled', run: null, error: null });
    expect(readdirSync(join(folder, 'runs')).sort()).toEqual([basename(run_dir ?? ''), 'latest']);
    expect(readText(join(folder, 'runs', 'latest'), 'final_report.json')).toContain(basename(run_dir ?? ''));
  });

  it('says what is wrong with a file, a strategy or a span', async () => {
    const workstation = workbenchIn(temporaryFolder()).openWorkstation();
    await started(workstation, { file: '/nowhere/candles.csv' });
    expect(await ended(workstation)).toMatchObject({ state: 'failed', error: expect.stringContaining('no such file') });
    await started(workstation, { file: CANDLES, strategy: 'martingale' });
    expect(await ended(workstation)).toMatchObject({ state: 'failed', error: expect.stringContaining('martingale') });
    const bad = await workstation.request('startBacktest', { file: CANDLES, from: 'tomorrow' }, 'test');
    expect(bad).toMatchObject({ ok: false, error: { message: expect.stringContaining('from "tomorrow"') } });
  });
});

describe('the files of the data folder', () => {
  it('are listed newest first with what name and rows tell, their funding beside them', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'data'));
    const name = 'btcusdt-1m-2024-12-18-2024-12-20.csv';
    writeFileSync(join(folder, 'data', name), readFileSync(CANDLES));
    writeFileSync(join(folder, 'data', name.replace('.csv', '-funding.csv')), 'ts_ms,rate\n');
    writeFileSync(join(folder, 'data', 'readme.txt'), 'no candles');
    const workstation = workbenchIn(folder).openWorkstation();
    expect(await workstation.request('dataFiles', {}, 'test')).toMatchObject({
      ok: true,
      value: {
        files: [
          {
            name,
            symbol: 'BTCUSDT',
            interval: '1m',
            rows: 3000,
            from: at(1),
            to: at(3000),
            funding_file: expect.stringContaining('-funding.csv'),
          },
        ],
      },
    });
  });
});
