import type { Workbench } from '../session/ports.ts';

/** Why the program may not be replaced now: a session of this data folder runs, or an interrupted one may hold a position. */
export function updateObstacle(
  workbench: Pick<Workbench, 'holder' | 'hasUnfinished'>,
  isRunning: boolean,
): string | undefined {
  if (isRunning) return 'a session runs; stop it first';
  const holder = workbench.holder();
  if (holder !== undefined) return `process ${holder.pid} runs a session on this data folder; stop it first`;
  if (workbench.hasUnfinished()) {
    return 'an interrupted run waits to be continued and may hold a position; continue it, or close it with la stop';
  }
  return undefined;
}
