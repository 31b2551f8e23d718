import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { foldSession } from '../../../shared/session-view.ts';
import { test } from '../support/browser-test.ts';
import { watchShifts } from './layout-shifts.ts';
import { PageStage } from './page-stage.ts';
import { decisionsOn, firedCandle, snapshotWithTrades, tradeAt } from './records-data.ts';
import { barAt, candleEvents, frameAfter, runningSnapshot, STATUS } from './stage-data.ts';

test.use({ viewport: { width: 1280, height: 800 } });

const rows = (page: Page) => page.getByRole('tabpanel').locator('tbody tr');

/** 120 candles without a setup, then one refused for its cost, then an order. */
function snapshotWithRefusal() {
  const snapshot = runningSnapshot();
  const { seq } = snapshot.view;
  const events = [...firedCandle(120, seq + 1, 'no_trade'), ...firedCandle(121, seq + 3, 'order')];
  return { ...snapshot, view: foldSession(snapshot.view, events) ?? snapshot.view };
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('why a candle brought no trade is found in the timeline: filtered, opened, in words', async ({ page }) => {
      const stage = new PageStage(page, snapshotWithRefusal());
      await stage.open();
      await page.getByRole('tab', { name: 'Decisions' }).click();
      await expect(rows(page).first()).toHaveText(/2026-03-02 12:01◆ OrderOrder sent●·●●●●●●Pullback▲ LONG0.40/);
      await page.getByRole('combobox', { name: 'Outcome' }).selectOption('Orders only');
      await expect(rows(page)).toHaveCount(1);
      await page.getByRole('combobox', { name: 'Outcome' }).selectOption('All outcomes');
      await page.getByRole('combobox', { name: 'Stages' }).selectOption('Execution risk');
      await expect(rows(page)).toHaveCount(1);
      await expect(page.getByRole('tabpanel')).toContainText('1 of 122');
      const row = rows(page).first();
      await expect(row).toContainText('Costs are too high for the risk');
      await expect(row.getByRole('img', { name: /^Execution risk: refused/ })).toHaveText('✕');
      await row.click();
      await expect(row).toHaveAttribute('aria-selected', 'true');
      const detail = rows(page).nth(1);
      await expect(detail).toContainText('fees and slippage of a round trip would cost 1.32 R');
      await expect(detail).toContainText('CVD -12.500 BTC');
      await expect(detail).toContainText('Not reached: Sizing, Risk gate, Journal');
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      await row.click();
      await expect(row).toHaveAttribute('aria-selected', 'false');
      await expect(rows(page)).toHaveCount(1);
      expect(stage.errors).toEqual([]);
    });
  });
}

test('5000 trades: a few rows drawn, sorted, filtered, walked by keyboard, copied and exported', async ({ page }) => {
  const stage = new PageStage(page, snapshotWithTrades(5000));
  await stage.open();
  await expect(rows(page).first()).toContainText('5000');
  expect(await rows(page).count()).toBeLessThan(60);

  const heading = page.getByRole('columnheader', { name: 'PnL USDT' });
  await heading.getByRole('button').click();
  await expect(heading).toHaveAttribute('aria-sort', 'descending');
  await expect(rows(page).first()).toContainText('▲ +5,080.92');
  await heading.getByRole('button').click();
  await expect(heading).toHaveAttribute('aria-sort', 'ascending');
  await expect(rows(page).first()).toContainText('▼ -5,115.58');

  await rows(page).first().focus();
  await page.keyboard.press('End');
  await expect(page.locator('tr:focus')).toContainText('+5,080.92');
  await expect(page.locator('tr:focus')).toBeInViewport();
  await page.keyboard.press('ArrowUp');
  await expect(page.locator('tr:focus')).toContainText('+5,079.92');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tabpanel')).toContainText('Worst while open');
  await page.keyboard.press('Control+c');
  await page.getByLabel('Filter by text').focus();
  await page.keyboard.press('Control+v');
  await expect(page.getByLabel('Filter by text')).toHaveValue(/^4999\tLONG\tPullback\t0.8012\t/);

  await page.getByRole('combobox', { name: 'PnL USDT' }).selectOption('Lost');
  await page.getByRole('combobox', { name: 'Side' }).selectOption('SHORT');
  await page.getByLabel('Filter by text').fill('sweep');
  await expect(page.getByRole('tabpanel')).toContainText('167 of 5000');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export CSV' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('run-1-trades.csv');
  const lines = (await readFile(await file.path(), 'utf8')).split('\n');
  expect(lines).toHaveLength(169);
  expect(lines[1]).toBe(
    '6,SHORT,0.8012,2026-03-02T10:15:12.000Z,60210.5,2026-03-02T10:17:12.000Z,60310.5,SL,-80,38.58,0,-123.58,-1.4,2,sweep_invalidation',
  );
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('checkbox', { name: 'Funding' }).uncheck();
  await page.getByRole('checkbox', { name: 'Gross' }).uncheck();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('checkbox', { name: 'Gross' })).toBeHidden();
  await expect(page.getByRole('columnheader')).toHaveCount(13);
  await expect(rows(page).first().locator('td')).toHaveCount(13);
  await page.getByLabel('Filter by text').fill('nothing is called this');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page.getByRole('tabpanel')).toContainText('5000 of 5000');
  expect(stage.errors).toEqual([]);
});

