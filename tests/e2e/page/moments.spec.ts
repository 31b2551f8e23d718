import { expect } from '@playwright/test';
import { test } from '../support/browser-test.ts';
import { PageStage } from './page-stage.ts';
import { barAt, candleEvents, runningSnapshot, STATUS } from './stage-data.ts';

test.use({ viewport: { width: 1280, height: 800 } });

test('a click on a candle says why it brought no order, and the same click lets go of it', async ({ page }) => {
  const stage = new PageStage(page, runningSnapshot());
  await stage.open();
  const chart = page.getByRole('group', { name: /Price chart/ });
  const at = { position: { x: 600, y: 200 } };
  await chart.hover(at);
  await expect(page.getByText('No order: No setup')).toBeVisible();
  await chart.click(at);
  const card = page.getByRole('region', { name: /^Candle 2026-03-02/ });
  await expect(card).toContainText('No order: No setup');
  await expect(card.getByRole('list', { name: 'What each stage said' })).toContainText('Setup');
  const heading = await card.getByRole('heading').innerText();
  await card.getByRole('button', { name: 'Candle before' }).click();
  await expect(card.getByRole('heading')).not.toHaveText(heading);
  await page.keyboard.press('.');
  await expect(card.getByRole('heading')).toHaveText(heading);
  // a second click within half a second would be a double click, which picks nothing
  await expect(async () => {
    await chart.click(at);
    await expect(card).toHaveCount(0, { timeout: 700 });
  }).toPass();
  expect(stage.errors).toEqual([]);
});

test('brackets go from trade to trade, also to one whose candles and decisions are no longer in the view', async ({
  page,
}) => {
  const snapshot = runningSnapshot(400);
  const { view } = snapshot;
  const [bars, decisions] = [view.bars.slice(200), view.decisions.slice(200)];
  const position = STATUS.position === null ? null : { ...STATUS.position, entry_time: barAt(397).t + 20_000 };
  const session = { ...STATUS, seq: view.seq, position };
  const stage = new PageStage(page, { ...snapshot, session, view: { ...view, bars, decisions } });
  const asked: string[] = [];
  stage.answer = (name) => {
    asked.push(name);
    if (name === 'bars') return { ok: true, value: { bars: view.bars.slice(0, 300) } };
    return { ok: true, value: { decisions: candleEvents(40, 90).slice(1) } };
  };
  await stage.open();
  await page.getByRole('button', { name: 'Previous trade' }).click();
  const card = page.getByRole('region', { name: /^Candle/ });
  await expect(card).toContainText('#2 LONG from 60,100.0, still open');
  await page.keyboard.press('[');
  await expect(card.getByRole('heading')).toContainText('2026-03-02 10:40');
  await expect(card).toContainText('#1 SHORT from 60,210.5, left at 60,310.5: ▼ -119.83 USDT, -1.49 R');
  await expect(card).toContainText('No order: No setup');
  expect(asked).toEqual(expect.arrayContaining(['bars', 'runDecisions']));
  await expect(page.getByRole('button', { name: 'Follow live' })).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Trades' })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await expect(card).toHaveCount(0);
  expect(stage.errors).toEqual([]);
});

test('averages carry the names of the strategy, and E takes them off and puts them back', async ({ page }) => {
  const stage = new PageStage(page, runningSnapshot());
  await stage.open();
  await expect(page.getByText('EMA 20', { exact: true })).toBeVisible();
  await page.keyboard.press('e');
  await expect(page.getByText('EMA 20', { exact: true })).toBeHidden();
  await page.getByRole('button', { name: 'Averages' }).click();
  await expect(page.getByText('EMA 20', { exact: true })).toBeVisible();
});

test('equity and price share their crosshair, and a click on the curve picks the same candle', async ({ page }) => {
  const stage = new PageStage(page, runningSnapshot());
  await stage.open();
  const curve = page.getByRole('img', { name: /^Equity curve/ });
  await curve.hover({ position: { x: 430, y: 30 } });
  await expect(page.getByText('No order: No setup')).toBeVisible();
  await expect(page.getByText(/^2026-03-02 \d\d:\d\d: .* USDT, −/)).toBeVisible();
  await curve.click({ position: { x: 430, y: 30 } });
  await expect(page.getByRole('region', { name: /^Candle 2026-03-02/ })).toContainText('No order: No setup');
  expect(stage.errors).toEqual([]);
});
