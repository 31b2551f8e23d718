import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ExchangeKeyFlow } from '../../main/desktop/exchange-keys.ts';
import { type Keyring, KeyStore } from '../../main/desktop/key-store.ts';
import { startExchange } from '../support/exchange/start-exchange.ts';
import { temporaryFolder, workbenchIn } from '../support/workspace.ts';

const KEYS = { apiKey: 'api-key-of-a-test-0001', secretKey: 'secret-key-of-a-test-0002' };

/** A keyring as Electron gives one: seals with a key of its own, and says how good it is. */
function keyring(change: { backend?: string; available?: boolean; tag?: string } = {}) {
  const { backend = 'gnome_libsecret', available = true, tag = 'v11' } = change;
  const key = randomBytes(32);
  let sealedTimes = 0;
  const state = { isOld: false };
  const ring: Keyring = {
    getSelectedStorageBackend: () => backend as 'gnome_libsecret',
    isAsyncEncryptionAvailable: async () => available,
    encryptStringAsync: async (text) => {
      sealedTimes++;
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      return Buffer.concat([Buffer.from(tag), iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    },
    decryptStringAsync: async (sealed) => {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(3, 15));
      decipher.setAuthTag(sealed.subarray(-16));
      const result = Buffer.concat([decipher.update(sealed.subarray(15, -16)), decipher.final()]).toString('utf8');
      return { result, shouldReEncrypt: state.isOld };
    },
  };
  return { ring, state, sealedTimes: () => sealedTimes };
}

describe('keys of the exchange', () => {
  it('lie sealed in a file of their owner, come back, and are sealed anew when the keyring says so', async () => {
    const path = join(temporaryFolder(), 'deep', 'keys');
    const { ring, state, sealedTimes } = keyring();
    const store = new KeyStore(path, ring, 'linux');
    expect(store.hasKeys).toBe(false);
    await store.keep(KEYS);
    expect(store.hasKeys).toBe(true);
    expect(readFileSync(path, 'latin1')).not.toMatch(/api|secret/);
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await store.read()).toEqual(KEYS);
    expect(sealedTimes()).toBe(1);
    state.isOld = true;
    expect(await store.read()).toEqual(KEYS);
    expect(sealedTimes()).toBe(2);
    writeFileSync(path, 'rubbish of more than thirty-one bytes');
    await expect(store.read()).rejects.toThrow(/cannot be opened on this computer/);
    store.remove();
    expect(store.hasKeys).toBe(false);
  });

  it.each([
    ['basic_text, which is plain text', { backend: 'basic_text' }, 'linux'],
    ['no backend that is known', { backend: 'unknown' }, 'linux'],
    ['a text sealed with the password that everybody knows', { tag: 'v10' }, 'linux'],
    ['no encryption on Windows', { available: false }, 'win32'],
    ['no keychain', { available: false }, 'darwin'],
  ] as const)('are refused with one sentence, and nothing is written: %s', async (_what, change, platform) => {
    const folder = temporaryFolder();
    const store = new KeyStore(join(folder, 'keys'), keyring(change).ring, platform);
    await expect(store.keep(KEYS)).rejects.toThrow(/^this computer offers no keyring .* nothing was stored$/);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('the tag of the known password means nothing on macOS, whose keychain uses it too', async () => {
    const store = new KeyStore(join(temporaryFolder(), 'keys'), keyring({ tag: 'v10' }).ring, 'darwin');
    await store.keep(KEYS);
    expect(await store.read()).toEqual(KEYS);
  });
});

/** The flow with the real store and a real exchange; `answers` are the buttons pressed, by the question's first words. */
async function setUp(accounts: Record<string, string>, answers: Record<string, string>) {
  const server = await startExchange({ accounts });
  onTestFinished(() => server.close());
  const folder = temporaryFolder();
  const file = join(folder, 'keys.json');
  const told: string[] = [];
  const secrets: string[] = [];
  const answerTo = (message: string) => Object.entries(answers).find(([start]) => message.startsWith(start))?.[1];
  const store = new KeyStore(join(folder, 'sealed'), keyring().ring, 'linux');
  const flow = new ExchangeKeyFlow({
    store,
    workbench: workbenchIn(join(folder, 'ws'), { LA_BITUNIX_REST_URL: server.restUrl }),
    dialogs: {
      ask: async ({ message, button }) => answerTo(message) === button,
      choose: async ({ message }) => answerTo(message),
      tell: async (message) => void told.push(message),
    },
    chooseFile: async () => file,
    keepSecret: (more) => void secrets.push(...more),
  });
  return { flow, file, store, told, secrets };
}

describe('the flow of exchange keys', () => {
  const GOOD = { [KEYS.apiKey]: KEYS.secretKey };
  const FILE = JSON.stringify({ api_key: KEYS.apiKey, secret_key: KEYS.secretKey });

  it('imports, deletes the file on wish, asks the exchange, removes', async () => {
    const answers: Record<string, string> = {
      'No exchange keys': 'Import from file…',
      'The keys are stored': 'Delete file',
    };
    const { flow, file, store, told, secrets } = await setUp(GOOD, answers);
    writeFileSync(file, FILE);
    await flow.open();
    expect(existsSync(file)).toBe(false);
    expect(told.splice(0)).toEqual([
      expect.stringMatching(/^Bitunix accepts the keys: 10000 USDT available, position mode HEDGE/),
    ]);
    expect(secrets).toEqual(expect.arrayContaining([KEYS.apiKey, KEYS.secretKey]));
    answers['Exchange keys are stored'] = 'Check';
    await flow.open();
    expect(told.splice(0)).toEqual([expect.stringContaining('10000 USDT')]);
    answers['Exchange keys are stored'] = 'Remove';
    await flow.open();
    expect(store.hasKeys).toBe(false);
    expect(told.splice(0)).toEqual([expect.stringContaining('were removed')]);
  });

  it('keys that the exchange does not know, and files that hold none, are told in a sentence without the keys', async () => {
    const { flow, file, store, told } = await setUp({}, { 'No exchange keys': 'Import from file…' });
    for (const text of [
      '',
      'api_key',
      '[]',
      `{"api_key":"${KEYS.apiKey}"}`,
      `{"api_key":"${KEYS.apiKey}","secret_key":"a b c d e f"}`,
    ]) {
      writeFileSync(file, text);
      await flow.open();
      expect(store.hasKeys).toBe(false);
      expect(told).toEqual([expect.stringMatching(/^The file must be JSON of two texts/)]);
      expect(told.splice(0).join()).not.toContain(KEYS.apiKey);
    }
    writeFileSync(file, FILE);
    await flow.open();
    expect(existsSync(file)).toBe(true);
    expect(told).toEqual([expect.stringMatching(/^Bitunix does not accept these keys \(.*code 10003/)]);
    expect(told.join()).not.toMatch(/of-a-test/);
  });
});
