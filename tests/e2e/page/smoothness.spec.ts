import { expect, type Page } from '@playwright/test';
import { EMPTY_VIEW, foldSession } from '../../../shared/session-view.ts';
import { test } from '../support/browser-test.ts';
import { watchShifts } from './layout-shifts.ts';
import { PageStage } from './page-stage.ts';
import { barAt, candleEvents, frameAfter, runningSnapshot, STATUS } from './stage-data.ts';

const CANDLES = 50_000;
const IN_VIEW = 5000;
const FRAMES = 80;

// a trace films the page, which costs more than what is measured
test.use({ viewport: { width: 1920, height: 1080 }, trace: 'off' });

/** A long run that goes on: the newest candles in the view, all others to be asked for. */
function longRun() {
  const first = CANDLES - IN_VIEW;
  const events = Array.from({ length: IN_VIEW }, (_, index) => candleEvents(first + index, 2 * index + 1)).flat();
  const view = foldSession(EMPTY_VIEW, events) ?? EMPTY_VIEW;
  return { ...runningSnapshot(), session: { ...STATUS, seq: view.seq }, view, open_bar: barAt(CANDLES) };
}

function olderBars(input: unknown) {
  const { before, count } = input as { readonly before: number; readonly count: number };
  const end = Math.min(CANDLES, Math.max(0, Math.ceil((before - barAt(0).t) / 60_000)));
  return Array.from({ length: Math.min(count, end) }, (_, index) => barAt(end - Math.min(count, end) + index));
}

/** Frames a second that the page draws while `work` is done for every other one: as often as the workstation sends at most. */
async function frameRate(page: Page, work: (frame: number) => void): Promise<number> {
  const start = await page.evaluate(() => new Promise<number>((done) => requestAnimationFrame(done)));
  const counting = page.evaluate(
    (frames) =>
      new Promise<number>((done) => {
        let drawn = 0;
        const step = (at: number) => (++drawn >= frames ? done(at) : requestAnimationFrame(step));
        requestAnimationFrame(step);
      }),
    FRAMES,
  );
  let isOver = false;
  const end = counting.finally(() => {
    isOver = true;
  });
  for (let frame = 0; !isOver; frame++) {
    if (frame % 2 === 0) work(frame / 2);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  return (FRAMES * 1000) / ((await end) - start);
}

async function heapMb(page: Page): Promise<number> {
  const client = await page.context().newCDPSession(page);
  await client.send('HeapProfiler.collectGarbage');
  const { usedSize } = await client.send('Runtime.getHeapUsage');
  await client.detach();
  return usedSize / 1_048_576;
}

test('a run of 50,000 candles stays as smooth as an idle page, live and scrolled back, without moving or growing', async ({
  page,
  context,
}) => {
  const snapshot = longRun();
  const stage = new PageStage(page, snapshot);
  let oldestAsked = Number.POSITIVE_INFINITY;
  stage.answer = (_name, input) => {
    oldestAsked = Math.min(oldestAsked, (input as { readonly before: number }).before);
    return { ok: true, value: { bars: olderBars(input) } };
  };
  await stage.open();
  await expect(page.getByRole('banner')).toContainText('60,123.4');
  const idle = await context.newPage();
  let frame = snapshot.frame;
  let { seq } = snapshot.view;
  let closed = CANDLES;
  const tick = (count: number) => {
    const isClose = count % 40 === 39;
    const events = isClose ? candleEvents(closed, seq + 1) : [];
    seq += events.length;
    if (isClose) closed++;
    const { o } = barAt(closed);
    const price = (o + (count % 40)).toFixed(1);
    const session = { ...STATUS, price, equity: (9_900 + (count % 40)).toFixed(2) };
    const open_bar = { ...barAt(closed), h: o + 40, c: Number(price), a: null };
    stage.send({ type: 'frame', frame: frameAfter(snapshot, ++frame, { session, open_bar, events }) });
  };
  /** The live page against the idle one; a machine that is busy with something else gets more tries. */
  const expectSmooth = async () => {
    const ratios: number[] = [];
    for (let round = 0; round < 6 && Math.max(0, ...ratios) < 0.8; round++) {
      await idle.bringToFront();
      const still = await frameRate(idle, () => {});
      await page.bringToFront();
      ratios.push((await frameRate(page, tick)) / still);
    }
    test
      .info()
      .annotations.push({ type: 'frames drawn, live : idle', description: ratios.map((r) => r.toFixed(2)).join(', ') });
    expect(Math.max(...ratios)).toBeGreaterThan(0.8);
  };

  const shiftsSoFar = await watchShifts(page);
  await expectSmooth();
  const early = await heapMb(page);

  await page.getByRole('group', { name: /Price chart/ }).focus();
  await page.keyboard.press('f');
  // back to the first candle of the run
  await expect(async () => {
    await page.keyboard.press('PageUp');
    expect(oldestAsked).toBeLessThanOrEqual(barAt(2000).t);
  }).toPass({ intervals: [50] });
  await expect(page.getByRole('button', { name: 'Follow live' })).toBeVisible();
  await expectSmooth();
  await page.keyboard.press('End');
  await expect(page.getByRole('button', { name: 'Follow live' })).toBeHidden();
  await expectSmooth();
  expect(await heapMb(page)).toBeLessThan(early + 15);
  // no box moves; a right-aligned figure that gains a digit counts for some hundred-thousandths
  const shifts = await shiftsSoFar();
  expect(shifts.reduce((sum, shift) => sum + shift, 0)).toBeLessThan(0.001);
  expect(stage.snapshotsAsked).toBe(0);
  expect(stage.errors).toEqual([]);
});
