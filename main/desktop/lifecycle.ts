import type { App } from 'electron';
import type { Desktop } from './desktop.ts';

const SIGNALS: readonly NodeJS.Signals[] =
  process.platform === 'win32' ? ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] : ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Second starts bring the window forward; every way of ending goes through the quit path, and then everything is disposed. */
export function setupLifecycle(app: App, desktop: Desktop, disposers: readonly (() => void)[]): void {
  const { window, quitPath } = desktop;
  app.on('second-instance', () => window.show());
  app.on('activate', () => window.show());
  // closing the last window does not end the program: the quit path does
  app.on('window-all-closed', () => {});
  app.on('before-quit', (event) => quitPath.onBeforeQuit(event));
  for (const signal of SIGNALS) process.on(signal, () => quitPath.request(signal, false));
  app.on('will-quit', () => {
    for (const dispose of disposers) dispose();
    desktop.dispose();
  });
}
