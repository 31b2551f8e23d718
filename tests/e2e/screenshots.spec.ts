import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { la } from './support/la-command.ts';
import type { Served } from './support/served.ts';
import { smallPng } from './support/small-png.ts';
import { startSession, test } from './support/workstation-test.ts';

const ROOT = resolve(import.meta.dirname, '..', '..');
const FIXTURES = join(ROOT, 'tests', 'fixtures');
const OWN = join(ROOT, 'out', 'screenshots');
/** What the README shows. `UPDATE_SCREENSHOTS=1 npm run e2e -- screenshots` renews these; everything else stays in `out`. */
const SHOWN = [
  'trade-dark',
  'moment-dark',
  'halted-dark',
  'history-dark',
  'run-light',
  'comparison-dark',
  'backtest-light',
  'config-dark',
];

type Shoot = (name: string) => Promise<void>;

for (const scheme of ['dark', 'light'] as const) {
  test(`every view and state of the workstation, ${scheme}`, async ({ page, served, complaints }) => {
    test.setTimeout(120_000);
    mkdirSync(OWN, { recursive: true });
    const shoot: Shoot = async (name) => {
      const file = `${name}-${scheme}`;
      const png = await page.screenshot({ path: join(OWN, `${file}.png`), animations: 'disabled' });
      if (process.env.UPDATE_SCREENSHOTS !== '1' || !SHOWN.includes(file)) return;
      writeFileSync(join(ROOT, 'assets', 'screenshots', `${file}.png`), smallPng(png));
    };
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto(served.url);
    await firstStart(page, shoot);
    await pastRuns(page, served, shoot);
    await backtest(page, served, shoot);
    await configuration(page, shoot);
    await session(page, served, shoot);
    await tripped(page, shoot);
    expect(complaints).toEqual([]);
    await served.end('SIGKILL');
    await expect(page.getByText(/stopped|reconnect|lost/i).first()).toBeVisible();
    await shoot('disconnected');
  });
}

async function firstStart(page: Page, shoot: Shoot): Promise<void> {
  await expect(page.getByText('Ready to trade on paper')).toBeVisible();
  await shoot('empty');
  for (const [key, name] of [
    ['s', 'start'],
    ['?', 'keys'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(page.getByRole('dialog')).toBeVisible();
    await shoot(name);
    await page.keyboard.press('Escape');
  }
}

async function pastRuns(page: Page, served: Served, shoot: Shoot): Promise<void> {
  for (const seed of ['7', '8', '11', '13', '17']) {
    const flags = ['--duration', '180', '--speed', 'max', '--seed', seed, '--breakers', 'off', '--json'];
    expect(la(served.workspace, 'run', '--source', 'mock', ...flags).code).toBe(0);
  }
  await page.keyboard.press('2');
  const boxes = page.getByRole('checkbox');
  await expect(boxes).toHaveCount(5);
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await shoot('history');
  await page.getByRole('button', { name: 'Compare' }).click();
  await expect(page.getByRole('row', { name: /^Trades/ })).toBeVisible();
  await shoot('comparison');
  await page.getByRole('button', { name: 'All runs' }).click();
  await page
    .getByRole('button', { name: /Open run/ })
    .first()
    .click();
  await expect(page.getByText('— read-only')).toBeVisible();
  await page.getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByText('IDENTICAL')).toBeVisible();
  await page.getByRole('tab', { name: /Trades/ }).click();
  await shoot('run');
}

async function backtest(page: Page, served: Served, shoot: Shoot): Promise<void> {
  const data = join(served.workspace, 'data');
  mkdirSync(data, { recursive: true });
  copyFileSync(join(FIXTURES, 'btcusdt-1m-extract.csv'), join(data, 'btcusdt-1m-2024-12-18-2024-12-20.csv'));
  await page.keyboard.press('3');
  await page.getByRole('button', { name: 'Run backtest' }).click();
  const result = page.getByRole('region', { name: 'Result' });
  await expect(result.getByRole('button', { name: 'Open' })).toBeVisible();
  await page.mouse.move(0, 0);
  await shoot('backtest');
}

async function configuration(page: Page, shoot: Shoot): Promise<void> {
  await page.keyboard.press('4');
  const risk = page.getByLabel('Risk per trade');
  await risk.fill('50');
  await expect(page.getByRole('alert')).toBeVisible();
  await shoot('config-refused');
  await risk.fill('0.5');
  await shoot('config');
  await page.getByRole('button', { name: 'Review changes' }).click();
  await shoot('config-review');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Discard' }).click();
}

async function session(page: Page, served: Served, shoot: Shoot): Promise<void> {
  await page.getByRole('button', { name: 'Trade', exact: true }).click();
  await startSession(page, { seed: 7, speed: '200', minutes: 0, breakers: false });
  await expect
    .poll(() => served.events().filter(({ event }) => event === 'ExecutionExit').length, { timeout: 40_000 })
    .toBeGreaterThan(5);
  await expect(page.getByRole('tabpanel').locator('tbody tr').nth(4)).toBeVisible();
  await shoot('trade');
  await page.getByRole('tab', { name: /Decisions/ }).click();
  await page
    .getByRole('tabpanel')
    .getByRole('button', { name: /Details/ })
    .nth(1)
    .click();
  await shoot('decisions');
  await page.getByRole('tab', { name: /Trades/ }).click();
  const chart = page.getByRole('group', { name: /Price chart/ });
  await chart.focus();
  await page.keyboard.press('[');
  await expect(page.getByRole('region', { name: /^Candle/ })).toBeVisible();
  await shoot('moment');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'KILL' }).click();
  await expect(page.getByRole('button', { name: 'Re-arm' })).toBeVisible();
  await shoot('halted');
  await page.getByRole('button', { name: 'Re-arm' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('REARM');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
}

async function tripped(page: Page, shoot: Shoot): Promise<void> {
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Source').selectOption('replay');
  await expect(dialog.getByLabel('From (UTC)')).toBeVisible();
  await shoot('replay');
  await dialog.getByLabel('File or run to replay').selectOption('Another file or run …');
  await dialog.getByLabel('Path of a file, or run id').fill(join(FIXTURES, 'losing-streak.csv'));
  await dialog.getByLabel('Speed').fill('max');
  await dialog.getByRole('button', { name: 'Start session' }).click();
  await expect(page.getByRole('button', { name: 'Reset breaker' })).toBeVisible();
  await shoot('tripped');
}
