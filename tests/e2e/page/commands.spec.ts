import { expect } from '@playwright/test';
import { test } from '../support/browser-test.ts';
import { PageStage } from './page-stage.ts';
import { emptySnapshot, frameAfter, runningSnapshot, SAFE, STATUS } from './stage-data.ts';

test('Start asks with sensible defaults and shows a refusal in words', async ({ page }) => {
  const stage = new PageStage(page, emptySnapshot());
  stage.answer = () => ({ ok: false, error: { code: 'unreachable', message: 'the exchange does not answer' } });
  await stage.open();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Start a paper session' });
  await dialog.getByLabel('Source').selectOption('bitunix');
  await dialog.getByRole('button', { name: 'Start session' }).click();
  await expect(dialog.getByRole('alert')).toContainText('The exchange does not answer.');
  stage.answer = () => ({ ok: true, value: { runId: 'run-1' } });
  await dialog.getByRole('button', { name: 'Use the simulated market' }).click();
  await dialog.getByLabel('Seed').fill('42');
  await dialog.getByLabel('Speed').fill('max');
  await dialog.getByRole('button', { name: 'Start session' }).click();
  await expect(dialog).toBeHidden();
  expect(stage.requests.at(-1)).toEqual({
    name: 'start',
    input: {
      source: 'mock',
      durationMin: 0,
      speed: 0,
      symbol: 'BTCUSDT',
      interval: null,
      strategy: 'default',
      seed: 42,
      replay: null,
      from: null,
      to: null,
      fundingFile: null,
      breakersOn: true,
    },
  });
  await expect(page.getByRole('button', { name: 'Start', exact: true })).toBeFocused();
});

test('what nobody touched in the Start dialog follows a configuration saved meanwhile; what was typed stays', async ({
  page,
}) => {
  const before = emptySnapshot();
  const stage = new PageStage(page, before);
  await stage.open();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Start a paper session' });
  await dialog.getByLabel('Duration').fill('5');
  const { info } = before;
  const start = { ...info.start, strategy: 'sma_crossover', speed: 60, duration_min: 90 };
  stage.snapshot = { ...before, info: { ...info, strategies: ['default', 'sma_crossover'], start } };
  stage.send({ type: 'frame', frame: frameAfter(before, 1, { resync: true }) });
  await expect(dialog.getByLabel('Strategy')).toHaveValue('sma_crossover');
  await expect(dialog.getByLabel('Speed')).toHaveValue('60');
  await expect(dialog.getByLabel('Duration')).toHaveValue('5');
});

test('what cannot be meant is refused in the dialog before it is sent', async ({ page }) => {
  const stage = new PageStage(page, emptySnapshot());
  await stage.open();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  const dialog = page.getByRole('dialog');
  for (const [label, text, sentence] of [
    ['Seed', '1.5', 'whole number'],
    ['Speed', 'fast', 'max or a number'],
    ['Duration (minutes)', '-1', '0 or more'],
  ] as const) {
    await dialog.getByLabel(label).fill(text);
    await dialog.getByRole('button', { name: 'Start session' }).click();
    await expect(dialog.getByRole('alert')).toContainText(sentence);
  }
  await dialog.getByLabel('Source').selectOption('replay');
  await expect(dialog.getByLabel('File or run to replay')).toBeVisible();
  await dialog.getByLabel('Path of a file, or run id').fill('candles.csv');
  expect(stage.requests.map(({ name }) => name)).not.toContain('start');
});

test('the live market is asked for neither speed nor seed, whatever stood there before', async ({ page }) => {
  const stage = new PageStage(page, emptySnapshot());
  stage.answer = () => ({ ok: true, value: { runId: 'run-1' } });
  await stage.open();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Speed').fill('60');
  await dialog.getByLabel('Seed').fill('7');
  await dialog.getByLabel('Source').selectOption('bitunix');
  await expect(dialog.getByLabel('Speed')).toHaveCount(0);
  await expect(dialog.getByLabel('Seed')).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Start session' }).click();
  await expect(dialog).toBeHidden();
  expect(stage.requests.at(-1)).toMatchObject({ name: 'start', input: { source: 'bitunix', speed: 1, seed: null } });
});

test('while halted Start says why not, and asks nothing of the workstation', async ({ page }) => {
  const halted = { at: '2025-01-01T00:05:00.000Z', by: 'page' };
  const stage = new PageStage(page, { ...emptySnapshot(), safety: { ...SAFE, halted } });
  await stage.open();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('Re-arm first')).toBeVisible();
  await dialog.getByRole('button', { name: 'Start session' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Trading is halted. Re-arm first');
  expect(stage.requests).toEqual([]);
});

test('the list of keys begins at its top and fits a laptop', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  const stage = new PageStage(page, emptySnapshot());
  await stage.open();
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keyboard' });
  await expect(dialog.getByRole('heading', { name: 'Keyboard' })).toBeInViewport();
  await expect(dialog.getByRole('button', { name: 'Close' })).toBeInViewport();
});

test('KILL never asks, from the button and from the keyboard, in every state', async ({ page }) => {
  const stage = new PageStage(page, runningSnapshot());
  stage.answer = () => ({ ok: true, value: { flat: true, left: '' } });
  await stage.open();
  await page.getByRole('button', { name: 'KILL' }).click();
  await expect(page.getByText('KILL done: flat')).toBeVisible();
  await page.getByRole('tab', { name: 'Trades' }).focus();
  await page.keyboard.press('Control+Shift+K');
  await expect.poll(() => stage.requests.map(({ name }) => name)).toEqual(['kill', 'kill']);
  await stage.drop('gone');
  await expect(page.getByText('The workstation has stopped').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'KILL' })).toBeEnabled();
  await page.getByRole('button', { name: 'KILL' }).click();
  await expect(page.getByText('KILL could not be delivered')).toBeVisible();
});

