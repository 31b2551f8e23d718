import { UNFINISHED_RUN } from '../../shared/run-options.ts';
import type { Desktop } from './desktop.ts';
import { RESUME_FLAG } from './relaunch.ts';

/** Goes on with the session that a failure of this program cut off, if this start came of that. */
export async function setupResume(desktop: Desktop, args: readonly string[]): Promise<void> {
  if (!args.includes(RESUME_FLAG)) return;
  const { workstation, options, notifications } = desktop;
  try {
    await workstation.adopt((hooks) => options.workbench.startSession(UNFINISHED_RUN, hooks));
  } catch (error) {
    const body = error instanceof Error ? error.message : String(error);
    notifications.show({ kind: 'alarm', title: 'The session could not go on', body });
  }
}
