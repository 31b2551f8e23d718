import { once } from 'node:events';
import { expect } from '@playwright/test';
import { MOCK, requestFromPage, startAndHold } from '../support/desktop-program.ts';
import { test } from '../support/desktop-test.ts';
import { startSession } from '../support/workstation-test.ts';

test('the window shows the workstation, the tray that nothing runs', async ({ desktop }) => {
  const page = await desktop.page();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.reload();
  await expect(page.getByRole('button', { name: 'Start', exact: true })).toBeEnabled();
  expect(await desktop.tray()).toEqual({
    status: 'idle',
    tooltip: 'Laptop Agents: No session',
    items: {
      state: false,
      show: true,
      'start-last': false,
      stop: false,
      'close-position': false,
      pause: false,
      kill: true,
      report: true,
      quit: true,
    },
  });
  expect(complaints).toEqual([]);
});

test('a session started in the page runs, shows in the tray, is stopped there and started again from there', async ({
  desktop,
}) => {
  const page = await desktop.page();
  await startSession(page, { seed: 21, speed: '20', breakers: false });
  await expect.poll(async () => (await desktop.tray()).status).toBe('running');
  expect((await desktop.tray()).tooltip).toMatch(/Laptop Agents: .*BTCUSDT 1m \(mock\), .*\nEquity \d+\.\d\d USDT/);
  await desktop.clickTray('stop');
  await expect.poll(() => desktop.readReport()).toContain('"user_stop"');
  await expect.poll(async () => (await desktop.tray()).items['start-last']).toBe(true);
  await desktop.clickTray('start-last');
  await expect.poll(async () => (await desktop.tray()).status).toBe('running');
  await expect.poll(() => desktop.events()[0]).toMatchObject({ event: 'SessionStart', seed: 21 });
});

test('closing the window hides it while a session runs; KILL in the tray reaches the session', async ({ desktop }) => {
  const page = await desktop.page();
  await startAndHold(page);
  await desktop.closeWindow();
  await expect.poll(() => desktop.windows()).toEqual([false]);
  expect(await desktop.notices()).toContain('The session goes on');
  await desktop.clickTray('kill');
  await expect.poll(() => desktop.events().at(-1)).toMatchObject({ event: 'SessionEnd', reason: 'kill_switch' });
  const names = desktop.events().map(({ event }) => event);
  expect(names).toContain('ExecutionExit');
  expect(names.slice(names.indexOf('KillEngaged'))).not.toContain('OrderSubmitted');
  await expect.poll(async () => (await desktop.tray()).status).toBe('halted');
  expect((await desktop.tray()).items).toMatchObject({ 'start-last': false, kill: true, rearm: true });
  expect(await desktop.notices()).toContain('Trading is halted');
  await desktop.clickTray('show');
  await expect.poll(() => desktop.windows()).toEqual([true]);
  await expect(page.getByText('HALTED').first()).toBeVisible();
});

test('a window that fills the screen leaves it before it is hidden', async ({ desktop }) => {
  const page = await desktop.page();
  await requestFromPage(page, 'start', MOCK);
  await desktop.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    const order: string[] = [];
    Object.assign(globalThis, { order });
    if (window === undefined) return;
    window.isFullScreen = () => !order.includes('left');
    window.setFullScreen = () => {
      order.push('left');
      window.emit('leave-full-screen');
    };
    window.on('hide', () => order.push('hidden'));
  });
  await desktop.closeWindow();
  await expect.poll(() => desktop.windows()).toEqual([false]);
  expect(await desktop.read(() => (globalThis as unknown as { order: string[] }).order)).toEqual(['left', 'hidden']);
});

test('a crashed page costs the session nothing: KILL in the tray works, and a new window shows it', async ({
  desktop,
}) => {
  const page = await desktop.page();
  await startAndHold(page);
  await desktop.closeWindow();
  await expect.poll(() => desktop.windows()).toEqual([false]);
  const connection = await page.context().newCDPSession(page);
  connection.send('Page.crash').catch(() => {}); // never answered
  await expect.poll(() => desktop.windows()).toEqual([]);
  expect(desktop.events().at(-1)?.event).not.toBe('SessionEnd');
  await desktop.clickTray('kill');
  await expect.poll(() => desktop.events().at(-1)).toMatchObject({ event: 'SessionEnd', reason: 'kill_switch' });
  const opened = desktop.app.waitForEvent('window');
  await desktop.clickTray('show');
  await expect((await opened).getByText('HALTED').first()).toBeVisible();
});

test('a page that crashes before your eyes is replaced by a new one that shows the same session', async ({
  desktop,
}) => {
  const page = await desktop.page();
  await requestFromPage(page, 'start', MOCK);
  const opened = desktop.app.waitForEvent('window');
  const connection = await page.context().newCDPSession(page);
  connection.send('Page.crash').catch(() => {}); // never answered
  const next = await opened;
  await expect(next.getByRole('button', { name: 'Stop', exact: true })).toBeEnabled();
  await expect.poll(() => desktop.windows()).toEqual([true]);
  expect(await desktop.notices()).toContain('The window has crashed');
});

