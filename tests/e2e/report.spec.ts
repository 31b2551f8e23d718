import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { writeSummaryHtml } from '../../main/adapters/report/summary-html.ts';
import type { EventBody } from '../../shared/events.ts';
import { walk, writeRunFolder } from '../adapters/report-run.ts';
import { test } from './support/browser-test.ts';

const STRATEGY = new URL('../../config/strategies/default.json', import.meta.url);
/** A sheet of A4 between its margins, in CSS pixels. */
const SHEET = { width: 703, height: 1000 };
const INTERLUDES: ReadonlyMap<number, readonly EventBody[]> = new Map<number, readonly EventBody[]>([
  [200, [{ event: 'FeedLost', reason: 'closed' }]],
  [240, [{ event: 'FeedConnected', source: 'replay' }]],
  [270, [{ event: 'EntriesPaused', by: 'page' }]],
  [310, [{ event: 'EntriesResumed', by: 'page' }]],
  [340, [{ event: 'KillEngaged', by: 'button' }]],
]);

let folder = '';
/** A few hours, which axe can look at cell by cell, and days, whose table of trades scrolls. */
let hours = '';
let days = '';
let trades = 0;

/** Opens the report; whatever it logs, or asks of anything but itself, is a fault. */
async function open(page: Page, address: string): Promise<readonly string[]> {
  const faults: string[] = [];
  page.on('console', (message) => faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('request', (request) => {
    const url = request.url();
    if (url !== address && !url.startsWith('data:')) faults.push(url);
  });
  await page.goto(address);
  return faults;
}

async function unfold(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const part of document.querySelectorAll('details')) part.open = true;
  });
}

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'report-page-'));
  const strategy = JSON.parse(readFileSync(STRATEGY, 'utf8'));
  strategy.risk.max_cost_r = 5;
  const write = async (runId: string, count: number) => {
    const run = { runId, candles: walk(count), strategy, interludes: INTERLUDES, hasHostMetrics: true };
    const report = writeRunFolder(join(folder, runId), run);
    await writeSummaryHtml(join(folder, runId));
    return { address: pathToFileURL(join(folder, runId, 'summary.html')).href, trades: report.trades };
  };
  hours = (await write('report-hours', 350)).address;
  ({ address: days, trades } = await write('report-days', 3 * 1440));
});

test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

for (const colorScheme of ['light', 'dark'] as const) {
  test(`${colorScheme}: axe finds nothing, and nothing is loaded or refused`, async ({ browser }) => {
    for (const width of colorScheme === 'light' ? [1280, 390] : [1280]) {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } });
      const page = await context.newPage();
      const faults = await open(page, hours);
      await unfold(page);
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      expect(faults).toEqual([]);
      await context.close();
    }
  });
}

test('the keyboard reaches the trades, sorts them and comes from a section to another', async ({ page }) => {
  const faults = await open(page, days);
  const table = page.getByRole('region', { name: 'Trades' });
  const results = async () => (await table.locator('tbody td:nth-child(10)').allTextContents()).map(Number);
  expect(await results()).toHaveLength(trades);
  await table.getByRole('button', { name: 'R', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(table.getByRole('columnheader', { name: 'R', exact: true })).toHaveAttribute('aria-sort', 'ascending');
  const sorted = await results();
  expect(sorted).toEqual(sorted.toSorted((a, b) => a - b));
  expect(sorted[0]).toBeLessThan(sorted.at(-1) ?? 0);
  await page.getByRole('navigation').getByRole('link', { name: 'Verify' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('npm run -s la -- report report-days')).toBeInViewport();
  expect(faults).toEqual([]);
});

test('what happened to feed and session stands in the chart, its legend and the lists', async ({ page }) => {
  await open(page, hours);
  const market = page.locator('#market');
  await expect(market.locator('.unseen title').first()).toContainText('feed lost');
  await expect(market.locator('.blocked title').first()).toContainText('entries paused');
  await expect(market.locator('.moment')).toHaveCount(1);
  await expect(market.locator('figcaption')).toContainText('kill switch');
  await expect(
    page
      .locator('#unseen')
      .getByRole('row', { name: /40 min/ })
      .first(),
  ).toContainText('feed lost');
});

test('on a phone the newest candles, the axis and the names of the panels are in sight first', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, hours);
  const seen = await page.locator('.market-frame').evaluate((frame) => {
    const { left, right } = frame.getBoundingClientRect();
    const inside = (part: Element) => {
      const box = part.getBoundingClientRect();
      return box.width > 0 && box.left >= left - 1 && box.right <= right + 1;
    };
    const texts = [...frame.querySelectorAll('.tagged, .twin')].filter(inside).map((part) => part.textContent);
    return { isScrolled: frame.scrollWidth > frame.clientWidth, texts };
  });
  expect(seen.isScrolled).toBe(true);
  expect(seen.texts).toHaveLength(5);
  expect(seen.texts).toEqual(expect.arrayContaining(['Price, USDT', 'Equity, USDT', 'Below peak equity, %']));
});

test('without script it is whole, and a mark in the chart leads to its trade', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(`${days}#t${trades}`);
  await expect(page.locator(`#t${trades}`)).toBeInViewport();
  await expect(page.locator('#trades tbody tr')).toHaveCount(trades);
  await expect(page.locator('#trades button')).toHaveCount(0);
  await context.close();
});

test('on paper nothing runs off the sheet, and each sheet is A4 upright', async ({ page }) => {
  await page.setViewportSize(SHEET);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await open(page, days);
  await unfold(page);
  const tooWide = await page.evaluate(() =>
    [...document.querySelectorAll('table, svg, dl, p')]
      .filter((part) => part.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
      .map((part) => `${part.tagName} ${part.getAttribute('class')} ${part.textContent?.slice(0, 40)}`),
  );
  expect(tooWide).toEqual([]);
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe(
    'rgb(255, 255, 255)',
  );
  const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
  const sheets = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => [
    Math.round(Number(width)),
    Math.round(Number(height)),
  ]);
  expect(sheets.length).toBeGreaterThan(1);
  for (const sheet of sheets) expect(sheet).toEqual([595, 842]);
});
