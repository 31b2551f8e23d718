import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { pagePreferences } from '../../main/desktop/web-preferences.ts';
import { ROOT } from '../support/workspace.ts';

/** What each setting must be by Electron's security checklist; a setting that is not named here is a change to look at. */
const DEMANDED = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  plugins: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  disableDialogs: true,
};

it('the page is given no power, packed or not: neither Node, nor Blink features, nor other origins', () => {
  const harmless = { preload: '/p', navigateOnDragDrop: false, spellcheck: false };
  expect(pagePreferences('/p', true)).toEqual({ ...DEMANDED, ...harmless, devTools: false });
  expect(pagePreferences('/p', false)).toEqual({ ...DEMANDED, ...harmless, devTools: true });
});

it('nothing but the window makes a page, and Electron is pinned to one version', () => {
  const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    devDependencies: { electron: string };
  };
  expect(devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/);
  const folder = join(ROOT, 'main', 'desktop');
  const makers = readdirSync(folder).filter((name) =>
    /new (?:BrowserWindow|WebContentsView|BrowserView)\b|<webview/.test(readFileSync(join(folder, name), 'utf8')),
  );
  expect(makers).toEqual(['main-window.ts']);
});
