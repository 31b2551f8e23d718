import type { StopReason } from '../../../../shared/stop-reason.ts';

/** Why a run ended, in words. */
export const STOP_WORDS: Readonly<Record<StopReason, string>> = {
  completed: 'ran to its planned end',
  user_stop: 'stopped by the user',
  signal: 'stopped by a signal of the system or its terminal',
  error: 'stopped by an error',
  circuit_breaker: 'stopped by the circuit breaker',
  seed_failure: 'could not get its history of candles',
  stale_data: 'stopped because market data had gone stale',
  watchdog: 'ended by the watchdog',
  config_invalid: 'refused: the configuration is not valid',
  lock_held: 'refused: another session holds the lock',
  kill_switch: 'ended by the kill switch',
};

const REASON_WORDS: Readonly<Record<string, string>> = {
  no_setup: 'no setup fired',
  low_volatility: 'volatility too low',
  warm_up: 'still warming up',
  not_flat: 'position or order already open',
  cooldown: 'cooling down after a trade',
  reward_risk: 'reward too small for the risk',
  cost_too_high: 'round trip costs too much of R',
  below_minimum: 'size below the minimum',
  funding_extreme: 'funding rate extreme',
  candle_backfill: 'candle came late, by backfill',
  halted: 'trading halted',
  breaker_tripped: 'circuit breaker tripped',
  error_breaker: 'error breaker open',
  entries_paused: 'entries paused',
  stale_quotes: 'no fresh prices after sleep',
  stopping: 'session stopping',
  risk_pct: 'risk per trade above the ceiling',
  margin_exceeded: 'margin exceeded',
  order_rate: 'too many orders a minute',
  wrong_side: 'stop or target on the wrong side',
  not_positive: 'a field not positive',
  no_liquidity: 'no liquidity',
  pending_trigger_expired: 'expired unfilled',
  position_closed: 'position closed',
  stop: 'cancelled at the stop of the session',
  kill: 'cancelled by the kill switch',
  user: 'cancelled by the user',
  sleep: 'cancelled because the computer slept',
  queue_timeout: 'dropped: waited too long in the queue',
  duplicate: 'dropped: sent before',
  blocked: 'dropped: entries blocked',
};

/** A reason of the strategy in words; one not known yet keeps its name. */
export function reasonWords(reason: string): string {
  return REASON_WORDS[reason] ?? reason.replaceAll('_', ' ');
}

const STAGE_WORDS: Readonly<Record<string, string>> = {
  market_intake: 'market intake',
  derivatives_flows: 'funding gate',
  cvd_divergence: 'CVD divergence',
  setup_signal: 'setup',
  execution_risk: 'execution risk',
  sizing: 'sizing',
  risk_gate: 'risk gate',
  journal_coach: 'journal',
};

/** A stage of the strategy in words; one not known keeps its name. */
export function stageWords(stage: string): string {
  return STAGE_WORDS[stage] ?? stage.replaceAll('_', ' ');
}

const TRIP_WORDS: Readonly<Record<string, string>> = {
  drawdown: 'drawdown from peak equity at its limit',
  losing_streak: 'too many losing trades in a row',
  daily_loss: 'loss of the day at its limit',
};

/** Why the circuit breaker tripped, in words. */
export function tripWords(reason: string): string {
  return TRIP_WORDS[reason] ?? reason.replaceAll('_', ' ');
}
