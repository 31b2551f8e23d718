import { powerMonitor, powerSaveBlocker } from 'electron';
import { isRunning } from './desktop-state.ts';
import type { QuitPath } from './quit-path.ts';
import type { StateWatch } from './state-watch.ts';

/** Keeps the computer from falling asleep by itself while a session runs, and stops in order when the system shuts down. */
export function setupPower(watch: StateWatch, quitPath: QuitPath): () => void {
  let blocker: number | undefined;
  const release = () => {
    if (blocker !== undefined) powerSaveBlocker.stop(blocker);
    blocker = undefined;
  };
  watch.onChange((state) => {
    if (!isRunning(state)) release();
    else blocker ??= powerSaveBlocker.start('prevent-app-suspension');
  });
  const onShutdown = () => quitPath.request('os_shutdown', false);
  powerMonitor.on('shutdown', onShutdown);
  return () => {
    release();
    powerMonitor.off('shutdown', onShutdown);
  };
}
