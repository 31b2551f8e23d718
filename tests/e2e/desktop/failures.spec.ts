import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { MOCK, ROOT, requestFromPage, startAndHold } from '../support/desktop-program.ts';
import { test } from '../support/desktop-test.ts';

test('after an unknown error the program records it, starts itself again, and the session goes on', async ({
  desktop,
}) => {
  const page = await desktop.page();
  await startAndHold(page);
  const before = desktop.events().length;
  let stderr = '';
  desktop.process?.stderr?.on('data', (chunk) => {
    stderr += String(chunk);
  });
  const ended = desktop.ended();
  await desktop.app.evaluate(({ app }) => {
    app.relaunch = (options) => console.error(`relaunch ${options?.args?.at(-1)}`);
    setImmediate(() => {
      throw new Error('boom with Bearer abcdefgh12345678');
    });
  });
  expect(await ended).toBe(1);
  expect(stderr).toContain('relaunch --resume-session');
  const [record] = readdirSync(join(desktop.userData, 'crashes'));
  const text = readFileSync(join(desktop.userData, 'crashes', record ?? ''), 'utf8');
  expect(text).toContain('boom');
  expect(text).not.toContain('abcdefgh12345678');

  await desktop.start('--resume-session');
  await desktop.page();
  await expect.poll(() => desktop.events().length).toBeGreaterThan(before);
  expect(desktop.events().map(({ event }) => event)).toContain('SessionRecovered');
  await expect.poll(async () => (await desktop.tray()).status).toBe('running');
});

test('why a process of the program went is recorded, unless it simply ended', async ({ desktop }) => {
  await desktop.page();
  await desktop.app.evaluate(({ app }) => {
    for (const [type, reason] of [
      ['GPU', 'crashed'],
      ['Utility', 'clean-exit'],
    ]) {
      app.emit('child-process-gone', {}, { type, reason, exitCode: 139 });
    }
  });
  const folder = join(desktop.userData, 'crashes');
  const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  expect(texts).toEqual(['GPU process is gone: crashed (code 139)\n']);
});

test('About tells versions and data folder, and saves what a bug report needs', async ({ desktop }) => {
  await desktop.page();
  const path = join(desktop.userData, 'diagnostics.json');
  await desktop.app.evaluate(({ dialog, Menu }, filePath) => {
    const details: string[] = [];
    Object.assign(globalThis, { details });
    dialog.showMessageBox = (async (...args: unknown[]) => {
      details.push((args.at(-1) as { detail: string }).detail);
      return { response: 2, checkboxChecked: false };
    }) as typeof dialog.showMessageBox;
    dialog.showSaveDialog = (async () => ({ filePath, canceled: false })) as typeof dialog.showSaveDialog;
    Menu.getApplicationMenu()?.getMenuItemById('about')?.click();
  }, path);
  const read = () => {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return '';
    }
  };
  await expect.poll(read).toContain('"doctor"');
  expect(JSON.parse(read())).toMatchObject({ schema_version: 1, info: { workspace: desktop.workspace } });
  const [detail] = await desktop.app.evaluate(() => (globalThis as unknown as { details: string[] }).details);
  expect(detail).toMatch(/^Version \d+\.\d+\.\d+/);
  expect(detail).toContain(`Data folder: ${desktop.workspace}`);
  expect(detail).toMatch(/la status, stop, kill\): http:\/\/127\.0\.0\.1:\d+$/m);
  expect(detail).toContain('KILL from anywhere: CommandOrControl+Alt+Shift+K');
});

test('About opens the licences of what the program is made of', async ({ desktop }) => {
  await desktop.page();
  await desktop.answerDialogs(3);
  const opened = await desktop.noteOpened();
  await desktop.app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('about')?.click());
  await expect.poll(opened).toEqual([join(ROOT, 'out', 'third-party-licenses.txt')]);
  expect(readFileSync(join(ROOT, 'out', 'third-party-licenses.txt'), 'utf8')).toContain('\nlightweight-charts ');
});

test('the last report opens with the system; without one a sentence says so', async ({ desktop }) => {
  const page = await desktop.page();
  const asked = await desktop.answerDialogs(0);
  const opened = await desktop.noteOpened();
  await desktop.clickTray('report');
  await expect.poll(asked).toEqual([expect.stringContaining('No run latest')]);
  await startAndHold(page);
  await desktop.clickTray('stop');
  const summary = join(desktop.workspace, 'runs', 'latest', 'summary.html');
  await expect.poll(() => existsSync(summary)).toBe(true);
  await desktop.clickTray('report');
  await expect.poll(opened).toEqual([expect.stringMatching(/runs.*summary\.html$/)]);
});

test("a link of the page to a run's report opens that file with the system, and no window", async ({ desktop }) => {
  const page = await desktop.page();
  await requestFromPage(page, 'start', { ...MOCK, speed: 0, durationMin: 1 });
  await expect.poll(() => desktop.readReport()).toContain('"completed"');
  const { run_id: run } = JSON.parse(desktop.readReport()) as { run_id: string };
  const opened = await desktop.noteOpened();
  const asked = await desktop.answerDialogs(0);
  await page.evaluate((id) => {
    for (const path of [
      `runs/${id}/summary.html`,
      'runs/20200101-000000-mock-none/summary.html',
      `runs/${id}/events.jsonl`,
    ])
      window.open(path);
  }, run);
  await expect.poll(opened).toEqual([join(realpathSync(desktop.workspace), 'runs', run, 'summary.html')]);
  await expect.poll(asked).toEqual(['Run 20200101-000000-mock-none has no report yet.']);
  expect(await desktop.windows()).toEqual([true]);
});
