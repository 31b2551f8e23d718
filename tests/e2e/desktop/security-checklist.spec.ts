import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { requestFromPage } from '../support/desktop-program.ts';
import { test } from '../support/desktop-test.ts';

// Attacks on items of Electron's security checklist that hostile-page.spec.ts and tests/desktop leave open; CONTRIBUTING lists all.

test('3: scripts that bend the language itself catch nothing of the preload', async ({ desktop }) => {
  const page = await desktop.page();
  const caught = await page.evaluate(async () => {
    const seen: string[] = [];
    const note = (value: unknown) => {
      if (typeof value !== 'object' || value === null) return;
      for (const name of ['invoke', 'ipcRenderer', 'senderFrame', 'exposeInMainWorld', 'getBuiltinModule']) {
        if (name in value) seen.push(name);
      }
    };
    const { call, apply } = Function.prototype;
    const then = Promise.prototype.then;
    const stringify = JSON.stringify;
    Function.prototype.call = function (...args: unknown[]) {
      note(this);
      for (const arg of args) note(arg);
      return Reflect.apply(call, this, args);
    };
    Reflect.set(Promise.prototype, 'then', function (this: Promise<unknown>, ...args: unknown[]) {
      note(this);
      return Reflect.apply(then, this, args);
    });
    JSON.stringify = ((...args: unknown[]) => {
      for (const arg of args) note(arg);
      return Reflect.apply(stringify, JSON, args);
    }) as typeof stringify;
    Object.defineProperty(Object.prototype, 'channel', { configurable: true, set: note, get: () => 'evil' });
    const { workstation } = globalThis as unknown as {
      workstation: { request(name: string, input: unknown): Promise<unknown> };
    };
    await workstation.request('status', {});
    Object.assign(Function.prototype, { call, apply });
    Reflect.set(Promise.prototype, 'then', then);
    JSON.stringify = stringify;
    Reflect.deleteProperty(Object.prototype, 'channel');
    return seen;
  });
  expect(caught).toEqual([]);
  expect(await requestFromPage(page, 'status')).toMatchObject({ ok: true });
});

test('4: a preload in this program reaches no file and no process', async ({ desktop }) => {
  await desktop.page();
  const preload = join(desktop.userData, 'evil-preload.cjs');
  writeFileSync(
    preload,
    `const { contextBridge } = require('electron');
     const tries = ['node:fs', 'fs', 'child_process', 'node:net', 'better-sqlite3', '${preload}'];
     const loaded = tries.filter((name) => { try { require(name); return true; } catch { return false; } });
     contextBridge.exposeInMainWorld('loaded', loaded);`,
  );
  const opened = desktop.app.waitForEvent('window');
  await desktop.app.evaluate(async ({ BrowserWindow }, path) => {
    const window = new BrowserWindow({ webPreferences: { preload: path } });
    await window.loadURL('data:text/html,<title>evil</title>');
  }, preload);
  const evil = await opened;
  await expect.poll(() => evil.title()).toBe('evil');
  expect(await evil.evaluate(() => (globalThis as unknown as { loaded: string[] }).loaded)).toEqual([]);
});

test('7: text is never run as a script', async ({ desktop }) => {
  const page = await desktop.page();
  // after the call that starts it: what the inspector itself runs is exempt from the policy
  const outcome = await page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        setTimeout(() => {
          const tries: [string, () => unknown][] = [
            // biome-ignore lint/security/noGlobalEval: this is the attack
            ['eval', () => globalThis.eval('1 + 1')],
            ['Function', () => new Function('return 2')()],
          ];
          resolve(
            tries.map(([name, attempt]) => {
              try {
                return `${name} ran ${String(attempt())}`;
              } catch (error) {
                return `${name} ${(error as Error).name}`;
              }
            }),
          );
        }, 0);
      }),
  );
  expect(outcome).toEqual(['eval EvalError', 'Function EvalError']);
  const injected = await page.evaluate(async () => {
    const scope = globalThis as unknown as { ran?: string };
    const blocked = new Set<string>();
    const both = new Promise<void>((resolve) => {
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
        blocked.add(effectiveDirective);
        if (blocked.size === 2) resolve();
      });
    });
    const box = document.createElement('div');
    box.innerHTML = `<img src="x:" onerror="globalThis.ran='handler'"><a href="javascript:globalThis.ran='link'">x</a>`;
    document.body.append(box);
    box.querySelector('a')?.click();
    await both;
    return { ran: scope.ran, blocked: [...blocked].sort() };
  });
  expect(injected).toEqual({ ran: undefined, blocked: ['script-src-attr', 'script-src-elem'] });
});

test('11, 12: the page makes no page within itself', async ({ desktop }) => {
  const page = await desktop.page();
  const made = await page.evaluate(() => {
    const view = document.createElement('webview');
    view.setAttribute('src', 'https://evil.example/');
    view.setAttribute('nodeintegration', '');
    view.setAttribute('allowpopups', '');
    document.body.append(view);
    return 'getWebContentsId' in view || 'executeJavaScript' in view;
  });
  expect(made).toBe(false);
  const contents = await desktop.app.evaluate(({ webContents }) => webContents.getAllWebContents().length);
  expect(contents).toBe(1);
});

test('20: what listeners of the page are given is a frame and nothing of the message that brought it', async ({
  desktop,
}) => {
  const page = await desktop.page();
  const given = await page.evaluate(
    () =>
      new Promise<{ count: number; keys: string[] }>((resolve) => {
        const { workstation } = globalThis as unknown as {
          workstation: {
            onFrame(listener: (...args: unknown[]) => void): void;
            request(name: string, input: object): void;
          };
        };
        workstation.onFrame((...args) => resolve({ count: args.length, keys: Object.keys(args[0] as object).sort() }));
        workstation.request('kill', {});
      }),
  );
  expect(given).toEqual({ count: 1, keys: ['events', 'n', 'open_bar', 'resync', 'safety', 'session'] });
});

test('17, 20: exchange keys and updates are out of the reach of the page', async ({ desktop }) => {
  const page = await desktop.page();
  for (const name of [
    'exchangeAccount',
    'exchangeKeys',
    'readKeys',
    'checkForUpdates',
    'quitAndInstall',
    'openExternal',
    'power',
  ]) {
    expect(await requestFromPage(page, name)).toMatchObject({ ok: false, error: { code: 'unknown_request' } });
  }
});
