import { readFileSync, rmSync } from 'node:fs';
import type { Workbench } from '../session/ports.ts';
import { type Asker, sentence } from './confirmations.ts';
import { type KeyStore, parseKeys } from './key-store.ts';

export interface ExchangeKeyParts {
  readonly store: KeyStore;
  readonly workbench: Pick<Workbench, 'exchangeAccount'>;
  readonly dialogs: Pick<Asker, 'ask' | 'choose' | 'tell'>;
  /** Lets the person choose a file; its path, or undefined. */
  chooseFile(): Promise<string | undefined>;
  /** Masks these from now on wherever text leaves the process. */
  keepSecret(secrets: readonly string[]): void;
}

const PURPOSE =
  'With keys of an account at Bitunix the program can ask what the account holds. This version trades on paper only and uses them for nothing else. A key without the right to trade is enough.';

/** The flow behind "Exchange keys…": import from a file, check with the exchange, remove. No page has a part in it. */
export class ExchangeKeyFlow {
  private readonly parts: ExchangeKeyParts;
  private isOpen = false;

  constructor(parts: ExchangeKeyParts) {
    this.parts = parts;
  }

  async open(): Promise<void> {
    if (this.isOpen) return;
    this.isOpen = true;
    try {
      await this.offer();
    } catch (error) {
      await this.parts.dialogs.tell(sentence(error instanceof Error ? error.message : String(error)));
    } finally {
      this.isOpen = false;
    }
  }

  private async offer(): Promise<void> {
    const { store, dialogs } = this.parts;
    if (!store.hasKeys) {
      const question = { message: 'No exchange keys are stored.', detail: PURPOSE, button: 'Import from file…' };
      if (await dialogs.ask({ ...question, cancel: 'Close' })) await this.importFile();
      return;
    }
    const message = 'Exchange keys are stored, sealed by the keyring of this computer.';
    const choice = await dialogs.choose({ message, detail: PURPOSE, buttons: ['Check', 'Replace…', 'Remove'] });
    if (choice === 'Check') await this.check();
    if (choice === 'Replace…') await this.importFile();
    if (choice === 'Remove') {
      store.remove();
      await dialogs.tell(
        'The exchange keys were removed from this computer. They stay valid until you delete them at Bitunix.',
      );
    }
  }

  private async importFile(): Promise<void> {
    const { store, dialogs, chooseFile, keepSecret } = this.parts;
    const path = await chooseFile();
    if (path === undefined) return;
    const keys = parseKeys(readText(path));
    keepSecret([keys.apiKey, keys.secretKey]);
    await store.keep(keys);
    const isDeleted = await dialogs.ask({
      message: 'The keys are stored. Delete the file they came from?',
      detail: `${path}\nIt still holds them in plain text.`,
      button: 'Delete file',
      cancel: 'Keep file',
    });
    if (isDeleted) rmSync(path);
    await this.check();
  }

  private async check(): Promise<void> {
    const { store, workbench, dialogs, keepSecret } = this.parts;
    const keys = await store.read();
    keepSecret([keys.apiKey, keys.secretKey]);
    const { available, marginCoin, positionMode } = await workbench.exchangeAccount(keys);
    await dialogs.tell(
      `Bitunix accepts the keys: ${available} ${marginCoin} available, position mode ${positionMode}. This version does not trade with them.`,
    );
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new Error(`${path} cannot be read (${code})`);
  }
}
