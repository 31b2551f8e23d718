import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { MOCK, ROOT, requestFromPage, snapshotOf } from '../support/desktop-program.ts';
import { test } from '../support/desktop-test.ts';

test('the page has one bridge of three functions, and nothing of Node or Electron', async ({ desktop }) => {
  const page = await desktop.page();
  const seen = await page.evaluate(() => {
    const scope = globalThis as unknown as Record<string, unknown>;
    const { workstation } = scope as { workstation: object };
    return {
      bridge: Object.keys(workstation).sort(),
      isFrozen: Object.isFrozen(workstation),
      leaks: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron', 'global', '__dirname'].filter(
        (name) => scope[name] !== undefined,
      ),
    };
  });
  expect(seen).toEqual({ bridge: ['onFrame', 'request', 'snapshot'], isFrozen: true, leaks: [] });
});

test('scripts in the page can stop and kill, but not re-arm, reset the breaker or trade real money', async ({
  desktop,
}) => {
  const page = await desktop.page();
  const asked = await desktop.ignoreDialogs();
  await requestFromPage(page, 'start', MOCK);
  expect(await requestFromPage(page, 'stop')).toMatchObject({ ok: true });
  await expect.poll(() => desktop.readReport()).toContain('"user_stop"');
  expect(await requestFromPage(page, 'kill')).toMatchObject({ ok: true });

  for (let attempt = 0; attempt < 3; attempt++) {
    expect(await requestFromPage(page, 'rearm', { confirmation: 'REARM' })).toMatchObject({
      ok: false,
      error: { code: 'confirmation_needed' },
    });
  }
  expect(await requestFromPage(page, 'resetBreaker', { confirmation: 'RESET' })).toMatchObject({ ok: false });
  expect(await asked(), 'one native dialog, however often the page asks').toEqual(['Re-arm trading?']);
  expect((await snapshotOf(page)).safety.halted).not.toBeNull();

  expect(await requestFromPage(page, 'start', { ...MOCK, mode: 'live' })).toMatchObject({ ok: false });
  expect(await requestFromPage(page, 'start', { ...MOCK, source: 'live' })).toMatchObject({ ok: false });
  expect(await requestFromPage(page, 'start', MOCK)).toMatchObject({ ok: false, error: { code: 'halted' } });
});

test('the person re-arms in the native dialog, opened from the page or from the tray', async ({ desktop }) => {
  const page = await desktop.page();
  await requestFromPage(page, 'start', MOCK);
  await requestFromPage(page, 'kill');
  await expect.poll(() => desktop.readReport()).toContain('"kill_switch"');
  await desktop.answerDialogs(0);
  await desktop.clickTray('kill');
  await expect.poll(async () => (await desktop.tray()).items.rearm).toBe(true);
  await desktop.clickTray('rearm');
  expect((await snapshotOf(page)).safety.halted).not.toBeNull();
  await desktop.answerDialogs(1);
  await requestFromPage(page, 'rearm', { confirmation: 'REARM' });
  await expect.poll(async () => (await snapshotOf(page)).safety.halted).toBeNull();
  await expect.poll(async () => (await desktop.tray()).status).toBe('idle');
  expect((await desktop.tray()).items).toMatchObject({ 'start-last': true });
});

test('scripts in the page read no files: not by address, not through messages about a start', async ({ desktop }) => {
  const page = await desktop.page();
  const asked = await desktop.answerDialogs(0);
  const secret = `${ROOT}/package.json`;
  for (const address of [`file://${secret}`, 'app://workstation/../../package.json', './..%2f..%2fpackage.json']) {
    const text = await page.evaluate(
      (url) =>
        fetch(url).then(
          (response) => response.text(),
          () => 'refused',
        ),
      address,
    );
    expect(text).not.toContain('laptop-agents');
  }
  for (const input of [
    { ...MOCK, strategy: secret },
    { ...MOCK, strategy: '../package' },
    { ...MOCK, source: 'replay', replay: secret },
    { ...MOCK, source: 'replay', replay: `${desktop.workspace}/runs/../../../../${secret}` },
  ]) {
    const reply = await requestFromPage(page, 'start', input);
    expect(reply).toMatchObject({ ok: false, error: { code: 'confirmation_needed' } });
  }
  expect(await asked(), 'three refusals in a row, then the page is not listened to').toEqual(
    Array.from({ length: 3 }, () => 'Read this file?'),
  );
});

