import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SafeStorage } from 'electron';
import { exchangeKeysSchema } from '../../shared/config/exchange-keys.ts';
import type { ExchangeKeys } from '../session/ports/exchange-account.ts';

export type Keyring = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>;

const NO_KEYRING =
  'this computer offers no keyring (such as GNOME Keyring, KWallet, Keychain or DPAPI), so that keys would lie in plain text: nothing was stored';

/** What Chromium puts before a text that it "encrypted" on Linux with a password that everybody knows. */
const PLAIN_TEXT_TAG = 'v10';

/**
 * Keys of the exchange in a file that only this person's keyring can open. Nothing is ever kept in plain text: without a
 * keyring it refuses. Everything throws an Error with one sentence, which never holds a key.
 */
export class KeyStore {
  private readonly path: string;
  private readonly keyring: Keyring;
  private readonly platform: NodeJS.Platform;

  constructor(path: string, keyring: Keyring, platform: NodeJS.Platform = process.platform) {
    this.path = path;
    this.keyring = keyring;
    this.platform = platform;
  }

  get hasKeys(): boolean {
    return existsSync(this.path);
  }

  async keep({ apiKey, secretKey }: ExchangeKeys): Promise<void> {
    await this.write(JSON.stringify({ api_key: apiKey, secret_key: secretKey }));
  }

  async read(): Promise<ExchangeKeys> {
    let text: string;
    try {
      const { result, shouldReEncrypt } = await this.keyring.decryptStringAsync(readFileSync(this.path));
      text = result;
      if (shouldReEncrypt) await this.write(text);
    } catch {
      throw new Error(
        'the stored keys cannot be opened on this computer now; unlock the keyring, or import them again',
      );
    }
    return parseKeys(text);
  }

  remove(): void {
    rmSync(this.path, { force: true });
  }

  private async write(text: string): Promise<void> {
    const isWeak =
      this.platform === 'linux' && ['basic_text', 'unknown'].includes(this.keyring.getSelectedStorageBackend());
    if (isWeak || !(await this.keyring.isAsyncEncryptionAvailable())) throw new Error(NO_KEYRING);
    const sealed = await this.keyring.encryptStringAsync(text);
    if (this.platform === 'linux' && sealed.toString('latin1', 0, PLAIN_TEXT_TAG.length) === PLAIN_TEXT_TAG) {
      throw new Error(NO_KEYRING);
    }
    mkdirSync(dirname(this.path), { recursive: true });
    writeFileSync(`${this.path}.new`, sealed, { mode: 0o600, flush: true });
    renameSync(`${this.path}.new`, this.path);
  }
}

/** Reads keys from JSON text `{"api_key", "secret_key"}`. */
export function parseKeys(text: string): ExchangeKeys {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // the same sentence as for JSON of another shape
  }
  const parsed = exchangeKeysSchema.safeParse(value);
  if (!parsed.success) {
    throw new Error(
      'the file must be JSON of two texts, {"api_key": "…", "secret_key": "…"}, each of 8 to 256 characters without spaces',
    );
  }
  return { apiKey: parsed.data.api_key, secretKey: parsed.data.secret_key };
}
