import type { RelaunchOptions } from 'electron';
import type { Memory } from './memory.ts';

const HOUR_MS = 3_600_000;
const MAX_RELAUNCHES = 3;
/** Tells the next start to go on with the session that was cut off. */
export const RESUME_FLAG = '--resume-session';

/** The runtime of an AppImage unpacks the program and starts it; it wants to be the first argument. */
const UNPACK_FLAG = '--appimage-extract-and-run';

export interface RelaunchFacts {
  readonly args: readonly string[];
  /** Does a session run that the next start goes on with? */
  readonly isRunning: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** How the program starts itself again. An AppImage is gone from where it runs when it ends: its file is started instead. */
export function relaunchOptions({ args, isRunning, environment }: RelaunchFacts): RelaunchOptions {
  const kept = args.filter((arg) => arg !== RESUME_FLAG && arg !== UNPACK_FLAG);
  const own = isRunning ? [...kept, RESUME_FLAG] : kept;
  const { APPIMAGE: image } = environment;
  return image === undefined || image === '' ? { args: own } : { execPath: image, args: [UNPACK_FLAG, ...own] };
}

/** May the program start itself again after a failure? At most three times an hour; `now` in ms UTC. */
export function noteRelaunch(memory: Memory, now: number): boolean {
  const before = memory.read('relaunches');
  const recent = (Array.isArray(before) ? before : []).filter(
    (at): at is number => typeof at === 'number' && at <= now && now - at < HOUR_MS,
  );
  if (recent.length >= MAX_RELAUNCHES) return false;
  memory.write('relaunches', [...recent, now]);
  return true;
}
