import { copyFileSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import type { FinalReport } from '../../shared/final-report.ts';
import { la } from './support/la-command.ts';
import type { Served } from './support/served.ts';
import { test } from './support/workstation-test.ts';

const FIXTURES = resolve(import.meta.dirname, '..', 'fixtures');
const NAME = 'btcusdt-1m-2024-12-18-2024-12-20.csv';

/** Candles and their funding rates in the data folder, and the Start dialog asking for a replay. */
async function openReplay(page: Page, served: Served) {
  const folder = join(served.workspace, 'data');
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(FIXTURES, 'btcusdt-1m-extract.csv'), join(folder, NAME));
  copyFileSync(join(FIXTURES, 'btcusdt-funding-extract.csv'), join(folder, NAME.replace('.csv', '-funding.csv')));
  await page.goto(served.url);
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('At 1 a candle takes 6 seconds');
  await dialog.getByLabel('Source').selectOption('Replay of a file');
  await expect(dialog).toContainText('1 is real time');
  await expect(dialog.getByLabel('File or run to replay')).toHaveValue(join(folder, NAME));
  await dialog.getByLabel('Circuit breakers').uncheck();
  return dialog;
}

test('a span of a file of the data folder is replayed with the figures of the command line', async ({
  page,
  served,
  complaints,
}) => {
  const dialog = await openReplay(page, served);
  await expect(dialog).toContainText('BTCUSDT 1m · 3,000 candles');
  await expect(dialog.getByLabel('Charge the funding rates')).toBeChecked();
  await dialog.getByLabel('Strategy').selectOption('sma_crossover');
  await dialog.getByLabel('Speed').fill('max');
  await dialog.getByLabel('From (UTC)').fill('2024-12-20');
  await dialog.getByLabel('To (UTC)').fill('2024-12-18T12:00:00Z');
  await dialog.getByRole('button', { name: 'Start session' }).click();
  await expect(dialog.getByRole('alert')).toContainText('from must lie before to');
  expect((await new AxeBuilder({ page }).include('dialog').analyze()).violations).toEqual([]);
  await dialog.getByLabel('From (UTC)').fill('2024-12-18T12:00:00Z');
  await dialog.getByLabel('To (UTC)').fill('2024-12-20');
  await dialog.getByRole('button', { name: 'Start session' }).click();
  await expect(dialog).toBeHidden();
  const clock = page.getByRole('region', { name: 'Clock' });
  await expect(clock).toContainText('100 % · to 2024-12-20 00:00');
  await expect.poll(() => served.readRun('final_report.json')).toContain('"completed"');
  const own = JSON.parse(served.readRun('final_report.json')) as FinalReport;
  const file = join(served.workspace, 'data', NAME);
  const rates = join(FIXTURES, 'btcusdt-funding-extract.csv');
  const flags = ['--from', '2024-12-18T12:00:00Z', '--to', '2024-12-20', '--strategy', 'sma_crossover', '--json'];
  const backtest = la(served.workspace, 'backtest', '--data', file, '--funding', rates, ...flags);
  const { net_pnl, trades, fees, funding, market_from } = JSON.parse(backtest.stdout) as FinalReport;
  expect(own).toMatchObject({ net_pnl, trades, fees, funding, market_from });
  expect(Number(funding)).not.toBe(0);
  expect(complaints).toEqual([]);
});

test('a replay shows how far it is and is ended by Stop; a typed path that is wrong is one sentence', async ({
  page,
  served,
}) => {
  const dialog = await openReplay(page, served);
  await dialog.getByLabel('Speed').fill('600');
  await dialog.getByRole('button', { name: 'Start session' }).click();
  const clock = page.getByRole('region', { name: 'Clock' });
  await expect(clock).toContainText(/\d % · to 2024-12-20/);
  await expect(clock).toContainText('left');
  await expect
    .poll(async () => Number(await clock.getByRole('progressbar').getAttribute('value')))
    .toBeGreaterThan(60_000);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('button', { name: 'Start', exact: true })).toBeEnabled();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await dialog.getByLabel('Source').selectOption('Replay of a file');
  await dialog.getByLabel('File or run to replay').selectOption('Another file or run …');
  await dialog.getByLabel('Path of a file, or run id').fill('/nowhere/candles.csv');
  await dialog.getByRole('button', { name: 'Start session' }).click();
  await expect(dialog.getByRole('alert')).toContainText('/nowhere/candles.csv: there is no such file');
});
