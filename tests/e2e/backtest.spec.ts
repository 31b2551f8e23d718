import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import type { FinalReport } from '../../shared/final-report.ts';
import { la } from './support/la-command.ts';
import type { Served } from './support/served.ts';
import { startSession, test } from './support/workstation-test.ts';

const CANDLES = resolve(import.meta.dirname, '..', 'fixtures', 'btcusdt-1m-extract.csv');
const NAME = 'btcusdt-1m-2024-12-18-2024-12-20.csv';

/** Puts candles into the data folder; `days` of them, the fixture's own repeated, for a backtest that takes a while. */
function putCandles(served: Served, days?: number): string {
  const folder = join(served.workspace, 'data');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, NAME);
  const text = readFileSync(CANDLES, 'utf8');
  const rows = text.trimEnd().split('\n').slice(1);
  const first = Date.UTC(2024, 0, 1);
  const row = (index: number) => {
    const values = rows[index % rows.length]?.split(',').slice(1).join(',');
    return `${first + index * 60_000},${values}`;
  };
  writeFileSync(
    path,
    days === undefined ? text : `${Array.from({ length: days * 1440 }, (_, index) => row(index)).join('\n')}\n`,
  );
  return path;
}

async function openBacktest(page: Page, served: Served): Promise<void> {
  await page.goto(served.url);
  await page.getByRole('button', { name: 'Backtest' }).click();
  await expect(page.getByLabel('Candle file')).toContainText(NAME);
}

test('a backtest from the page has the figures of la backtest, of the file and of a span; it opens in the same views', async ({
  page,
  served,
  complaints,
}) => {
  const path = putCandles(served);
  const span = ['--from', '2024-12-18T12:00:00Z', '--to', '2024-12-20'];
  const whole = JSON.parse(la(served.workspace, 'backtest', '--data', path, '--json').stdout) as FinalReport;
  const part = JSON.parse(la(served.workspace, 'backtest', '--data', path, ...span, '--json').stdout) as FinalReport;
  expect(part.trades).toBeLessThan(whole.trades);
  await openBacktest(page, served);
  await expect(page.getByText('BTCUSDT 1m · 3,000 candles')).toBeVisible();
  const result = page.getByRole('region', { name: 'Result' });
  for (const report of [whole, part]) {
    if (report === part) {
      await page.getByLabel('From (UTC)').fill('2024-12-18T12:00:00Z');
      await page.getByLabel('To (UTC)').fill('2024-12-20');
    }
    await page.getByRole('button', { name: 'Run backtest' }).click();
    const net = Number(report.net_pnl).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
    await expect(result).toContainText(net);
    const own = JSON.parse(served.readRun('final_report.json')) as FinalReport;
    const { net_pnl, ending_equity, trades, max_drawdown_pct, fees, exposure_pct } = report;
    expect(own).toMatchObject({ net_pnl, ending_equity, trades, max_drawdown_pct, fees, exposure_pct });
    expect(own.run_id).not.toBe(report.run_id);
  }
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await result.getByRole('button', { name: 'Open' }).click();
  await expect(page.getByText('— read-only')).toBeVisible();
  await expect(page.getByRole('tab', { name: /Trades/ })).toContainText(String(part.trades));
  await page.getByRole('button', { name: 'Backtest' }).click();
  await expect(page.getByLabel('From (UTC)')).toHaveValue('2024-12-18T12:00:00Z');
  expect(complaints).toEqual([]);
});

test('a running backtest shows how far it is and can be cancelled; a wrong path is one sentence', async ({
  page,
  served,
}) => {
  putCandles(served, 400);
  await openBacktest(page, served);
  await page.getByRole('button', { name: 'Run backtest' }).click();
  const progress = page.getByRole('region', { name: 'Progress' });
  await expect(progress).toContainText('of 576,000');
  await expect(progress).toContainText('candles/s');
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.reload();
  await expect(progress).toContainText('of 576,000');
  await expect(page.getByLabel('Candle file')).toContainText(NAME);
  await progress.getByRole('button', { name: 'Cancel' }).click();
  await expect(progress).toContainText('Cancelled. Nothing of it was kept.');
  expect(readdirSync(join(served.workspace, 'runs'))).toEqual([]);
  await page.getByLabel('Candle file').selectOption('Another file …');
  await page.getByLabel('Path of the file').fill('/nowhere/candles.csv');
  await page.getByRole('button', { name: 'Run backtest' }).click();
  await expect(progress.getByRole('alert')).toContainText('/nowhere/candles.csv: there is no such file');
  await page.getByLabel('Candle file').selectOption(NAME);
  await page.getByLabel('From (UTC)').fill('2031-01-01');
  await page.getByRole('button', { name: 'Run backtest' }).click();
  await expect(progress.getByRole('alert')).toContainText(`Failed: ${NAME}: no candle lies from 2031`);
});

test('KILL acts at once while a backtest runs beside the session', async ({ page, served }) => {
  putCandles(served, 400);
  await page.goto(served.url);
  await startSession(page, { seed: 5, speed: '20', breakers: false });
  await expect.poll(() => served.events().length).toBeGreaterThan(205);
  const session = served.readRun('config.json').match(/"run_id": "([^"]+)"/)?.[1] ?? '';
  await page.getByRole('button', { name: 'Backtest' }).click();
  await page.getByRole('button', { name: 'Run backtest' }).click();
  const progress = page.getByRole('region', { name: 'Progress' });
  await expect(progress).toContainText('of 576,000');
  await page.getByRole('button', { name: 'KILL' }).click();
  await expect(page.getByText('HALTED').first()).toBeVisible();
  await expect(progress).toContainText('of 576,000');
  const events = readFileSync(join(served.workspace, 'runs', session, 'events.jsonl'), 'utf8')
    .trimEnd()
    .split('\n');
  const names = events.map((line) => (JSON.parse(line) as { event: string }).event);
  expect(names.slice(names.indexOf('KillEngaged'))).not.toContain('OrderSubmitted');
  expect(names).toContain('KillCompleted');
  await progress.getByRole('button', { name: 'Cancel' }).click();
  await expect(progress).toContainText('Cancelled');
});