test('a page that hangs costs the session nothing: KILL works, and the person may have another page', async ({
  desktop,
}) => {
  const page = await desktop.page();
  await startAndHold(page);
  await page.evaluate(() => {
    setTimeout(() => {
      for (;;);
    }, 0);
  });
  await desktop.clickTray('kill');
  await expect.poll(() => desktop.events().at(-1)).toMatchObject({ event: 'SessionEnd', reason: 'kill_switch' });
  const opened = desktop.app.waitForEvent('window');
  const asked = await desktop.answerDialogs(1);
  await desktop.app.evaluate(({ BrowserWindow }) => void BrowserWindow.getAllWindows()[0]?.emit('unresponsive'));
  await expect.poll(asked).toEqual(['The page does not answer. Load it anew?']);
  await expect((await opened).getByText('HALTED').first()).toBeVisible();
});

test('KILL by its key does not depend on the page', async ({ desktop }) => {
  await startAndHold(await desktop.page());
  await desktop.app.evaluate(({ BrowserWindow }) => {
    const key = { type: 'keyDown', code: 'KeyK', key: 'K', shift: true, control: true, meta: false, alt: false };
    const event = { preventDefault: () => {} };
    BrowserWindow.getAllWindows()[0]?.webContents.emit('before-input-event', event, { ...key, isAutoRepeat: false });
  });
  await expect.poll(() => desktop.events().at(-1)).toMatchObject({ event: 'SessionEnd', reason: 'kill_switch' });
});

test('a second start shows the first window and ends', async ({ desktop }) => {
  const page = await desktop.page();
  await requestFromPage(page, 'start', MOCK);
  await desktop.closeWindow();
  await expect.poll(() => desktop.windows()).toEqual([false]);
  const [code] = await once(desktop.startAgain(), 'exit');
  expect(code).toBe(0);
  await expect.poll(() => desktop.windows()).toEqual([true]);
});

test('KILL is in the application menu and a shortcut for the whole computer', async ({ desktop }) => {
  const page = await desktop.page();
  await requestFromPage(page, 'start', MOCK);
  const facts = await desktop.app.evaluate(({ Menu, globalShortcut }) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById('kill');
    item?.click();
    return {
      accelerator: item?.accelerator,
      isRegistered: globalShortcut.isRegistered('CommandOrControl+Alt+Shift+K'),
    };
  });
  expect(facts).toEqual({ accelerator: 'CommandOrControl+Shift+K', isRegistered: true });
  await expect.poll(() => desktop.events().at(-1)).toMatchObject({ event: 'SessionEnd', reason: 'kill_switch' });
});

test('the computer is kept awake while a session runs, and only then', async ({ desktop }) => {
  const page = await desktop.page();
  const seen = () => desktop.read(() => (globalThis as unknown as { blocked: string[] }).blocked);
  await desktop.app.evaluate(({ powerSaveBlocker }) => {
    const blocked: string[] = [];
    Object.assign(globalThis, { blocked });
    powerSaveBlocker.start = (type) => {
      blocked.push(type);
      return 77;
    };
    powerSaveBlocker.stop = (id) => {
      blocked.push(`stop ${id}`);
      return true;
    };
  });
  await requestFromPage(page, 'start', MOCK);
  await expect.poll(seen).toEqual(['prevent-app-suspension']);
  await requestFromPage(page, 'stop');
  await expect.poll(seen).toEqual(['prevent-app-suspension', 'stop 77']);
});

test('a deep sleep is journaled: entries are taken back, the session goes on awake, and is recomputed identically', async ({
  desktop,
}) => {
  const page = await desktop.page();
  await startAndHold(page);
  const tell = (name: 'suspend' | 'resume') =>
    desktop.app.evaluate(({ powerMonitor }, event) => void powerMonitor.emit(event as 'suspend'), name);
  const kinds = () => desktop.events().map(({ event }) => event);
  await tell('suspend');
  // durable at once: the computer may be asleep before the next turn
  await expect.poll(kinds).toContain('SystemSuspended');
  await tell('resume');
  await expect.poll(kinds).toContain('SystemResumed');
  await page.getByRole('tab', { name: 'Events' }).click();
  await expect(page.getByText(/The computer woke up/).first()).toBeVisible();
  const candles = () => kinds().filter((kind) => kind === 'CandleProcessed').length;
  const before = candles();
  await expect.poll(candles).toBeGreaterThan(before);
  await desktop.clickTray('stop');
  await expect.poll(() => desktop.readReport()).toContain('"user_stop"');
  expect(await desktop.la('replay', 'latest', '--verify')).toContain('IDENTICAL');
});

test("re-arming from the page is confirmed in the program's dialog, after which the page's own closes itself", async ({
  desktop,
}) => {
  const page = await desktop.page();
  await page.getByRole('button', { name: 'KILL' }).click();
  const banner = page.getByRole('region', { name: /HALTED/ });
  await banner.getByRole('button', { name: 'Re-arm' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Type REARM to confirm').fill('REARM');
  const asked = await desktop.answerDialogs(1);
  await dialog.getByRole('button', { name: 'Re-arm' }).click();
  await expect.poll(asked).toEqual(['Re-arm trading?']);
  await expect(dialog).toBeHidden();
  await expect(banner).toBeHidden();
  await expect.poll(async () => (await desktop.tray()).status).toBe('idle');
});
