import { app, BrowserWindow, screen, type WebContents } from 'electron';
import { CHANNELS } from '../../shared/ipc/channels.ts';
import type { Workstation } from '../session/ports.ts';
import { Budget } from './budget.ts';
import { setupKillKey } from './kill-key.ts';
import type { Memory } from './memory.ts';
import type { Notifications } from './notifications.ts';
import { PAGE_URL } from './page-address.ts';
import type { Places } from './places.ts';
import type { QuitPath } from './quit-path.ts';
import { pagePreferences } from './web-preferences.ts';
import { placeFrom, SMALLEST } from './window-place.ts';

/** More pages than this lost in a minute: the window stays away until it is asked for. */
const MOST_REPLACED = 3;
const REPLACED_WITHIN_MS = 60_000;

export interface WindowParts {
  readonly places: Places;
  readonly memory: Memory;
  readonly workstation: Workstation;
  readonly notifications: Notifications;
  readonly quitPath: QuitPath;
  isRunning(): boolean;
  kill(): void;
  /** Asks the person whether a page that does not answer is to be given up. */
  confirmReload(): Promise<boolean>;
}

/** The one window. It may be hidden, closed or crashed while the session goes on; `show` brings it back. */
export class MainWindow {
  private readonly parts: WindowParts;
  private window: BrowserWindow | undefined;
  private isResponsive = true;
  private isHidingTold = false;
  private isAskingReload = false;
  private readonly replacements = new Budget(MOST_REPLACED, REPLACED_WITHIN_MS);
  private readonly unsubscribe: () => void;

  constructor(parts: WindowParts) {
    this.parts = parts;
    this.unsubscribe = parts.workstation.onFrame((frame) => {
      // frames for a page that does not read are left out; the gap in their numbers makes it ask for a snapshot
      if (this.isResponsive) this.contents?.send(CHANNELS.frame, frame);
    });
  }

  get contents(): WebContents | undefined {
    return this.window === undefined || this.window.isDestroyed() ? undefined : this.window.webContents;
  }

  get current(): BrowserWindow | undefined {
    return this.contents === undefined ? undefined : this.window;
  }

  /** Brings the window to the front, anew if it is gone. */
  show(): void {
    const window = this.current ?? this.open();
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }

  /** Gives up the page, whose scripts ask more than any person could. */
  dropFlooding(): void {
    const window = this.current;
    if (window !== undefined) this.replace(window, 'The page was closed', 'It asked the program without end');
  }

  /** Closes for good, whatever the page says: one that hangs cannot answer. */
  leave(): void {
    const window = this.current;
    if (window === undefined) return;
    this.rememberPlace(window);
    this.window = undefined;
    window.destroy();
  }

  dispose(): void {
    this.unsubscribe();
  }

  private open(): BrowserWindow {
    const { places, memory } = this.parts;
    const { isMaximized, ...bounds } = placeFrom(
      memory.read('window'),
      screen.getAllDisplays().map(({ workArea }) => workArea),
    );
    const window = new BrowserWindow({
      ...bounds,
      minWidth: SMALLEST.width,
      minHeight: SMALLEST.height,
      show: false,
      title: 'Laptop Agents',
      icon: places.icon,
      backgroundColor: '#10161b',
      webPreferences: pagePreferences(places.preload, app.isPackaged),
    });
    this.window = window;
    this.isResponsive = true;
    if (isMaximized) window.maximize();
    this.listen(window);
    // a page that cannot be loaded shows up as an empty window; the session and the tray do not depend on it
    void window.loadURL(PAGE_URL).catch(() => {});
    return window;
  }

  private listen(window: BrowserWindow): void {
    const { parts } = this;
    window.on('close', (event) => {
      this.rememberPlace(window);
      if (parts.quitPath.isQuitting) return;
      if (parts.isRunning()) {
        event.preventDefault();
        hide(window);
        this.tellHidden();
      } else if (process.platform !== 'darwin') {
        event.preventDefault();
        parts.quitPath.request('window', true);
      }
    });
    window.on('unresponsive', () => {
      this.isResponsive = false;
      void this.offerReload(window);
    });
    window.on('responsive', () => {
      this.isResponsive = true;
    });
    // Windows ends its session: stop in order now, nobody is there to be asked
    window.on('query-session-end', (event) => {
      event.preventDefault();
      parts.quitPath.request('os_shutdown', false);
    });
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason !== 'clean-exit') this.replace(window, 'The window has crashed', reason);
    });
    setupKillKey(window.webContents, parts.kill);
  }

  private async offerReload(window: BrowserWindow): Promise<void> {
    if (this.isAskingReload) return;
    this.isAskingReload = true;
    const isWanted = await this.parts.confirmReload().catch(() => false);
    this.isAskingReload = false;
    // it may have come back meanwhile
    if (isWanted && !this.isResponsive) this.replace(window, 'The page was loaded anew', 'It did not answer');
  }

  /** Another page for one that is of no use: the session did not notice. A hidden window comes back when it is asked for. */
  private replace(window: BrowserWindow, title: string, reason: string): void {
    if (window !== this.window) return;
    const isBack = window.isVisible() && this.replacements.take(performance.now());
    this.leave();
    if (isBack) this.show();
    const hint = isBack ? '' : '; Show in the tray brings the window back';
    this.tell(title, `${reason}. The session is not affected${hint}.`);
  }

  private tellHidden(): void {
    if (this.isHidingTold) return;
    this.isHidingTold = true;
    this.tell('The session goes on', 'Laptop Agents is in the tray; quit it there.');
  }

  private tell(title: string, body: string): void {
    this.parts.notifications.show({ kind: 'alarm', title, body });
  }

  private rememberPlace(window: BrowserWindow): void {
    const isMaximized = window.isMaximized();
    // the bounds of the moment are none to come back to
    const isElsewhere = isMaximized || window.isMinimized() || window.isFullScreen();
    const before = this.parts.memory.read('window');
    const bounds = isElsewhere && typeof before === 'object' && before !== null ? before : window.getBounds();
    this.parts.memory.write('window', { ...bounds, isMaximized });
  }
}

/** macOS leaves a black screen behind when a window is hidden that fills it. */
function hide(window: BrowserWindow): void {
  if (!window.isFullScreen()) {
    window.hide();
    return;
  }
  window.once('leave-full-screen', () => window.hide());
  window.setFullScreen(false);
}
