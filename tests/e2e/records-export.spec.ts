import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { startSession, test } from './support/workstation-test.ts';

test('9 trades exported from the page are the trades.csv of the run, byte for byte', async ({
  page,
  context,
  served,
}) => {
  await page.goto(served.url);
  await startSession(page, { seed: 7, speed: 'max', minutes: 60, breakers: false });
  await expect.poll(() => served.readRun('final_report.json')).toContain('"completed"');
  const written = served.readRun('trades.csv');
  const count = written.trim().split('\n').length - 1;
  expect(count).toBeGreaterThan(10);
  const panel = page.getByRole('tabpanel', { name: 'Trades' });
  await expect(panel).toContainText(`${count} of ${count}`);
  // neither sort nor view changes what is exported
  await panel.getByRole('columnheader', { name: 'Fees' }).getByRole('button').click();
  const download = page.waitForEvent('download');
  await panel.getByRole('button', { name: 'Export CSV' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^[\w-]+-trades\.csv$/);
  expect(await readFile(await file.path(), 'utf8')).toBe(written);

  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(served.url).origin });
  await panel.getByRole('button', { name: 'Copy', exact: true }).click();
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(async () => (await copied()).trim().split('\n').length).toBe(count + 1);
});
