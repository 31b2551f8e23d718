import { existsSync } from 'node:fs';
import type { AppUpdater } from 'electron-updater';
import { type Asker, sentence } from './confirmations.ts';

/** What is used of electron-updater. */
export type Updater = Pick<AppUpdater, 'checkForUpdates' | 'downloadUpdate' | 'quitAndInstall'> & {
  autoDownload: boolean;
  autoInstallOnAppQuit: boolean;
  allowDowngrade: boolean;
  logger: AppUpdater['logger'];
  once(event: 'error', listener: (error: Error) => void): unknown;
};

export interface UpdateParts {
  readonly version: string;
  /** The file in which the packing recorded where updates come from; missing in a checkout and in unsigned builds. */
  readonly originFile: () => string;
  readonly dialogs: Pick<Asker, 'ask' | 'tell'>;
  load(): Promise<Updater>;
  /** Why nothing may be replaced now, as the end of a sentence; undefined when it may. */
  obstacle(): string | undefined;
  /** Ends the program in its order, the last step being this. */
  leave(how: () => void): void;
  /** Starts the program anew, for one that has left and could not install. */
  startAgain(): void;
  /** Masks secrets in what is told. */
  readonly scrub: (text: string) => string;
}

const OFF =
  'Updates are off: this program was built without a place to take them from. Newer versions are installed by hand, over this one; the data stay.';
const MAX_REASON = 200;

/** Looks for a newer version when a person asks, and installs it when they say so: never while a session runs or a position is open. */
export class Updates {
  private readonly parts: UpdateParts;
  private isBusy = false;

  constructor(parts: UpdateParts) {
    this.parts = parts;
  }

  async check(): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    try {
      await this.parts.dialogs.tell(await this.update());
    } catch (error) {
      await this.parts.dialogs.tell(`The update failed, and nothing was changed: ${this.reason(error)}`);
    } finally {
      this.isBusy = false;
    }
  }

  /** How it ended, for the person. */
  private async update(): Promise<string> {
    const { parts } = this;
    if (!existsSync(parts.originFile())) return OFF;
    const before = this.refusal();
    if (before !== undefined) return before;
    const updater = await parts.load();
    Object.assign(updater, { autoDownload: false, autoInstallOnAppQuit: false, allowDowngrade: false, logger: null });
    const found = await updater.checkForUpdates();
    if (found === null || !found.isUpdateAvailable) return `Version ${parts.version} is the newest.`;
    const { version } = found.updateInfo;
    const isWanted = await parts.dialogs.ask({
      message: `Version ${version} is available. Download it?`,
      detail: `This is version ${parts.version}. Nothing is installed before you say so.`,
      button: 'Download',
    });
    if (!isWanted) return `Version ${parts.version} stays.`;
    await updater.downloadUpdate(found.cancellationToken);
    const isSure = await parts.dialogs.ask({
      message: `Version ${version} is downloaded. Install it and start again?`,
      detail: 'The data folder stays as it is.',
      button: 'Install',
    });
    // a session may have been started meanwhile
    const after = isSure ? this.refusal() : `Version ${parts.version} stays.`;
    if (after !== undefined) return after;
    parts.leave(() => this.install(updater));
    return `Version ${version} is being installed.`;
  }

  /** Here nothing can run any more: the program ends, replaced or not. */
  private install(updater: Updater): void {
    const fail = (error: unknown) => {
      const told = `The update failed, and nothing was changed: ${this.reason(error)} The program starts again.`;
      void this.parts.dialogs.tell(told).finally(() => this.parts.startAgain());
    };
    updater.once('error', fail);
    try {
      updater.quitAndInstall(false, true);
    } catch (error) {
      fail(error);
    }
  }

  private refusal(): string | undefined {
    const obstacle = this.parts.obstacle();
    return obstacle === undefined ? undefined : `Nothing is updated now: ${obstacle}.`;
  }

  private reason(error: unknown): string {
    const text = error instanceof Error ? error.message : String(error);
    return sentence(this.parts.scrub(text.split('\n', 1)[0] ?? '').slice(0, MAX_REASON));
  }
}
