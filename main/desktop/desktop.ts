import { join } from 'node:path';
import { app, dialog, globalShortcut, safeStorage, shell } from 'electron';
import type { Workbench, Workstation } from '../session/ports.ts';
import { aboutText } from './about.ts';
import { showAboutDialog } from './about-dialog.ts';
import { Actions } from './actions.ts';
import { Confirmations } from './confirmations.ts';
import { hasPosition, isRunning } from './desktop-state.ts';
import { writeDiagnostics } from './diagnostics.ts';
import { ExchangeKeyFlow } from './exchange-keys.ts';
import { KeyStore } from './key-store.ts';
import { workingShortcut } from './kill-shortcut.ts';
import { MainWindow } from './main-window.ts';
import { Memory } from './memory.ts';
import { nativeDialogs } from './native-dialogs.ts';
import { Notifications } from './notifications.ts';
import { PageConsent } from './page-consent.ts';
import type { Places } from './places.ts';
import { QuitPath } from './quit-path.ts';
import { relaunchOptions } from './relaunch.ts';
import { type DesktopSettings, readSettings } from './settings.ts';
import type { FilePlaces } from './start-files.ts';
import { StateWatch } from './state-watch.ts';
import { updateObstacle } from './update-obstacle.ts';
import { Updates } from './updates.ts';

export interface DesktopOptions {
  readonly workbench: Workbench;
  readonly places: Places;
  /** Masks secrets in text that leaves the process. */
  readonly scrub: (text: string) => string;
  /** Masks these from now on. */
  readonly keepSecret: (secrets: readonly string[]) => void;
}

/** The parts of the desktop program that its set-ups share. Made after the program is ready. */
export class Desktop {
  readonly options: DesktopOptions;
  readonly workstation: Workstation;
  readonly watch: StateWatch;
  readonly memory: Memory;
  readonly settings: DesktopSettings;
  readonly notifications: Notifications;
  readonly confirmations: Confirmations;
  readonly consent: PageConsent;
  readonly quitPath: QuitPath;
  readonly window: MainWindow;
  readonly actions: Actions;

  constructor(options: DesktopOptions) {
    this.options = options;
    const { workbench, places } = options;
    this.workstation = workbench.openWorkstation();
    this.watch = new StateWatch(this.workstation);
    this.memory = new Memory(places.memory);
    const { settings, faults } = readSettings(join(places.workspace, 'config', 'desktop.json'));
    this.settings = settings;
    for (const fault of faults) console.error(`laptop-agents: ${fault}`);
    const dialogs = nativeDialogs(() => this.window.current);
    this.notifications = new Notifications({ isOn: settings.hasNotifications, onClick: () => this.window.show() });
    this.confirmations = new Confirmations(this.workstation, dialogs);
    this.consent = new PageConsent(dialogs);
    this.quitPath = new QuitPath({
      isPositionOpen: () => hasPosition(this.watch.now()),
      confirm: () => dialogs.ask(QUIT_QUESTION),
      stop: (by) => this.workstation.dispose(by),
      closeWindow: () => this.window.leave(),
      quit: () => app.quit(),
    });
    this.window = new MainWindow({
      places,
      memory: this.memory,
      workstation: this.workstation,
      notifications: this.notifications,
      quitPath: this.quitPath,
      isRunning: () => this.isRunning,
      kill: () => this.actions.kill('shortcut'),
      confirmReload: () => dialogs.ask(RELOAD_QUESTION),
    });
    const exchangeKeys = new ExchangeKeyFlow({
      store: new KeyStore(places.exchangeKeys, safeStorage),
      workbench,
      dialogs,
      chooseFile: chooseJsonFile,
      keepSecret: options.keepSecret,
    });
    const updates = new Updates({
      version: app.getVersion(),
      originFile: () => join(process.resourcesPath, 'app-update.yml'),
      dialogs,
      load: async () => (await import('electron-updater')).default.autoUpdater,
      obstacle: () => updateObstacle(workbench, this.isRunning),
      leave: (how) => this.quitPath.leave('update', how),
      startAgain: () => {
        this.relaunch();
        app.quit();
      },
      scrub: options.scrub,
    });
    this.actions = new Actions({
      workbench,
      workstation: this.workstation,
      memory: this.memory,
      confirmations: this.confirmations,
      showWindow: () => this.window.show(),
      openFile: (path) => shell.openPath(path),
      tell: (message) => dialogs.tell(message),
      showAbout: () => this.showAbout(),
      openExchangeKeys: () => exchangeKeys.open(),
      checkForUpdates: () => updates.check(),
      quit: () => app.quit(),
    });
  }

  /** Where the command line reaches this program, once it listens. */
  controlUrl: string | null = null;

  get isRunning(): boolean {
    return isRunning(this.watch.now());
  }

  /** What tells the workspace's own files from others. */
  readonly filePlaces = (): FilePlaces => ({
    workspace: this.options.places.workspace,
    cwd: this.options.places.cwd,
    strategies: this.workstation.snapshot().info.strategies,
  });

  /** Has the program started again once this one has ended. */
  relaunch(): void {
    const environment = app.isPackaged ? process.env : {};
    app.relaunch(relaunchOptions({ args: process.argv.slice(1), isRunning: this.isRunning, environment }));
  }

  dispose(): void {
    this.watch.dispose();
    this.window.dispose();
  }

  private showAbout(): Promise<void> {
    const { workbench, places, scrub } = this.options;
    const about = aboutText({
      info: this.workstation.snapshot().info,
      versions: process.versions,
      killShortcut: workingShortcut(globalShortcut, this.settings.killShortcut),
      controlUrl: this.controlUrl,
    });
    const facts = { workbench, workstation: this.workstation, about, scrub, crashes: places.crashes };
    return showAboutDialog({
      app,
      workspace: places.workspace,
      licences: places.licences,
      text: about,
      writeDiagnostics: (path) => writeDiagnostics(path, { ...facts, now: new Date() }),
    });
  }
}

async function chooseJsonFile(): Promise<string | undefined> {
  const { filePaths } = await dialog.showOpenDialog({
    title: 'Import exchange keys',
    properties: ['openFile'],
    filters: [{ name: 'JSON', extensions: ['json'] }],
  });
  return filePaths[0];
}

const RELOAD_QUESTION = {
  message: 'The page does not answer. Load it anew?',
  detail: 'The session is not affected, and KILL works as ever: here by its key, and in the tray.',
  button: 'Load anew',
  cancel: 'Wait',
};

const QUIT_QUESTION = {
  message: 'A position is open. Stop the session and quit?',
  detail: 'Working orders are cancelled and the position is closed at the market before the program ends.',
  button: 'Stop and quit',
  cancel: 'Keep running',
};
