import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { DesktopProgram } from '../support/desktop-program.ts';
import { requestFromPage, snapshotOf } from '../support/desktop-program.ts';
import { test } from '../support/desktop-test.ts';

const SECRET = 'secret-key-of-a-test-0002';

function clickMenu(desktop: DesktopProgram, id: string): Promise<void> {
  return desktop.app.evaluate(({ Menu }, item) => Menu.getApplicationMenu()?.getMenuItemById(item)?.click(), id);
}

test('a program that was not packed for updates says so, and asks nobody', async ({ desktop }) => {
  await desktop.page();
  const asked = await desktop.answerDialogs(0);
  await clickMenu(desktop, 'updates');
  await expect.poll(asked).toEqual([expect.stringMatching(/^Updates are off: /)]);
});

test('exchange keys: refused without a keyring, sealed with one, and never to be seen by the page', async ({
  desktop,
}) => {
  const page = await desktop.page();
  const file = join(desktop.userData, 'keys.json');
  const sealed = join(desktop.userData, 'exchange-keys.sealed');
  writeFileSync(file, JSON.stringify({ api_key: 'api-key-of-a-test-0001', secret_key: SECRET }));
  await desktop.app.evaluate(({ dialog, safeStorage }, path) => {
    // no exchange is asked for real
    process.env.LA_BITUNIX_REST_URL = 'http://127.0.0.1:9';
    dialog.showOpenDialog = (async () => ({ canceled: false, filePaths: [path] })) as typeof dialog.showOpenDialog;
    Object.assign(safeStorage, {
      getSelectedStorageBackend: () => 'basic_text',
      isAsyncEncryptionAvailable: async () => process.platform === 'linux',
    });
  }, file);
  const asked = await desktop.answerDialogs(1);
  await clickMenu(desktop, 'exchange-keys');
  await expect
    .poll(asked)
    .toEqual([
      'No exchange keys are stored.',
      expect.stringMatching(/^This computer offers no keyring .* nothing was stored\.$/),
    ]);
  expect(existsSync(sealed)).toBe(false);

  await desktop.app.evaluate(({ safeStorage }) => {
    const key = 7;
    const turn = (text: Buffer) => Buffer.from(text.map((byte) => byte ^ key));
    Object.assign(safeStorage, {
      getSelectedStorageBackend: () => 'gnome_libsecret',
      isAsyncEncryptionAvailable: async () => true,
      encryptStringAsync: async (text: string) => turn(Buffer.from(text)),
      decryptStringAsync: async (text: Buffer) => ({ result: turn(text).toString(), shouldReEncrypt: false }),
    });
  });
  const askedAgain = await desktop.answerDialogs(1);
  await clickMenu(desktop, 'exchange-keys');
  await expect
    .poll(askedAgain)
    .toEqual([
      'No exchange keys are stored.',
      'The keys are stored. Delete the file they came from?',
      expect.stringMatching(/^Bitunix: .*account/),
    ]);
  expect(existsSync(file)).toBe(false);
  expect(readFileSync(sealed, 'latin1')).not.toContain(SECRET);

  const told = JSON.stringify([await snapshotOf(page), await requestFromPage(page, 'status'), await page.content()]);
  expect(told).not.toContain(SECRET);
  // sentences that the page is told are masked, should a key ever get into one
  const reply = await requestFromPage(page, 'start', { source: 'mock', symbol: 'BTCUSDT', strategy: SECRET });
  expect(JSON.stringify(reply)).not.toContain(SECRET);
  for (const name of readdirSync(desktop.workspace, { recursive: true, encoding: 'utf8' })) {
    if (/\.(?:json|jsonl|txt)$/.test(name))
      expect(readFileSync(join(desktop.workspace, name), 'utf8')).not.toContain(SECRET);
  }
});
