import type { SessionStatus } from '../../shared/session-status.ts';
import type { WorkstationState } from '../store/workstation-state.ts';

/** True while a session holds the workstation. */
export function isLive(session: SessionStatus | null): session is SessionStatus {
  return session !== null && session.state !== 'stopped' && session.state !== 'idle';
}

export function isHalted({ safety, session }: Pick<WorkstationState, 'safety' | 'session'>): boolean {
  if (safety !== null && (safety.halted !== null || safety.engagedBy.length > 0)) return true;
  return isLive(session) && session.is_halted;
}

export function isTripped({ safety, session }: Pick<WorkstationState, 'safety' | 'session'>): boolean {
  return (safety !== null && safety.tripped !== null) || (isLive(session) && session.is_tripped);
}

/** Whether orders may be asked for at all: the page has a live connection and a live session. */
export function canCommand({ connection, session }: Pick<WorkstationState, 'connection' | 'session'>): boolean {
  return connection.kind === 'open' && isLive(session);
}
