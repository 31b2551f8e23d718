import { exitCodeOf } from '../../shared/stop-reason.ts';
import type { SystemLog } from '../adapters/system/system-log.ts';
import { takeWatchdogRecord, Watchdog } from '../adapters/system/watchdog.ts';
import type { RunHooks } from '../session/ports.ts';
import type { CompositionContext } from './context.ts';
import { freezeForTest, watchdogLimits } from './watchdog-limits.ts';

/**
 * Ends the process with 5 when its main thread hangs or its memory runs over; tells what a watchdog did before. Unwatched,
 * nothing trades: a watchdog that cannot run stops the session.
 */
export function startWatchdog(
  context: CompositionContext,
  log: SystemLog,
  hooks: RunHooks,
  session: { readonly stop: () => void; readonly isSeeding: () => boolean },
): Watchdog {
  const before = takeWatchdogRecord(context.paths.watchdogRecord);
  if (before !== undefined) log.write('WARNING', 'watchdog', `the process before this one was ended: ${before}`);
  const tell = (message: string) => {
    log.write('CRITICAL', 'watchdog', message);
    hooks.notice(message);
  };
  const watchdog = new Watchdog(
    context.paths.watchdogRecord,
    {
      end: (reason) => {
        tell(`the watchdog ends this process with 5: ${reason}; the next start recovers the session`);
        process.exit(exitCodeOf('watchdog'));
      },
      broken: (reason) => {
        tell(`the watchdog cannot run: ${reason}; the session stops, since nothing trades unwatched`);
        session.stop();
      },
      isSeeding: session.isSeeding,
    },
    watchdogLimits(context.environment),
  );
  freezeForTest(context.environment);
  return watchdog;
}
