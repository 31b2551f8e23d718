import type { SessionEvent } from '../../shared/events.ts';
import { summarise } from '../text/event-lines.ts';
import { TEXT } from '../text/page.ts';
import type { WorkstationState } from './workstation-state.ts';

const SPOKEN: ReadonlySet<string> = new Set([
  'ExecutionFill',
  'ExecutionExit',
  'CIRCUIT_BREAKER_TRIPPED',
  'KillEngaged',
  'KillCompleted',
  'KillIncomplete',
  'SessionEnd',
  'FeedLost',
]);

/** What is told to somebody who does not see the page: fills, exits, trips and halts since the state before. */
export function announcementsOf(before: WorkstationState, after: WorkstationState): string {
  const said: string[] = [];
  if (before.safety !== null && before.safety.halted === null && after.safety?.halted) said.push(TEXT.banner.halted);
  if (before.safety?.halted && after.safety !== null && after.safety.halted === null) said.push(TEXT.announce.rearmed);
  const isSameRun = before.session?.run_id === after.session?.run_id;
  if (isSameRun && before.view !== after.view) said.push(...spoken(after.view.events, before.view.seq));
  return said.slice(-4).join(' ');
}

function spoken(events: readonly SessionEvent[], since: number): string[] {
  const said: string[] = [];
  for (let index = events.length - 1; index >= 0; index--) {
    const event = events[index];
    if (event === undefined || event.seq <= since) break;
    if (SPOKEN.has(event.event)) said.unshift(`${summarise(event)}.`);
  }
  return said;
}
