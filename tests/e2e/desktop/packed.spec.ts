import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { DesktopProgram, MOCK, ROOT, requestFromPage } from '../support/desktop-program.ts';
import { findElectron, NO_ELECTRON } from '../support/electron-exec.ts';

test('the packed files alone, without the checkout, start and run a session', async () => {
  test.skip(findElectron() === undefined, NO_ELECTRON);
  test.skip(process.platform !== 'linux', 'the packed linux files need linux');
  execFileSync(process.execPath, ['scripts/pack-dry.mjs', 'linux'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const folder = mkdtempSync(join(tmpdir(), 'la-packed-'));
  const { extractAll } = createRequire(import.meta.url)('@electron/asar') as {
    extractAll(archive: string, folder: string): void;
  };
  const unpacked = process.arch === 'arm64' ? 'linux-arm64-unpacked' : 'linux-unpacked';
  extractAll(join(ROOT, 'out', 'pack', 'linux', unpacked, 'resources', 'app.asar'), folder);
  const desktop = new DesktopProgram(folder);
  try {
    await desktop.start();
    const page = await desktop.page();
    expect(await requestFromPage(page, 'start', { ...MOCK, speed: 0, durationMin: 1 })).toMatchObject({ ok: true });
    await expect.poll(() => desktop.readReport()).toContain('"completed"');
    expect(desktop.events()[0]).toMatchObject({ event: 'SessionStart', source: 'mock' });
  } finally {
    await desktop.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
});
