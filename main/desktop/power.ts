import { type Event, powerMonitor, powerSaveBlocker } from 'electron';
import type { Workstation } from '../session/ports.ts';
import { isRunning } from './desktop-state.ts';
import type { QuitPath } from './quit-path.ts';
import { SleepWatch } from './sleep-watch.ts';
import type { StateWatch } from './state-watch.ts';

export interface PowerParts {
  readonly watch: StateWatch;
  readonly quitPath: QuitPath;
  readonly workstation: Pick<Workstation, 'power'>;
}

/**
 * Keeps the computer from falling asleep by itself while a session runs, tells the session of the sleep that comes anyway, and
 * stops in order when the system shuts down.
 */
export function setupPower({ watch, quitPath, workstation }: PowerParts): () => void {
  let blocker: number | undefined;
  const release = () => {
    if (blocker !== undefined) powerSaveBlocker.stop(blocker);
    blocker = undefined;
  };
  watch.onChange((state) => {
    if (!isRunning(state)) release();
    else blocker ??= powerSaveBlocker.start('prevent-app-suspension');
  });
  // prevented, the system waits until the program has ended, which is as soon as the session has
  const onShutdown = (event?: Event) => {
    event?.preventDefault();
    quitPath.request('os_shutdown', false);
  };
  const sleep = new SleepWatch((change) => workstation.power(change));
  powerMonitor.on('shutdown', onShutdown);
  powerMonitor.on('suspend', sleep.suspend);
  powerMonitor.on('resume', sleep.resume);
  return () => {
    release();
    sleep.dispose();
    powerMonitor.off('shutdown', onShutdown);
    powerMonitor.off('suspend', sleep.suspend);
    powerMonitor.off('resume', sleep.resume);
  };
}
