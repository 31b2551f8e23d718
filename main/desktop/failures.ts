import type { App } from 'electron';
import { exitCodeOf } from '../../shared/stop-reason.ts';
import { writeCrashRecord } from './crash-records.ts';
import type { Desktop } from './desktop.ts';
import { noteRelaunch } from './relaunch.ts';

/**
 * An unknown error ends the program at once, because its state can't be trusted; the next start recovers the session from its
 * journal. After that, and after the watchdog, the program starts itself again, at most three times an hour.
 */
export function setupFailures(app: App, desktop: Desktop): void {
  const { places, scrub } = desktop.options;
  const record = (error: unknown) => {
    const path = writeCrashRecord(places.crashes, error, { now: new Date(), scrub });
    console.error(scrub(`laptop-agents: something unexpected, recorded in ${path}`));
  };
  const recordGone = (which: string, reason: string, code: number) => {
    if (reason !== 'clean-exit') record(`${which} process is gone: ${reason} (code ${code})`);
  };
  const relaunch = () => {
    if (noteRelaunch(desktop.memory, Date.now())) desktop.relaunch();
  };
  process.on('uncaughtException', (error) => {
    record(error);
    relaunch();
    app.exit(1);
  });
  process.on('unhandledRejection', record);
  // both come back by themselves; why they went belongs into a bug report
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => recordGone(type, reason, exitCode));
  app.on('render-process-gone', (_event, _contents, { reason, exitCode }) => recordGone('Page', reason, exitCode));
  process.on('exit', (code) => {
    if (code === exitCodeOf('watchdog')) relaunch();
  });
}
