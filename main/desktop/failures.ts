import type { App } from 'electron';
import { exitCodeOf } from '../../shared/stop-reason.ts';
import { writeCrashRecord } from './crash-records.ts';
import type { Desktop } from './desktop.ts';
import { noteRelaunch, RESUME_FLAG, relaunchOptions } from './relaunch.ts';

/**
 * An unknown error ends the program at once, because its state can't be trusted; the next start recovers the session from its
 * journal. After that, and after the watchdog, the program starts itself again, at most three times an hour.
 */
export function setupFailures(app: App, desktop: Desktop): void {
  const { places, scrub } = desktop.options;
  const record = (error: unknown) => {
    const path = writeCrashRecord(places.crashes, error, { now: new Date(), scrub });
    console.error(scrub(`laptop-agents: unexpected error, recorded in ${path}`));
  };
  const relaunch = () => {
    if (!noteRelaunch(desktop.memory, Date.now())) return;
    const args = process.argv.slice(1).filter((arg) => arg !== RESUME_FLAG);
    app.relaunch(relaunchOptions(desktop.isRunning ? [...args, RESUME_FLAG] : args, process.env));
  };
  process.on('uncaughtException', (error) => {
    record(error);
    relaunch();
    app.exit(1);
  });
  process.on('unhandledRejection', record);
  process.on('exit', (code) => {
    if (code === exitCodeOf('watchdog')) relaunch();
  });
}
