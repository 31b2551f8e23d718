import type { MarkKind, SpanKind } from '../reading/incidents.ts';

/** What a shaded stretch of time means: a word for the legend and what is known about it. */
export const SPAN_WORDS: Readonly<Record<SpanKind, { readonly name: string; readonly means: string }>> = {
  feed_lost: { name: 'feed lost', means: 'no connection to the exchange' },
  stale: { name: 'data stale', means: 'no live data arrived; it may have lasted longer than was told' },
  blind: { name: 'blind', means: 'the program could not look at the market: the machine slept or was busy' },
  asleep: { name: 'asleep', means: 'the system was suspended' },
  not_running: { name: 'not running', means: 'between a crash and its recovery' },
  no_candles: { name: 'no candles', means: 'missing in the data and passed over' },
  paused: { name: 'entries paused', means: 'by the user; open positions were still managed' },
  error_breaker: { name: 'error breaker open', means: 'no new entries until operations succeed again' },
};

/** What a marked moment is: the sign in the chart and its words. */
export const MARK_WORDS: Readonly<Record<MarkKind, { readonly sign: string; readonly name: string }>> = {
  kill: { sign: 'K', name: 'kill switch' },
  rearmed: { sign: 'A', name: 're-armed' },
  trip: { sign: 'B', name: 'circuit breaker tripped' },
  reset: { sign: 'Z', name: 'circuit breaker reset' },
  recovered: { sign: 'R', name: 'recovered after a crash' },
  fallback: { sign: 'F', name: 'fallback to synthetic candles' },
  clock_jump: { sign: 'J', name: 'clock jumped' },
};

const EVENT_WORDS: Readonly<Record<string, string>> = {
  SessionStart: 'session started',
  SessionEnd: 'session ended',
  StopRequested: 'stop requested',
  KillEngaged: 'kill switch engaged',
  KillCompleted: 'kill completed: flat, no working orders',
  KillIncomplete: 'kill incomplete',
  Rearmed: 're-armed',
  EntriesPaused: 'entries paused',
  EntriesResumed: 'entries resumed',
  SessionRecovered: 'recovered after a crash',
  CIRCUIT_BREAKER_TRIPPED: 'circuit breaker tripped',
  BreakerReset: 'circuit breaker reset',
  ErrorBreakerOpened: 'error breaker opened',
  ErrorBreakerClosed: 'error breaker closed',
  FeedConnected: 'feed connected',
  FeedLost: 'feed lost',
  GapBackfillComplete: 'gap filled with candles fetched later',
  QUEUE_OVERFLOW: 'message queue full, oldest dropped',
  MalformedMessage: 'malformed messages passed over',
  SEED_INCOMPLETE: 'less history than wanted',
  FALLBACK: 'fallback to synthetic candles',
  StaleData: 'market data stale',
  CandleRepaired: 'candle repaired',
  FeedBlind: 'blind: market not seen',
  ClockJumped: 'clock jumped',
  SystemSuspended: 'system suspended',
  SystemResumed: 'system resumed',
  OrderDenied: 'order denied',
  OrderDropped: 'order dropped',
  OrderQueueBackpressure: 'order held back: queue full',
  FundingApplied: 'funding settled',
};

/** An event in words; one not known keeps its name. */
export function eventWords(event: string): string {
  return EVENT_WORDS[event] ?? event;
}
