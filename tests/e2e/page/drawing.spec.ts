import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';
import { test } from '../support/browser-test.ts';
import { watchShifts } from './layout-shifts.ts';
import { PageStage } from './page-stage.ts';
import { barAt, candleEvents, emptySnapshot, frameAfter, runningSnapshot, STATUS } from './stage-data.ts';

test.use({ viewport: { width: 1280, height: 800 } });

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('axe finds nothing, empty, running and in the Start dialog', async ({ page }) => {
      const stage = new PageStage(page, emptySnapshot());
      await stage.open();
      await expect(page.getByText('Ready to trade on paper')).toBeVisible();
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      await page.getByRole('button', { name: 'Start', exact: true }).click();
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      await page.keyboard.press('Escape');
      stage.snapshot = runningSnapshot();
      stage.send({ type: 'frame', frame: frameAfter(emptySnapshot(), 1, { resync: true }) });
      await page.getByRole('tab', { name: 'Decisions' }).click();
      await page
        .getByRole('button', { name: /^Details of/ })
        .first()
        .click();
      await expect(page.getByText('ema20')).toBeVisible();
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      expect(stage.errors).toEqual([]);
    });
  });
}

test('a running session is drawn: figures, position, gauges, trade, candles', async ({ page }) => {
  const stage = new PageStage(page, runningSnapshot());
  await stage.open();
  const header = page.getByRole('banner');
  await expect(header).toContainText('Running');
  await expect(header).toContainText('9,890.50');
  await expect(header).toContainText('▼ -109.50 (-1.10 %)');
  const position = page.getByRole('region', { name: 'Position' });
  await expect(position).toContainText('▲ LONG');
  await expect(position).toContainText('+0.23 R');
  await expect(position).toContainText('-123.4');
  await expect(page.getByRole('region', { name: 'Working orders' })).toContainText('60,050.5');
  const drawdown = page.getByRole('meter', { name: 'Drawdown from peak' });
  await expect(drawdown).toHaveAttribute('aria-valuetext', '1.10 % of 5.0 %');
  await expect(page.getByRole('tabpanel').getByRole('row').nth(1)).toHaveText(
    '1▼ SHORTPullback0.803-02 10:40:0060,210.503-02 10:55:0060,310.5SL-80.0038.58-1.25▼ -119.83-1.4915',
  );
  await expect.poll(() => pixelsDrawn(page)).toBeGreaterThan(5000);
  expect(stage.errors).toEqual([]);
});

test('frames tick without moving anything, and a gap is healed by a snapshot', async ({ page }) => {
  const snapshot = runningSnapshot();
  const stage = new PageStage(page, snapshot);
  await stage.open();
  await expect(page.getByRole('banner')).toContainText('60,123.4');
  await page.waitForTimeout(300);
  const shiftsSoFar = await watchShifts(page);
  let seq = snapshot.view.seq;
  for (let tick = 1; tick <= 60; tick++) {
    const isClose = tick % 20 === 0;
    const index = 119 + Math.ceil(tick / 20);
    const events = isClose ? candleEvents(index, seq + 1) : [];
    seq += events.length;
    const session = { ...STATUS, price: String(60_100 + tick * 1.1), equity: String(9_000 + tick * 33.3) };
    const open_bar = isClose ? barAt(index + 1) : { ...barAt(index), c: barAt(index).o + tick };
    stage.send({ type: 'frame', frame: frameAfter(snapshot, 10 + tick, { session, open_bar, events }) });
    await page.waitForTimeout(15);
  }
  await expect(page.getByRole('banner')).toContainText('10,998.00');
  // no box moves; a right-aligned figure that gains a digit counts for some hundred-thousandths
  const shifts = await shiftsSoFar();
  expect(shifts.reduce((sum, shift) => sum + shift, 0)).toBeLessThan(0.0005);
  expect(stage.snapshotsAsked).toBe(0);
  stage.snapshot = { ...snapshot, frame: 80, session: { ...STATUS, price: '61000.5' } };
  stage.send({ type: 'frame', frame: frameAfter(snapshot, 80) });
  await expect(page.getByRole('banner')).toContainText('61,000.5');
  expect(stage.snapshotsAsked).toBe(1);
  expect(stage.errors).toEqual([]);
});

test('older candles are asked for when the chart is moved to the left', async ({ page }) => {
  const snapshot = runningSnapshot(400);
  const stage = new PageStage(page, { ...snapshot, view: { ...snapshot.view, bars: snapshot.view.bars.slice(200) } });
  stage.answer = (name) =>
    name === 'bars'
      ? { ok: true, value: { bars: snapshot.view.bars.slice(0, 200) } }
      : { ok: false, error: { code: 'internal', message: 'not expected' } };
  await stage.open();
  const chart = page.getByRole('group', { name: /Price chart/ });
  await chart.focus();
  await expect(page.getByRole('button', { name: 'Follow live' })).toBeHidden();
  await page.keyboard.press('PageUp');
  await expect.poll(() => stage.barsAsked).toBeGreaterThan(0);
  const follow = page.getByRole('button', { name: 'Follow live' });
  await follow.click();
  await expect(follow).toBeHidden();
  expect(stage.errors).toEqual([]);
});

test('the records get more height by key and by drag, and keep it', async ({ page }) => {
  const stage = new PageStage(page, runningSnapshot());
  await stage.open();
  const edge = page.getByRole('separator', { name: 'Height of the records' });
  const height = async () => (await page.getByRole('tabpanel').boundingBox())?.height ?? 0;
  const usual = await height();
  await edge.focus();
  await page.keyboard.press('ArrowUp');
  await expect.poll(height).toBeGreaterThan(usual + 10);
  const box = await edge.boundingBox();
  await page.mouse.move((box?.x ?? 0) + 100, (box?.y ?? 0) + 4);
  await page.mouse.down();
  await page.mouse.move((box?.x ?? 0) + 100, (box?.y ?? 0) - 100, { steps: 3 });
  await page.mouse.up();
  const dragged = await height();
  expect(dragged).toBeGreaterThan(usual + 80);
  await page.reload();
  await expect.poll(height).toBe(dragged);
  await edge.dblclick();
  await expect.poll(height).toBe(usual);
  expect(stage.errors).toEqual([]);
});

/** Pixels of the chart's canvases that are neither empty nor one of their two commonest colours. */
function pixelsDrawn(page: PageStage['page']): Promise<number> {
  return page.evaluate(() => {
    const counts = new Map<number, number>();
    for (const canvas of document.querySelectorAll<HTMLCanvasElement>('.chart-box canvas')) {
      const context = canvas.getContext('2d');
      if (context === null || canvas.width === 0 || canvas.height === 0) continue;
      const pixels = new Uint32Array(context.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
      for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
    }
    const sorted = [...counts.values()].sort((a, b) => b - a);
    return sorted.slice(2).reduce((sum, count) => sum + count, 0);
  });
}
