import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from '@playwright/test';
import { startSession, test } from './support/workstation-test.ts';

const ROOT = resolve(import.meta.dirname, '..', '..');
/** The README shows what `UPDATE_SCREENSHOTS=1 npm run e2e -- screenshots` wrote; every other run keeps its own copies. */
const FOLDER =
  process.env.UPDATE_SCREENSHOTS === '1' ? join(ROOT, 'assets', 'screenshots') : join(ROOT, 'out', 'screenshots');

for (const scheme of ['dark', 'light'] as const) {
  test(`the views of the workstation, ${scheme}`, async ({ page, served, complaints }) => {
    mkdirSync(FOLDER, { recursive: true });
    const shoot = (name: string) =>
      page.screenshot({ path: join(FOLDER, `${name}-${scheme}.png`), animations: 'disabled' });
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto(served.url);
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await shoot('start');
    await page.keyboard.press('Escape');

    await startSession(page, { seed: 7, speed: '200', minutes: 0, breakers: false });
    await expect
      .poll(() => served.events().filter(({ event }) => event === 'ExecutionExit').length, { timeout: 40_000 })
      .toBeGreaterThan(5);
    await expect(page.getByRole('tabpanel').locator('tbody tr').nth(4)).toBeVisible();
    await shoot('running');
    await page.getByRole('tab', { name: /Decisions/ }).click();
    await shoot('decisions');
    await page.getByRole('button', { name: 'KILL' }).click();
    await expect(page.getByText('HALTED').first()).toBeVisible();
    await shoot('halted');
    expect(complaints).toEqual([]);
  });
}
