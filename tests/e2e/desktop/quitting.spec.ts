import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { MOCK, requestFromPage, startAndHold } from '../support/desktop-program.ts';
import { test } from '../support/desktop-test.ts';

test('quitting with an open position asks; "keep running" changes nothing, "stop and quit" stops in order', async ({
  desktop,
}) => {
  const page = await desktop.page();
  await startAndHold(page);
  const asked = await desktop.answerDialogs(0);
  await desktop.clickTray('quit');
  await expect.poll(asked).toEqual(['A position is open. Stop the session and quit?']);
  await expect.poll(async () => (await desktop.tray()).status).toBe('running');
  expect(desktop.events().at(-1)?.event).not.toBe('SessionEnd');

  await desktop.answerDialogs(1);
  const ended = desktop.ended();
  await desktop.clickTray('quit');
  expect(await ended).toBe(0);
  const events = desktop.events();
  expect(events.find(({ event }) => event === 'ExecutionExit')).toBeDefined();
  expect(events.at(-1)).toMatchObject({ event: 'SessionEnd', exit_code: 0 });
  expect(desktop.readReport()).toContain('"signal"');
});

test('a flat session is stopped in order without a question', async ({ desktop }) => {
  const page = await desktop.page();
  await requestFromPage(page, 'start', { ...MOCK, speed: 1 });
  await expect.poll(() => desktop.events().length).toBeGreaterThan(0);
  const ended = desktop.ended();
  await desktop.clickTray('quit');
  expect(await ended).toBe(0);
  expect(desktop.events().at(-1)).toMatchObject({ event: 'SessionEnd', exit_code: 0 });
});

test('a signal stops in order and asks nobody, though a position is open and a question already stands', async ({
  desktop,
}) => {
  const page = await desktop.page();
  await startAndHold(page);
  const asked = await desktop.ignoreDialogs();
  await desktop.clickTray('quit');
  await expect.poll(asked).toHaveLength(1);
  const ended = desktop.ended();
  desktop.process?.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(desktop.events().at(-1)).toMatchObject({ event: 'SessionEnd', exit_code: 0 });
});

test('the system waits with its shutdown until the session has ended, and nobody is asked', async ({ desktop }) => {
  const page = await desktop.page();
  await startAndHold(page);
  const asked = await desktop.ignoreDialogs();
  const ended = desktop.ended();
  const waits = await desktop.app.evaluate(({ powerMonitor }) => {
    let isPrevented = false;
    const preventDefault = () => {
      isPrevented = true;
    };
    (powerMonitor as NodeJS.EventEmitter).emit('shutdown', { preventDefault });
    return isPrevented;
  });
  expect([waits, await asked()]).toEqual([true, []]);
  expect(await ended).toBe(0);
  expect(desktop.events().at(-1)).toMatchObject({ event: 'SessionEnd', exit_code: 0 });
});

test('a page that hangs keeps nobody from quitting', async ({ desktop }) => {
  const page = await desktop.page();
  await page.evaluate(() => {
    addEventListener('beforeunload', (event) => event.preventDefault());
    setTimeout(() => {
      for (;;);
    }, 0);
  });
  const ended = desktop.ended();
  await desktop.clickTray('quit');
  expect(await ended).toBe(0);
});

test('without a session closing the window ends the program; the window comes back where it was, with the settings changed meanwhile', async ({
  desktop,
}) => {
  test.skip(process.platform === 'darwin', 'programs without a window stay in the dock of macOS');
  await desktop.page();
  const place = { x: 60, y: 50, width: 900, height: 700 };
  await desktop.app.evaluate(({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds), place);
  const ended = desktop.ended();
  await desktop.closeWindow();
  expect(await ended).toBe(0);
  mkdirSync(join(desktop.workspace, 'config'), { recursive: true });
  writeFileSync(join(desktop.workspace, 'config', 'desktop.json'), '{"kill_shortcut": "Control+F12"}');
  await desktop.start();
  await desktop.page();
  const shortcuts = await desktop.app.evaluate(({ globalShortcut }) =>
    ['Control+F12', 'CommandOrControl+Alt+Shift+K'].map((keys) => globalShortcut.isRegistered(keys)),
  );
  expect(shortcuts).toEqual([true, false]);
  const bounds = await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
  expect(bounds).toEqual(place);
});