test('the rows shown are copied also where the page may not use the clipboard, as on this stage', async ({ page }) => {
  const stage = new PageStage(page, snapshotWithTrades(3));
  await stage.open();
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  const search = page.getByLabel('Filter by text');
  await search.focus();
  await page.keyboard.press('Control+v');
  await expect(search).toHaveValue(/^#\s*Side\s*Setup.*3\s*LONG\s*Pullback.*1\s*LONG\s*Sweep/);
});

test('what one reads stays in its place while rows come in above it; at the top new rows show', async ({ page }) => {
  const snapshot = runningSnapshot();
  const stage = new PageStage(page, snapshot);
  await stage.open();
  await page.getByRole('tab', { name: 'Decisions' }).click();
  const read = page.getByRole('row', { name: '2026-03-02 11:20' });
  await page.locator('.records-scroll').evaluate((box) => {
    box.scrollTop = 38 * 22;
  });
  await expect(read).toBeInViewport();
  const before = await read.boundingBox();
  let { seq } = snapshot.view;
  for (let index = 120; index < 160; index++) {
    const events = candleEvents(index, seq + 1);
    seq += events.length;
    stage.send({ type: 'frame', frame: frameAfter(snapshot, index - 109, { events }) });
  }
  await expect(page.getByRole('tabpanel')).toContainText('160 of 160');
  expect(await read.boundingBox()).toEqual(before);
  await page.locator('.records-scroll').evaluate((box) => {
    box.scrollTop = 0;
  });
  await expect(rows(page).first()).toContainText('12:39');
  stage.send({ type: 'frame', frame: frameAfter(snapshot, 51, { events: candleEvents(160, seq + 1) }) });
  await expect(rows(page).first()).toContainText('12:40');
  await expect(rows(page).first()).toBeInViewport();
  expect(stage.errors).toEqual([]);
});

test('a row shows the same moment in every table: entry first, then exit, then none', async ({ page }) => {
  const snapshot = runningSnapshot();
  const stage = new PageStage(page, { ...snapshot, view: { ...snapshot.view, exits: [tradeAt(5)] } });
  await stage.open();
  const trade = rows(page).first();
  await trade.locator('td').nth(1).click();
  await expect(trade).toHaveAttribute('aria-selected', 'true');
  await page.getByRole('tab', { name: 'Decisions' }).click();
  const marked = page.getByRole('row', { selected: true });
  await expect(marked).toContainText('2026-03-02 10:15');
  await expect(marked).toBeInViewport();
  await page.getByRole('tab', { name: 'Trades' }).click();
  await trade.locator('td').nth(1).click();
  await page.getByRole('tab', { name: 'Decisions' }).click();
  await expect(marked).toContainText('2026-03-02 10:17');
  await page.getByRole('tab', { name: 'Trades' }).click();
  await trade.locator('td').nth(1).click();
  await expect(trade).toHaveAttribute('aria-selected', 'false');
  await trade.focus();
  await page.keyboard.press('Space');
  await expect(trade).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await expect(trade).toHaveAttribute('aria-selected', 'false');
  expect(stage.errors).toEqual([]);
});

/** A page whose view holds decisions 2000 to 2999; older ones must be asked for. */
async function openLongRun(page: Page) {
  const { view, ...snapshot } = runningSnapshot(1300);
  const all = decisionsOn(3000);
  const stage = new PageStage(page, {
    ...snapshot,
    view: { ...view, decisions: all.slice(2000), exits: [tradeAt(400)] },
  });
  const asked: number[] = [];
  stage.answer = (name) => {
    const request = stage.requests.at(-1);
    if (name !== 'runDecisions' || request === undefined)
      return { ok: false, error: { code: 'internal', message: 'not expected' } };
    const { to } = request.input as { to: number };
    asked.push(to);
    return { ok: true, value: { decisions: all.filter(({ open_time }) => open_time < to).slice(-1000) } };
  };
  await stage.open();
  return { stage, asked };
}

test('older decisions are asked for at the end of the list', async ({ page }) => {
  const { stage, asked } = await openLongRun(page);
  await page.getByRole('tab', { name: 'Decisions' }).click();
  const panel = page.getByRole('tabpanel');
  await expect(panel).toContainText('1000 of 1000+');
  await rows(page).first().focus();
  await page.keyboard.press('End');
  await expect(panel).toContainText('2000 of 2000+');
  await expect(page.locator('tr:focus')).toBeInViewport();
  await page.keyboard.press('End');
  await expect(panel).toContainText('3000 of 3000+');
  await page.keyboard.press('End');
  await expect(panel).toContainText('3000 of 3000');
  await expect(page.locator('tr:focus')).toContainText('2026-03-02 10:00');
  expect(asked).toEqual([barAt(2000).t, barAt(1000).t, barAt(0).t]);
  expect(stage.errors).toEqual([]);
});

test('the decision of an old candle that was picked elsewhere is fetched, shown and opened', async ({ page }) => {
  const { stage, asked } = await openLongRun(page);
  await rows(page).first().locator('td').nth(1).click();
  await page.getByRole('tab', { name: 'Decisions' }).click();
  const marked = page.getByRole('row', { selected: true });
  await expect(marked).toContainText('2026-03-03 06:00');
  await expect(marked).toBeInViewport();
  await expect(page.getByRole('tabpanel')).toContainText('none of the enabled setups saw its pattern');
  expect(asked).toContain(barAt(2000).t);
  expect(stage.errors).toEqual([]);
});

test('events are found by kind, by alarm and by text, and opened to their fields', async ({ page }) => {
  const stage = new PageStage(page, runningSnapshot());
  await stage.open();
  await page.getByRole('tab', { name: 'Events' }).click();
  await expect(rows(page)).toHaveCount(2);
  await page.getByRole('combobox', { name: 'What happened' }).selectOption('Alarms only');
  await expect(page.getByRole('tabpanel')).toContainText('No row matches the filters.');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByRole('combobox', { name: 'Event' }).selectOption('Fills and exits');
  await page.getByLabel('Filter by text').fill('sold 0.8');
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole('button', { name: /^Details of event/ }).click();
  await expect(rows(page).nth(1)).toContainText('liquidity');
  await expect(rows(page).nth(1)).toContainText('maker');
  expect(stage.errors).toEqual([]);
});

test('the times of decisions and events are shown to their end at every width', async ({ page }) => {
  const stage = new PageStage(page, snapshotWithRefusal());
  await stage.open();
  for (const tab of ['Decisions', 'Events']) {
    await page.getByRole('tab', { name: tab }).click();
    const time = rows(page).first().locator('td').first();
    await expect(time).toContainText('2026-03-02');
    for (const width of [1280, 1920, 3840]) {
      await page.setViewportSize({ width, height: (width * 9) / 16 });
      await expect.poll(() => time.evaluate((cell) => cell.scrollWidth - cell.clientWidth)).toBe(0);
    }
  }
  expect(stage.errors).toEqual([]);
});

test('rows that come in above, figures that gain a digit and a position that closes move nothing', async ({ page }) => {
  const snapshot = runningSnapshot();
  const stage = new PageStage(page, snapshot);
  await stage.open();
  await page.getByRole('tab', { name: 'Decisions' }).click();
  await expect(rows(page).first()).toContainText('2026-03-02 11:59');
  const shiftsSoFar = await watchShifts(page);
  let { seq } = snapshot.view;
  for (const [index, position] of [STATUS.position, null, STATUS.position, null].entries()) {
    const events = candleEvents(120 + index, seq + 1);
    seq += events.length;
    const breaker = { ...STATUS.breaker, daily_loss: String(10 ** index), drawdown_pct: 10 ** index / 100 };
    const session = { ...STATUS, position, breaker, candles: 120 + index * 1000, seq };
    stage.send({ type: 'frame', frame: frameAfter(snapshot, 11 + index, { session, events }) });
    await expect(rows(page).first()).toContainText(`2026-03-02 12:0${index}`);
    // out of the way of the next one, and drawn
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    await expect(page.locator('.records-scroll')).not.toHaveAttribute('style', /rows-shift/);
  }
  expect(await shiftsSoFar()).toEqual([]);
  expect(stage.errors).toEqual([]);
});
