import { expect, type Locator } from '@playwright/test';
import { test } from '../support/browser-test.ts';
import { PageStage } from './page-stage.ts';
import { runningSnapshot } from './stage-data.ts';

test('loading the page anew keeps the view', async ({ page }) => {
  const stage = new PageStage(page, runningSnapshot());
  await stage.open();
  for (const view of ['History', 'Backtest', 'Config', 'Trade']) {
    const button = page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: view });
    await button.click();
    await page.reload();
    await expect(button).toHaveAttribute('aria-current', 'page');
  }
});

test('at half the width of a laptop, as with zoom at 200 %, nothing lies beside the page and KILL is in sight', async ({
  page,
}) => {
  await page.setViewportSize({ width: 640, height: 400 });
  const stage = new PageStage(page, runningSnapshot());
  await stage.open();
  for (const view of ['Trade', 'History', 'Backtest', 'Config']) {
    await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: view }).click();
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await expect(page.getByRole('button', { name: 'KILL' })).toBeInViewport({ ratio: 1 });
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(640);
  }
});

test("with the system's own colours gauges, the chosen view and the chosen tab still stand out", async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  const stage = new PageStage(page, runningSnapshot());
  await stage.open();
  const background = (what: Locator) => what.evaluate((element) => getComputedStyle(element).backgroundColor);
  const views = page.getByRole('navigation', { name: 'Views' });
  for (const [chosen, other] of [
    [page.locator('.gauge-fill').first(), page.locator('.gauge-track').first()],
    [views.getByRole('button', { name: 'Trade' }), views.getByRole('button', { name: 'History' })],
    [page.getByRole('tab', { name: 'Trades' }), page.getByRole('tab', { name: 'Events' })],
  ] as const)
    expect(await background(chosen)).not.toBe(await background(other));
});
