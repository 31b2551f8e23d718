import { mkdirSync } from 'node:fs';
import { app, dialog, globalShortcut, ipcMain, session, shell } from 'electron';
import { compose, makeConsoleScrubber } from '../compose.ts';
import { setupAppMenu } from './app-menu.ts';
import { setupControlServer } from './control-server.ts';
import { Desktop } from './desktop.ts';
import { setupDownloads } from './downloads.ts';
import { setupFailures } from './failures.ts';
import { setupKillShortcut } from './kill-shortcut.ts';
import { setupLifecycle } from './lifecycle.ts';
import { setupLockdown } from './lockdown.ts';
import { shortcutFault } from './notice.ts';
import { setupNotifications } from './notifications.ts';
import { setupPageIpc } from './page-ipc.ts';
import { declarePageScheme, setupPageScheme } from './page-scheme.ts';
import { findPlaces } from './places.ts';
import { setupPower } from './power.ts';
import { setupResume } from './resume-session.ts';
import { setupTestHandle } from './test-handle.ts';
import { setupTray } from './tray.ts';

/** The id under which Windows groups windows and notifications; the same as in electron-builder.yml. */
const APP_ID = 'io.github.laptop-agents.workstation';

/** Entry of the desktop program. Nothing here waits for readiness: Electron is ready only after this file was evaluated. */
function main(): void {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  app.enableSandbox();
  if (process.platform === 'win32') app.setAppUserModelId(APP_ID);
  declarePageScheme();
  start().catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    console.error(`laptop-agents: ${reason}`);
    dialog.showErrorBox('Laptop Agents cannot start', reason);
    app.exit(1);
  });
}

async function start(): Promise<void> {
  await app.whenReady();
  const environment = process.env;
  const places = findPlaces(app, environment);
  mkdirSync(places.workspace, { recursive: true });
  const scrubber = makeConsoleScrubber(environment);
  const { workspace, shippedConfig, cwd } = places;
  const workbench = compose({ workspace, shippedConfig, cwd, environment, scrubber });
  const desktop = new Desktop({ workbench, places, scrub: scrubber.text, keepSecret: scrubber.keepSecret });

  setupFailures(app, desktop);
  setupLockdown(app, session.defaultSession, {
    // a browser that cannot be opened is not the page's to know
    link: (address) => void shell.openExternal(address).catch(() => {}),
    report: (run) => desktop.actions.openReportOf(run),
  });
  setupDownloads(session.defaultSession, { page: () => desktop.window.contents, folder: app.getPath('downloads') });
  setupPageScheme(places.page);
  setupPageIpc(ipcMain, desktop);
  setupAppMenu(desktop.actions, { isPackaged: app.isPackaged });
  setupNotifications(desktop.watch, desktop.notifications);
  const tray = setupTray(desktop.watch, desktop.actions, places.trayIcons);
  const disposeShortcut = setupKillShortcut(globalShortcut, desktop.settings.killShortcut, {
    kill: () => desktop.actions.kill('shortcut'),
    fault: (keys) => desktop.notifications.show(shortcutFault(keys)),
  });
  const disposePower = setupPower(desktop);
  const server = await setupControlServer(workbench, desktop.workstation);
  desktop.controlUrl = server?.url ?? null;
  setupLifecycle(app, desktop, [disposeShortcut, disposePower, () => tray.dispose(), () => void server?.close()]);
  if (environment.E2E !== undefined && !app.isPackaged) setupTestHandle(tray, desktop.notifications.shown);
  desktop.window.show();
  await setupResume(desktop, process.argv);
}

main();
