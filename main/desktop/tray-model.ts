import type { SessionStatus } from '../../shared/session-status.ts';
import { type DesktopState, type DesktopStatus, hasPosition, isHalted, isRunning, statusOf } from './desktop-state.ts';

/** What the tray shows and offers. */
export interface TrayModel {
  readonly status: DesktopStatus;
  readonly stateLine: string;
  readonly tooltip: string;
  readonly canStart: boolean;
  readonly canStop: boolean;
  readonly canClose: boolean;
  /** null: there is nothing to pause. */
  readonly pause: 'pause' | 'resume' | null;
  readonly canRearm: boolean;
  readonly canReset: boolean;
}

/** Windows cuts longer tooltips. */
const MAX_TOOLTIP = 127;

export function trayModel(state: DesktopState, hasLastStart: boolean): TrayModel {
  const { session, safety } = state;
  const running = isRunning(state);
  const status = statusOf(state);
  const stateLine = describe(state, status);
  const equity = session === null ? '' : `\nEquity ${amount(session.equity)} USDT`;
  return {
    status,
    stateLine,
    tooltip: `Laptop Agents: ${stateLine}${equity}`.slice(0, MAX_TOOLTIP),
    canStart: hasLastStart && !running && status === 'idle',
    canStop: running && session?.state !== 'stopping',
    canClose: hasPosition(state),
    pause: running ? (session?.is_paused ? 'resume' : 'pause') : null,
    canRearm: isHalted(state) && !running,
    canReset: safety.tripped !== null && !running,
  };
}

function describe(state: DesktopState, status: DesktopStatus): string {
  const { session, safety } = state;
  switch (status) {
    case 'halted': {
      const by = safety.engagedBy[0] ?? safety.halted?.by;
      return by === undefined ? 'HALTED' : `HALTED by ${by}`;
    }
    case 'tripped':
      return `TRIPPED: ${safety.tripped?.reason.replaceAll('_', ' ') ?? ''}`;
    case 'running':
      return session === null ? 'Running' : describeSession(session);
    case 'idle':
      return session === null ? 'No session' : 'Session ended';
  }
}

function describeSession(session: SessionStatus): string {
  const { position } = session;
  const state = session.is_paused ? 'Paused' : session.state.charAt(0).toUpperCase() + session.state.slice(1);
  const held = position === null ? 'flat' : `${position.side} ${position.qty}`;
  return `${state}: ${session.symbol} ${session.interval} (${session.source}), ${held}`;
}

/** Two decimals are enough for people. */
function amount(money: string): string {
  const [whole = '0', decimals = ''] = money.split('.');
  return `${whole}.${decimals.padEnd(2, '0').slice(0, 2)}`;
}