test('scripts in the page cannot say where notices go, nor how much may be lost', async ({ desktop }) => {
  const page = await desktop.page();
  const asked = await desktop.answerDialogs(0);
  for (const [id, values] of [
    ['alerts', { webhook_url: 'https://evil.example/' }],
    ['risk', { max_drawdown_pct: 50 }],
  ] as const) {
    const reply = await requestFromPage(page, 'configSave', { id, base: 'none', values });
    expect(reply).toMatchObject({ ok: false, error: { code: 'confirmation_needed' } });
    expect(existsSync(join(desktop.workspace, 'config', `${id}.json`))).toBe(false);
  }
  expect(await asked()).toEqual(['Send notices to this address?', 'Save the risk limits?']);
});

test('the page leads nowhere: no navigation, no new window, links out only by list', async ({ desktop }) => {
  const page = await desktop.page();
  await desktop.app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openExternal = async (url) => void opened.push(url);
  });
  await page.evaluate(() => {
    for (const url of [
      'https://evil.example/',
      'file:///etc/passwd',
      'https://www.tradingview.com.evil.example/',
      'https://user:pass@www.tradingview.com/',
      'http://www.tradingview.com/',
      'https://www.tradingview.com/',
    ]) {
      window.open(url);
    }
  });
  const opened = () => desktop.read(() => (globalThis as unknown as { opened: string[] }).opened);
  await expect.poll(opened).toEqual(['https://www.tradingview.com/']);
  const address = page.url();
  for (const url of ['https://evil.example/', 'data:text/html,evil']) {
    await page.evaluate((to) => {
      location.href = to;
    }, url);
  }
  expect(await requestFromPage(page, 'status')).toMatchObject({ ok: true });
  expect(page.url()).toBe(address);
  expect(await desktop.windows()).toEqual([true]);
});

test('a page that asks without end is given up; the session goes on, and the next page shows it', async ({
  desktop,
}) => {
  const page = await desktop.page();
  await requestFromPage(page, 'start', MOCK);
  const opened = desktop.app.waitForEvent('window');
  await page
    .evaluate(() => {
      const { workstation } = globalThis as unknown as {
        workstation: { request(name: string, input: unknown): Promise<unknown>; snapshot(): Promise<unknown> };
      };
      for (let count = 0; count < 10_000; count++) {
        workstation.request('configList', {}).catch(() => {});
        workstation.snapshot().catch(() => {});
      }
    })
    .catch(() => {}); // its page is gone
  await expect((await opened).getByRole('button', { name: 'Stop', exact: true })).toBeEnabled();
  expect(await desktop.notices()).toContain('The page was closed');
  await expect.poll(() => desktop.windows()).toEqual([true]);
  expect((await desktop.tray()).status).toBe('running');
});

test('the policy of the page forbids foreign scripts, inline scripts, eval, frames, workers and connections', async ({
  desktop,
}) => {
  const page = await desktop.page();
  const done = await page.evaluate(async () => {
    const violations = new Set<string>();
    const all = new Promise<void>((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) => {
        violations.add(event.effectiveDirective);
        if (violations.size === 4) resolve();
      });
    });
    const scope = globalThis as unknown as { ran?: string };
    const inline = document.createElement('script');
    inline.textContent = "globalThis.ran = 'inline'";
    document.body.append(inline);
    const foreign = document.createElement('script');
    foreign.src = 'https://evil.example/x.js';
    document.body.append(foreign);
    const frame = document.createElement('iframe');
    frame.src = 'https://evil.example/';
    document.body.append(frame);
    try {
      new Worker('./worker.js');
    } catch {
      // some versions throw, all report
    }
    await fetch('https://evil.example/').catch(() => {});
    try {
      new WebSocket('wss://evil.example/');
    } catch {
      // some versions throw, all report
    }
    await all;
    return { ran: scope.ran, violations: [...violations].sort() };
  });
  expect(done).toEqual({
    ran: undefined,
    violations: ['connect-src', 'frame-src', 'script-src-elem', 'worker-src'],
  });
});

test('another window with the same preload, at another address, is answered by nobody', async ({ desktop }) => {
  const page = await desktop.page();
  const opened = desktop.app.waitForEvent('window');
  await desktop.app.evaluate(async ({ BrowserWindow }, preload) => {
    const window = new BrowserWindow({
      webPreferences: { preload, sandbox: true, contextIsolation: true, nodeIntegration: false },
    });
    await window.loadURL('data:text/html,<title>foreign</title>');
  }, `${ROOT}/out/preload/index.cjs`);
  const foreign = await opened;
  await expect.poll(() => foreign.title()).toBe('foreign');
  expect(await requestFromPage(foreign, 'kill')).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  await expect(snapshotOf(foreign)).rejects.toThrow(/only the page of this program/);
  expect((await snapshotOf(page)).safety.halted).toBeNull();
});