test('KILL is at hand while a dialog is open, by pointer and by key; all else waits', async ({ page }) => {
  const stage = new PageStage(page, runningSnapshot());
  stage.answer = () => ({ ok: true, value: { flat: true, left: '' } });
  await stage.open();
  const keys = page.getByRole('button', { name: 'Keys' });
  await keys.click();
  const dialog = page.getByRole('dialog', { name: 'Keyboard' });
  await expect(dialog.getByRole('button', { name: 'Close' })).toBeFocused();
  const [stop, kill] = [page.locator('.commands button', { hasText: 'Stop' }), page.locator('.commands .kill')];
  const place = await stop.boundingBox();
  await page.mouse.click((place?.x ?? 0) + 5, (place?.y ?? 0) + 5);
  await kill.click();
  await page.keyboard.press('4');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Control+Shift+K');
  await expect.poll(() => stage.requests.map(({ name }) => name)).toEqual(['kill', 'kill']);
  await expect(dialog).toBeVisible();
  await expect(page.getByText('KILL done: flat')).toBeVisible();
  const inReach = page.locator('.app button:not([inert], [inert] *)');
  await expect(inReach).toHaveText(['KILL', 'Dismiss']);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(keys).toBeFocused();
  await expect(page.getByRole('tab', { name: 'Trades' })).toBeVisible();
});

test('the buttons send what they say and follow the session', async ({ page }) => {
  const snapshot = runningSnapshot();
  const stage = new PageStage(page, snapshot);
  await stage.open();
  for (const name of ['Pause entries', 'Close position', 'Stop']) await page.getByRole('button', { name }).click();
  expect(stage.requests.map(({ name }) => name)).toEqual(['pauseEntries', 'closePosition', 'stop']);
  await expect(page.getByRole('button', { name: 'Start', exact: true })).toBeDisabled();
  const session = snapshot.session === null ? null : { ...snapshot.session, is_paused: true, position: null };
  stage.send({ type: 'frame', frame: frameAfter(snapshot, 11, { session }) });
  await expect(page.getByRole('button', { name: 'Resume entries' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Close position' })).toBeDisabled();
});

test('a command keeps the focus when it has taken its own occasion away', async ({ page }) => {
  const snapshot = runningSnapshot();
  const stage = new PageStage(page, snapshot);
  await stage.open();
  const close = page.getByRole('button', { name: 'Close position' });
  await close.press('Enter');
  stage.send({ type: 'frame', frame: frameAfter(snapshot, 11, { session: { ...STATUS, position: null } }) });
  await expect(close).toBeDisabled();
  await expect(close).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Shift+Tab');
  await expect(page.getByRole('button', { name: 'Pause entries' })).toBeFocused();
  expect(stage.requests.map(({ name }) => name)).toEqual(['closePosition']);
});

test('a halt says who and when, and is lifted only by the typed word', async ({ page }) => {
  const halted = { by: 'page', at: '2026-03-02T11:00:00.000Z' };
  const stage = new PageStage(page, { ...runningSnapshot(), safety: { ...SAFE, halted } });
  await stage.open();
  const banner = page.getByRole('region', { name: 'HALTED' });
  await expect(banner).toContainText('By page at 2026-03-02 11:00:00 UTC');
  await banner.getByRole('button', { name: 'Re-arm' }).click();
  const lift = page.getByRole('button', { name: 'Re-arm' });
  await expect(lift).toHaveCount(1);
  for (const typed of ['REAR', 'rearm']) {
    await page.getByLabel('Type REARM to confirm').fill(typed);
    await expect(lift).toBeDisabled();
  }
  await page.getByLabel('Type REARM to confirm').fill('REARM');
  await lift.click();
  await expect(page.getByRole('dialog')).toBeHidden();
  expect(stage.requests).toEqual([{ name: 'rearm', input: { confirmation: 'REARM' } }]);
});

test('an engaged switch names what must be removed; a trip gives its reason and its reset', async ({ page }) => {
  const tripped = { reason: 'daily_loss', at: '2026-03-02T11:00:00.000Z' };
  const stage = new PageStage(page, {
    ...emptySnapshot(),
    safety: { halted: null, tripped, engagedBy: ['/somewhere/kill.txt', 'LA_KILL_SWITCH'] },
  });
  await stage.open();
  await expect(page.getByRole('region', { name: 'HALTED' })).toContainText('First remove the file /somewhere/kill.txt');
  await expect(page.getByRole('region', { name: 'HALTED' })).toContainText('LA_KILL_SWITCH');
  const banner = page.getByRole('region', { name: 'TRIPPED' });
  await expect(banner).toContainText('The loss of the day reached its limit, at 2026-03-02 11:00:00 UTC');
  await banner.getByRole('button', { name: 'Reset breaker' }).click();
  await page.getByLabel('Type RESET to confirm').fill('RESET');
  await page.keyboard.press('Enter');
  await expect.poll(() => stage.requests).toEqual([{ name: 'resetBreaker', input: { confirmation: 'RESET' } }]);
});
