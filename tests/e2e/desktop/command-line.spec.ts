import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { MOCK, requestFromPage, startAndHold } from '../support/desktop-program.ts';
import { test } from '../support/desktop-test.ts';

test('the command line reaches the session: status, pause, close, stop, kill', async ({ desktop }) => {
  const page = await desktop.page();
  await startAndHold(page);
  expect(JSON.parse(await desktop.la('status', '--json'))).toMatchObject({
    status: 'RUNNING',
    pid: desktop.process?.pid,
    session: { state: 'running', source: 'mock', position: { trade_id: 1 } },
  });
  expect(await desktop.la('pause')).toBe('pause: done');
  expect(await desktop.la('close')).toBe('close: done');
  await expect.poll(async () => (await desktop.tray()).items['close-position']).toBe(false);
  expect(await desktop.la('stop')).toMatch(/^stopped run /);
  expect(desktop.readReport()).toContain('"user_stop"');
  await expect.poll(async () => (await desktop.tray()).status).toBe('idle');

  await requestFromPage(page, 'start', MOCK);
  expect(await desktop.la('kill')).toMatch(/^killed: flat/);
  await expect.poll(async () => (await desktop.tray()).status).toBe('halted');
  expect(desktop.events().at(-1)).toMatchObject({ event: 'SessionEnd', reason: 'kill_switch' });
});

test('what the command line uses opens no way around the dialogs of the program', async ({ desktop }) => {
  const page = await desktop.page();
  await requestFromPage(page, 'start', MOCK);
  const path = join(desktop.workspace, 'paper', 'session.lock');
  const lock = JSON.parse(readFileSync(path, 'utf8')) as { control_url: string; token: string };
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  const post = async (name: string, body: object, token = lock.token) => {
    const headers = { authorization: `Bearer ${token}` };
    const url = `${lock.control_url}/api/${name}`;
    return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).status;
  };
  expect(await post('kill', {}, 'guessed')).toBe(403);
  expect(await post('kill', {})).toBe(200);
  expect(await post('rearm', { confirmation: 'REARM' })).toBe(403);
  expect(await post('resetBreaker', { confirmation: 'RESET' })).toBe(403);
  expect(await post('start', MOCK)).toBe(403);
  expect((await fetch(`${lock.control_url}/?token=${lock.token}`)).status).toBe(404);
  await expect.poll(async () => (await desktop.tray()).status).toBe('halted');

  // the page neither reaches the server nor learns the token
  const answer = await page.evaluate(
    (url) =>
      fetch(url).then(
        (response) => response.status,
        () => 'refused',
      ),
    `${lock.control_url}/health`,
  );
  expect(answer).toBe('refused');
  const told = JSON.stringify([await requestFromPage(page, 'status'), await page.content()]);
  expect(told).not.toContain(lock.token);
});
