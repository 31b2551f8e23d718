import type { RunOptions } from '../session/ports.ts';
import type { Desktop } from './desktop.ts';
import { RESUME_FLAG } from './relaunch.ts';

/** The unfinished run with its recorded settings, whatever they are. */
const UNFINISHED: RunOptions = {
  source: 'mock',
  durationMin: 0,
  replay: null,
  fundingFile: null,
  symbol: 'BTCUSDT',
  interval: null,
  strategy: 'default',
  seed: null,
  speed: 1,
  startMs: null,
  breakersOn: true,
  dryRun: false,
  mustReach: false,
  resume: true,
};

/** Goes on with the session that a failure of this program cut off, if this start came of that. */
export async function setupResume(desktop: Desktop, args: readonly string[]): Promise<void> {
  if (!args.includes(RESUME_FLAG)) return;
  const { workstation, options, notifications } = desktop;
  try {
    await workstation.adopt((hooks) => options.workbench.startSession(UNFINISHED, hooks));
  } catch (error) {
    const body = error instanceof Error ? error.message : String(error);
    notifications.show({ kind: 'alarm', title: 'The session could not go on', body });
  }
}
