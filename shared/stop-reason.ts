/** Why a session ended, with the exit code of the process. */
export const STOP_REASONS = {
  completed: 0,
  user_stop: 0,
  signal: 0,
  error: 1,
  circuit_breaker: 2,
  seed_failure: 3,
  stale_data: 4,
  watchdog: 5,
  config_invalid: 6,
  lock_held: 7,
  kill_switch: 99,
} as const;

export type StopReason = keyof typeof STOP_REASONS;

/** Process exit code of a stop reason. */
export function exitCodeOf(reason: StopReason): number {
  return STOP_REASONS[reason];
}

/** Why a position was closed. */
export type ExitReason =
  | 'SL'
  | 'SL_GAP'
  | 'SL_CONSERVATIVE'
  | 'TRAIL'
  | 'TRAIL_GAP'
  | 'TP'
  | 'STALE_EXIT'
  | 'SESSION_END'
  | 'KILL'
  | 'CIRCUIT_BREAKER'
  | 'STALE_DATA'
  | 'USER_STOP'
  | 'USER_CLOSE';

/** The exit reason of a position that is closed because its session stops. */
export function forcedExitReason(reason: StopReason): ExitReason {
  switch (reason) {
    case 'kill_switch':
      return 'KILL';
    case 'circuit_breaker':
      return 'CIRCUIT_BREAKER';
    case 'stale_data':
      return 'STALE_DATA';
    case 'user_stop':
      return 'USER_STOP';
    default:
      return 'SESSION_END';
  }
}
