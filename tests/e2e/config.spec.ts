import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import type { Served } from './support/served.ts';
import { startSession, test } from './support/workstation-test.ts';

const own = (served: Served, file: string) => join(served.workspace, 'config', file);

async function openConfig(page: Page, served: Served): Promise<void> {
  await page.goto(served.url);
  await page.getByRole('button', { name: 'Config' }).click();
  await expect(page.getByLabel('Risk per trade')).toHaveValue('1');
}

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Review changes' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
}

test('the risk is refused at 50 %, saved at 0.5 %, used by the next run, and rolled back', async ({
  page,
  served,
  complaints,
}) => {
  await openConfig(page, served);
  const risk = page.getByLabel('Risk per trade');
  const money = page.getByRole('region', { name: 'What it means in money' });
  await expect(money).toContainText('At most 100 USDT a trade, 500 a day.');

  await risk.fill('50');
  await expect(page.getByRole('alert')).toHaveText(
    'Must be at most 2 (a fixed ceiling, above which every order is denied).',
  );
  await expect(risk).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByRole('button', { name: 'Review changes' })).toBeDisabled();
  expect(existsSync(own(served, '.'))).toBe(false);

  await risk.fill('0.5');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(money).toContainText('At most 50 USDT a trade');
  await page.getByRole('button', { name: 'Review changes' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('row', { name: /Risk per trade/ })).toHaveText(
    /risk\.risk_pct\s*1 %\s*0\.5 %\s*next run/,
  );
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  expect(JSON.parse(readFileSync(own(served, 'strategies/default.json'), 'utf8')).risk.risk_pct).toBe(0.5);

  await startSession(page, { seed: 7, speed: 'max', minutes: 2, breakers: false });
  await expect.poll(() => served.readRun('final_report.json')).toContain('"completed"');
  expect(JSON.parse(served.readRun('config.json')).config.strategy.risk.risk_pct).toBe(0.5);

  await page.getByRole('button', { name: 'Config' }).click();
  const versions = page.getByRole('region', { name: 'Versions' });
  await expect(versions).toContainText('saved by page');
  await expect(versions).toContainText('Risk per trade: 1 % → 0.5 %');
  await versions.getByRole('button', { name: 'Restore version 1' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
  await expect(risk).toHaveValue('1');
  expect(existsSync(own(served, 'strategies/default.json'))).toBe(false);
  expect(complaints).toEqual([]);
});

test('values are checked against each other; changes survive leaving the view; a change from elsewhere is not overwritten', async ({
  page,
  served,
}) => {
  await openConfig(page, served);
  await page.getByLabel('Fast average').fill('40');
  await expect(page.getByRole('alert')).toContainText('Must be below slow');
  await page.getByLabel('Fast average').fill('12');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.getByRole('button', { name: 'Trade' }).click();
  await page.getByRole('button', { name: 'Config' }).click();
  await expect(page.getByLabel('Fast average')).toHaveValue('12');

  mkdirSync(own(served, 'strategies'), { recursive: true });
  writeFileSync(own(served, 'strategies/default.json'), '{"risk": {"risk_pct": 0.25}}');
  await page.getByRole('button', { name: 'Review changes' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByRole('alert')).toContainText('was changed by somebody else');
  await dialog.getByRole('button', { name: 'Read the file again' }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  expect(JSON.parse(readFileSync(own(served, 'strategies/default.json'), 'utf8'))).toMatchObject({
    risk: { risk_pct: 0.25 },
    setups: { sma_crossover: { fast: 12 } },
  });
});

test('broken and unknown files are shown with path and reason; a new strategy can be started, and be what Start begins with', async ({
  page,
  served,
}) => {
  mkdirSync(own(served, 'strategies'), { recursive: true });
  writeFileSync(own(served, 'strategies/mine.json'), '{"risk": {"risk_pct": 50}}');
  writeFileSync(own(served, 'risk.json.bak'), '{}');
  await openConfig(page, served);
  await expect(page.getByText(own(served, 'risk.json.bak'))).toBeVisible();
  await page.getByRole('button', { name: 'mine broken' }).click();
  await expect(page.getByRole('alert')).toContainText(
    `${own(served, 'strategies/mine.json')}: risk.risk_pct: must be at most 10 (found 50)`,
  );
  await page.getByRole('button', { name: 'default', exact: true }).click();
  await page.getByLabel('Risk per trade').fill('0.2');
  await page.getByRole('button', { name: 'Save as …' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('default');
  await expect(dialog.getByRole('alert')).toContainText('already');
  await dialog.getByLabel('Name').fill('careful');
  await dialog.getByRole('button', { name: 'Save strategy' }).click();
  await expect(page.getByRole('heading', { name: 'careful' })).toBeVisible();
  await page.getByRole('button', { name: 'Delete …' }).click();
  await dialog.getByRole('button', { name: 'Delete strategy' }).click();
  await expect(page.getByRole('heading', { name: 'default' })).toBeVisible();
  await expect(page.getByText('Your file of careful is removed.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'careful' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Save as …' }).click();
  await dialog.getByLabel('Name').fill('careful');
  await dialog.getByRole('button', { name: 'Save strategy' }).click();
  await page.getByRole('button', { name: 'Start of a session' }).click();
  await page.getByLabel('Strategy', { exact: true }).selectOption('careful');
  await page.getByLabel('Speed').fill('60');
  await save(page);
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(dialog.getByLabel('Strategy')).toHaveValue('careful');
  await expect(dialog.getByLabel('Speed')).toHaveValue('60');
});

test('while a session runs, a line says that it keeps its configuration; its notices change at once', async ({
  page,
  served,
}) => {
  await openConfig(page, served);
  await startSession(page, { seed: 5, speed: '20' });
  await page.getByRole('button', { name: 'Config' }).click();
  await expect(page.getByText(/A session is running \(default\)/)).toBeVisible();
  await page.getByRole('button', { name: 'Notices' }).click();
  await page.getByLabel('Webhook').fill('https://hooks.example.com/T0123456789abcdef');
  await save(page);
  await expect(page.getByText('set (hooks.example.com)', { exact: true })).toBeVisible();
  expect(await page.content()).not.toContain('T0123456789abcdef');
  await page.getByRole('button', { name: 'Remove' }).click();
  await save(page);
  await expect(page.getByLabel('Webhook')).toHaveValue('');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the editor can be used by everybody (${colorScheme})`, async ({ page, served, complaints }) => {
    await page.emulateMedia({ colorScheme });
    await openConfig(page, served);
    await page.getByLabel('Risk per trade').fill('50');
    await expect(page.getByRole('alert')).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await page.getByRole('button', { name: 'Notices' }).click();
    await expect(page.getByLabel('Webhook')).toBeVisible();
    expect((await new AxeBuilder({ page }).include('.config-view').analyze()).violations).toEqual([]);
    await page.getByRole('button', { name: 'default unsaved changes' }).click();
    await page.getByLabel('Risk per trade').fill('0.5');
    await page.getByRole('button', { name: 'Review changes' }).click();
    expect((await new AxeBuilder({ page }).include('dialog').analyze()).violations).toEqual([]);
    expect(complaints).toEqual([]);
  });
}
