import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';
import { startSession, test } from './support/workstation-test.ts';

test('12.22 start, watch candles, decisions and trades arrive; the trades are those of trades.csv', async ({
  page,
  served,
  complaints,
}) => {
  await page.goto(served.url);
  await startSession(page, { seed: 7, speed: 'max', minutes: 30, breakers: false });
  await expect(page.getByRole('button', { name: 'Start', exact: true })).toBeEnabled();
  await page.getByRole('tab', { name: /Trades/ }).click();
  await expect.poll(() => served.readRun('final_report.json')).toContain('"completed"');
  const rows = served.readRun('trades.csv').trim().split('\n').slice(1);
  expect(rows.length).toBeGreaterThan(3);
  const table = page.getByRole('tabpanel').getByRole('table');
  await expect(table.locator('tbody tr')).toHaveCount(rows.length);
  const shown = await table.locator('tbody tr').allInnerTexts();
  for (const [index, row] of rows.toReversed().entries()) {
    const [, side, , , , , , reason] = row.split(',');
    expect(shown[index]?.toUpperCase()).toContain(side);
    expect(shown[index]).toContain(reason);
  }
  await page.getByRole('tab', { name: /Decisions/ }).click();
  await expect(page.getByRole('tabpanel').locator('tbody tr').first()).toBeVisible();
  expect(complaints).toEqual([]);
});

test('4 KILL halts at once: flat, no later order; a reload and a second tab are still halted; REARM lets it run again', async ({
  page,
  served,
  context,
}) => {
  await page.goto(served.url);
  await startSession(page, { seed: 5, speed: '50', breakers: false });
  await expect.poll(() => served.events().length).toBeGreaterThan(220);
  await page.getByRole('button', { name: 'KILL' }).click();
  await expect(page.getByText('HALTED').first()).toBeVisible();
  await expect.poll(() => served.events().at(-1)?.event).toBe('SessionEnd');
  const names = served.events().map(({ event }) => event);
  const after = names.slice(names.indexOf('KillEngaged'));
  expect(after).not.toContain('OrderSubmitted');
  expect(served.events().at(-1)).toMatchObject({ reason: 'kill_switch', exit_code: 99 });

  await page.reload();
  await expect(page.getByText('HALTED').first()).toBeVisible();
  const second = await context.newPage();
  await second.goto(served.url);
  await expect(second.getByText('HALTED').first()).toBeVisible();

  await page.getByRole('button', { name: 'Re-arm' }).first().click();
  const dialog = page.getByRole('dialog');
  const confirm = dialog.getByRole('button', { name: 'Re-arm' });
  await expect(confirm).toBeDisabled();
  await dialog.getByRole('textbox').fill('REARM');
  await confirm.click();
  await expect(page.getByText('HALTED')).toHaveCount(0);
  await expect(second.getByText('HALTED')).toHaveCount(0);
  await startSession(page, { seed: 6, speed: '50' });
  await expect.poll(() => served.events()[0]).toMatchObject({ event: 'SessionStart', seed: 6 });
});

test('Ctrl+Shift+K kills from anywhere, also out of a dialog', async ({ page, served }) => {
  await page.goto(served.url);
  await startSession(page, { seed: 5, speed: '20' });
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Control+Shift+K');
  await expect(page.getByText('HALTED').first()).toBeVisible();
});

test('12.13 pausing entries and resuming them, from the page', async ({ page, served }) => {
  await page.goto(served.url);
  await startSession(page, { seed: 5, speed: '20', breakers: false });
  await page.getByRole('button', { name: 'Pause entries' }).click();
  await expect(page.getByRole('button', { name: 'Resume entries' })).toBeEnabled();
  await page.getByRole('button', { name: 'Resume entries' }).click();
  await expect(page.getByRole('button', { name: 'Pause entries' })).toBeEnabled();
  const names = served.events().map(({ event }) => event);
  expect(names).toEqual(expect.arrayContaining(['EntriesPaused', 'EntriesResumed']));
});

test('a second tab has the full state at once, and both go on together', async ({ page, served, context }) => {
  await page.goto(served.url);
  await startSession(page, { seed: 7, speed: '100', breakers: false });
  await expect.poll(() => served.events().length).toBeGreaterThan(300);
  const second = await context.newPage();
  await second.goto(served.url);
  await expect(second.getByRole('button', { name: 'Stop' })).toBeEnabled();
  await second.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('button', { name: 'Start', exact: true })).toBeEnabled();
  await expect(second.getByRole('button', { name: 'Start', exact: true })).toBeEnabled();
  expect(served.events().at(-1)).toMatchObject({ event: 'SessionEnd', reason: 'user_stop' });
});

