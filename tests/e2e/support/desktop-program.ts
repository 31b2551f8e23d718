import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { _electron, type ElectronApplication, expect, type Page } from '@playwright/test';
import type * as Electron from 'electron';
import type { TestHandle } from '../../../main/desktop/test-handle.ts';
import type { Reply } from '../../../shared/ipc/contract.ts';
import type { Snapshot } from '../../../shared/ipc/frames.ts';
import { findElectron } from './electron-exec.ts';

export const ROOT = resolve(import.meta.dirname, '..', '..', '..');

/** The page as the preload leaves it. */
interface Bridged {
  readonly workstation: {
    request(name: unknown, input: unknown): Promise<Reply>;
    snapshot(): Promise<Snapshot>;
  };
}

/** The built desktop program on a workspace and a user-data folder of its own. */
export class DesktopProgram {
  readonly workspace = mkdtempSync(join(tmpdir(), 'la-desktop-'));
  readonly userData = mkdtempSync(join(tmpdir(), 'la-userdata-'));
  /** After `start`. */
  app!: ElectronApplication;
  /** Its process, which Playwright forgets when it ends. */
  process: ChildProcess | undefined;
  private readonly folder: string;

  /** `folder` holds the program: the checkout, or what was packed. */
  constructor(folder = ROOT) {
    this.folder = folder;
  }

  async start(...flags: string[]): Promise<void> {
    this.app = await _electron.launch({
      executablePath: findElectron() ?? '',
      cwd: ROOT,
      args: [`--user-data-dir=${this.userData}`, this.folder, ...flags],
      env: this.environment(),
    });
    this.process = this.app.process();
  }

  /** Starts the program once more, as a second double-click does. */
  startAgain(): ChildProcess {
    return spawn(findElectron() ?? '', [`--user-data-dir=${this.userData}`, this.folder], {
      cwd: ROOT,
      env: this.environment(),
      stdio: 'ignore',
    });
  }

  private environment(): Record<string, string> {
    const { INIT_CWD: _cwd, LA_KILL_SWITCH: _switch, ...environment } = process.env;
    return { ...(environment as Record<string, string>), LA_WORKSPACE: this.workspace, E2E: '1' };
  }

  /** The page, once it shows the workstation. */
  async page(): Promise<Page> {
    const page = await this.app.firstWindow();
    await expect(page.getByRole('button', { name: 'KILL' })).toBeVisible();
    return page;
  }

  /**
   * Reads something of the main process. Asked while that is busy within one turn, such as starting a session, the inspector
   * may lose the answer to the garbage collector; then it is asked anew.
   */
  async read<Value>(how: (electron: typeof Electron) => Value): Promise<Value> {
    for (;;) {
      try {
        return (await this.app.evaluate(how)) as Value;
      } catch (error) {
        if (!String(error).includes('garbage collected')) throw error;
      }
    }
  }

  /** Clicks an item of the tray's menu. */
  async clickTray(id: string): Promise<void> {
    await this.app.evaluate((_electron, item) => {
      const { e2e } = globalThis as unknown as { e2e: TestHandle };
      const found = e2e.trayMenu.getMenuItemById(item);
      if (!found?.enabled) throw new Error(`the tray offers no ${item} now`);
      found.click();
    }, id);
  }

  tray(): Promise<{ status: string; tooltip: string; items: Record<string, boolean> }> {
    return this.read(() => {
      const { e2e } = globalThis as unknown as { e2e: TestHandle };
      const items = e2e.trayMenu.items.filter(({ id }) => typeof id === 'string' && id !== '');
      return {
        status: e2e.status,
        tooltip: e2e.tooltip,
        items: Object.fromEntries(items.map(({ id, enabled }) => [id, enabled])),
      };
    });
  }

  notices(): Promise<string[]> {
    return this.read(() => {
      const { e2e } = globalThis as unknown as { e2e: TestHandle };
      return e2e.notices.map(({ title }) => title);
    });
  }

  /** How many windows there are, and whether each can be seen. */
  windows(): Promise<boolean[]> {
    return this.read(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isVisible()));
  }

  async closeWindow(): Promise<void> {
    await this.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  }

  /** Every native message box from now on is answered by this button; returns the questions asked. */
  async answerDialogs(button: number): Promise<() => Promise<string[]>> {
    await this.app.evaluate(({ dialog }, response) => {
      const asked: string[] = [];
      Object.assign(globalThis, { asked });
      dialog.showMessageBox = (async (...args: unknown[]) => {
        asked.push((args.at(-1) as { message: string }).message);
        return { response, checkboxChecked: false };
      }) as typeof dialog.showMessageBox;
    }, button);
    return () => this.read(() => (globalThis as unknown as { asked: string[] }).asked);
  }

  /** Native message boxes stay open from now on; returns the questions asked. */
  async ignoreDialogs(): Promise<() => Promise<string[]>> {
    const asked = await this.answerDialogs(0);
    await this.app.evaluate(({ dialog }) => {
      const { asked: list } = globalThis as unknown as { asked: string[] };
      dialog.showMessageBox = ((...args: unknown[]) => {
        list.push((args.at(-1) as { message: string }).message);
        return new Promise(() => {});
      }) as typeof dialog.showMessageBox;
    });
    return asked;
  }

  /** Files are from now on noted instead of opened with the system; returns them. */
  async noteOpened(): Promise<() => Promise<string[]>> {
    await this.app.evaluate(({ shell }) => {
      const opened: string[] = [];
      Object.assign(globalThis, { opened });
      shell.openPath = async (path) => {
        opened.push(path);
        return '';
      };
    });
    return () => this.read(() => (globalThis as unknown as { opened: string[] }).opened);
  }

  /** The process that runs the program has ended. */
  async ended(): Promise<number | null> {
    const child = this.process;
    if (child?.exitCode === null && child.signalCode === null) await once(child, 'exit');
    return child?.exitCode ?? null;
  }

  /** Runs a command of `la` on this workspace; what it printed. */
  async la(...args: string[]): Promise<string> {
    const command = [join(ROOT, 'scripts', 'la.mjs'), ...args, '--workspace', this.workspace];
    const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: ROOT });
    return stdout.trim();
  }

  events(): { event: string; [field: string]: unknown }[] {
    const path = join(this.workspace, 'runs', 'latest', 'events.jsonl');
    if (!existsSync(path)) return [];
    const lines = readFileSync(path, 'utf8').split('\n');
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
  }

  readReport(): string {
    const path = join(this.workspace, 'runs', 'latest', 'final_report.json');
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  }

  async dispose(): Promise<void> {
    const child = this.process;
    if (child?.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    }
    for (const folder of [this.workspace, this.userData]) rmSync(folder, { recursive: true, force: true });
  }
}

/** Sends a request as scripts of the page can. */
export function requestFromPage(page: Page, name: unknown, input: unknown = {}): Promise<Reply> {
  return page.evaluate(([which, what]) => (window as unknown as Bridged).workstation.request(which, what), [
    name,
    input,
  ] as const);
}

export function snapshotOf(page: Page): Promise<Snapshot> {
  return page.evaluate(() => (window as unknown as Bridged).workstation.snapshot());
}

/** A simulated market that goes on for as long as a test wants. */
export const MOCK = { source: 'mock', speed: 5, seed: 21, breakersOn: false };

/** Starts a session and waits until it holds a position, which it then keeps for many seconds. */
export async function startAndHold(page: Page): Promise<void> {
  expect(await requestFromPage(page, 'start', MOCK)).toMatchObject({ ok: true });
  await expect.poll(async () => (await snapshotOf(page)).session?.position?.side ?? null).not.toBeNull();
}
