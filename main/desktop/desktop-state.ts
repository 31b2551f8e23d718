import type { SafetyView, SessionStatus } from '../../shared/session-status.ts';

/** What the desktop's surfaces show. */
export interface DesktopState {
  readonly session: SessionStatus | null;
  readonly safety: SafetyView;
}

export type DesktopStatus = 'idle' | 'running' | 'halted' | 'tripped';

export function isRunning({ session }: DesktopState): boolean {
  return session !== null && session.state !== 'idle' && session.state !== 'stopped';
}

/** A session that has ended stays halted for ever; what forbids trading is told by the workspace. */
export function isHalted(state: DesktopState): boolean {
  const { session, safety } = state;
  return safety.halted !== null || safety.engagedBy.length > 0 || (isRunning(state) && session?.is_halted === true);
}

export function hasPosition(state: DesktopState): boolean {
  return isRunning(state) && state.session?.position !== null;
}

/** The one word for it all; what forbids trading goes before what trades. */
export function statusOf(state: DesktopState): DesktopStatus {
  if (isHalted(state)) return 'halted';
  if (state.safety.tripped !== null) return 'tripped';
  return isRunning(state) ? 'running' : 'idle';
}