test('a tripped breaker says so with its reason, and RESET lifts it', async ({ page, served }) => {
  await page.goto(served.url);
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Source').selectOption('replay');
  await dialog
    .getByLabel(/file|replay/i)
    .last()
    .fill(`${import.meta.dirname}/../fixtures/losing-streak.csv`);
  await dialog.getByLabel('Speed').fill('max');
  await dialog.getByRole('button', { name: 'Start session' }).click();
  await expect(page.getByText('TRIPPED').first()).toBeVisible();
  await page.getByRole('button', { name: 'Reset breaker' }).first().click();
  await page.getByRole('dialog').getByRole('textbox').fill('RESET');
  await page.getByRole('dialog').getByRole('button', { name: 'Reset breaker' }).click();
  await expect(page.getByRole('button', { name: 'Reset breaker' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Start', exact: true })).toBeEnabled();
});

test('a lost connection is shown and heals; the session behind it is continued after a crash of the program', async ({
  page,
  served,
}) => {
  await page.goto(served.url);
  await startSession(page, { seed: 5, speed: '20', breakers: false });
  await expect.poll(() => served.events().length).toBeGreaterThan(210);
  await served.end('SIGKILL');
  await expect(page.getByText(/stopped|reconnect|lost/i).first()).toBeVisible();
  await served.start();
  await page.goto(served.url);
  await expect(page.getByRole('button', { name: 'Start', exact: true })).toBeEnabled();
  await startSession(page, { seed: 5, speed: '20', breakers: false });
  await expect.poll(() => served.events().some(({ event }) => event === 'SessionRecovered')).toBe(true);
});

for (const [button, leads, tells] of [
  ['Continue', 'CONTINUED AFTER A CRASH', 'SessionRecovered'],
  ['Close run', 'SESSION ENDED: stopped by you', 'SessionEnd'],
] as const) {
  test(`a run that a crash cut off is told of, and “${button}” does so`, async ({ page, served }) => {
    await page.goto(served.url);
    await startSession(page, { seed: 5, speed: '20', breakers: false });
    await expect.poll(() => served.events().length).toBeGreaterThan(210);
    const run = served.events()[0];
    await served.end('SIGKILL');
    await expect(page.getByRole('banner')).toContainText('Not known');
    await served.start();
    await page.goto(served.url);
    const banner = page.getByRole('region', { name: 'UNFINISHED RUN' });
    await expect(banner).toContainText('may hold a position');
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await banner.getByRole('button', { name: button }).press('Enter');
    await expect(page.getByRole('region', { name: leads })).toBeVisible();
    await expect(banner).toHaveCount(0);
    await expect(page.getByRole('navigation', { name: 'Commands' }).locator(':focus')).toHaveCount(1);
    await expect.poll(() => served.events().map(({ event }) => event)).toContain(tells);
    expect(served.events()[0]).toEqual(run);
  });
}

test('12.21 a wrong token is refused with a sentence, and a page that says what to do', async ({ page, served }) => {
  const response = await page.goto(`http://127.0.0.1:${served.port}/?token=wrong`);
  expect(response?.status()).toBe(403);
  await expect(page.getByText('open the address that the program printed')).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  }
});

test('an hour of virtual time at --speed 60: the page keeps up and its memory stays flat', async ({
  page,
  served,
  complaints,
}) => {
  await page.goto(served.url);
  await startSession(page, { seed: 9, speed: '60', minutes: 30, breakers: false });
  const client = await page.context().newCDPSession(page);
  const heapMb = async () => {
    await client.send('HeapProfiler.collectGarbage');
    const { usedSize } = await client.send('Runtime.getHeapUsage');
    return usedSize / 1_048_576;
  };
  await expect.poll(() => served.events().length, { timeout: 30_000 }).toBeGreaterThan(400);
  const early = await heapMb();
  await expect(page.getByRole('button', { name: 'Start', exact: true })).toBeEnabled({ timeout: 50_000 });
  expect(served.events().at(-1)).toMatchObject({ event: 'SessionEnd', reason: 'completed' });
  expect(await heapMb()).toBeLessThan(early + 30);
  expect(complaints).toEqual([]);
});

test('12.25 downloads market data from the page, and says so when the exchange cannot be reached', async ({
  page,
  served,
}) => {
  await page.goto(served.url);
  await page.getByRole('button', { name: 'Download data' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('From (UTC)').fill('2025-01-02');
  await dialog.getByLabel('To (UTC)').fill('2025-01-01');
  await dialog.getByRole('button', { name: 'Download', exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText('--from must lie before');
});
