import type { EventBody, EventName, SessionEvent } from '../../shared/events.ts';
import { figure, price, signed, toNumber } from '../format/figures.ts';
import { fullTime, minuteTime } from '../format/times.ts';
import { TEXT } from './page.ts';
import { words } from './phrases.ts';

type Summaries = { readonly [Name in EventName]: (event: Extract<EventBody, { event: Name }>) => string };

const SUMMARIES: Summaries = {
  SessionStart: (e) => `${e.source}, ${e.symbol} ${e.interval}, strategy ${e.strategy}, seed ${e.seed}`,
  SessionEnd: (e) =>
    `Session ended: ${words(TEXT.stopReason, e.reason)}; ${e.trades} trades, equity ${figure(e.equity)} USDT`,
  CandleProcessed: (e) => `Candle ${minuteTime(e.open_time)} closed at ${price(e.close)}`,
  DecisionMade: (e) => words(TEXT.decisionReason, e.reason),
  SignalGenerated: (e) =>
    `${words(TEXT.setup, e.setup)}: ${e.side} at ${price(e.entry)}, stop ${price(e.stop)}, target ${price(e.target)}`,
  OrderSubmitted: (e) => `${e.side} ${e.qty} ${e.type} at ${price(e.price)} (${words(TEXT.setup, e.setup)})`,
  OrderDenied: (e) => `${e.side} ${e.qty} at ${price(e.price)} denied: ${words(TEXT.decisionReason, e.reason)}`,
  OrderQueueBackpressure: (e) => `The execution queue is full (${e.queued}); ${e.order_id} waits`,
  OrderDropped: (e) => `${e.order_id} dropped: ${words({}, e.reason)}`,
  ExecutionFill: (e) =>
    `${e.side === 'BUY' ? 'Bought' : 'Sold'} ${e.qty} at ${price(e.price)}${e.reduce_only ? ' to close' : ''}, fee ${figure(e.fee)} USDT`,
  WorkingOrderCreated: (e) => `${e.side} ${e.qty} waits at ${price(e.price)} for up to ${e.expires_after_bars} candles`,
  WorkingOrderCancelled: (e) => `${e.side} ${e.qty} at ${price(e.price)} cancelled: ${words({}, e.reason)}`,
  TrailActivated: (e) => `Trailing stop of trade ${e.trade_id} begins at ${price(e.trail)}`,
  TrailMoved: (e) => `Trailing stop of trade ${e.trade_id} moved to ${price(e.trail)}`,
  ExecutionExit: (e) =>
    `Closed ${e.side} ${e.qty} at ${price(e.price)}, ${words(TEXT.exitReason, e.reason).toLowerCase()}: ${signed(e.pnl)} USDT, ${signed(e.r_multiple)} R`,
  FundingApplied: (e) =>
    `Funding ${(toNumber(e.amount) ?? 0) < 0 ? 'paid' : 'received'} ${figure(Math.abs(toNumber(e.amount) ?? 0))} USDT${e.known ? '' : ' (rate not known)'}`,
  CIRCUIT_BREAKER_TRIPPED: (e) =>
    `Circuit breaker tripped: ${words(TEXT.breaker.tripReason, e.reason)}; drawdown ${figure(e.figures.drawdown_pct)} %, ${e.figures.losing_streak} losses in a row, ${figure(e.figures.daily_loss)} USDT lost today`,
  BreakerReset: (e) => `Circuit breaker reset by ${e.by}`,
  KillEngaged: (e) => `Kill switch engaged by ${e.by}`,
  KillCompleted: (e) => `Flat: ${e.cancelled} orders cancelled, ${e.closed} positions closed`,
  KillIncomplete: (e) => `Kill is not complete; left: ${e.left}`,
  Rearmed: (e) => `Re-armed by ${e.by}`,
  EntriesPaused: (e) => `Entries paused by ${e.by}`,
  EntriesResumed: (e) => `Entries resumed by ${e.by}`,
  StopRequested: (e) => `Stop asked for by ${e.by}: ${words(TEXT.stopReason, e.reason)}`,
  SessionRecovered: (e) => `Continued after a crash at event ${e.last_seq}: equity ${figure(e.equity)}, ${e.position}`,
  ErrorBreakerOpened: (e) => `No new entries: too many errors (${e.reason})`,
  ErrorBreakerClosed: () => 'A minute without errors: entries are allowed again',
  FeedConnected: (e) => `Feed ${e.source} connected`,
  FeedLost: (e) => `Feed lost: ${e.reason}`,
  GapBackfillComplete: (e) => `${e.count} candles filled in from ${minuteTime(e.from)} to ${minuteTime(e.to)} UTC`,
  QUEUE_OVERFLOW: (e) => `${e.count} market messages dropped: the queue was full`,
  MalformedMessage: (e) => `${e.count} malformed market messages`,
  SEED_INCOMPLETE: (e) => `History is short: ${e.got} of ${e.wanted} candles`,
  FALLBACK: (e) => `Fell back: ${e.reason}`,
  StaleData: (e) => `No data for ${Math.round(e.age_ms / 1000)} s: ${e.action}`,
  CandleRepaired: (e) => `Candle ${minuteTime(e.open_time)} repaired: ${e.fields.join(', ')}`,
  FeedBlind: (e) => `Blind from ${fullTime(e.from)} to ${fullTime(e.to)} UTC`,
  ClockJumped: (e) => `The clock jumped by ${Math.round(e.by_ms / 1000)} s`,
  SystemSuspended: () => 'The computer goes to sleep',
  SystemResumed: (e) => `The computer woke up after ${Math.round(e.asleep_ms / 1000)} s`,
};

/** An event in one line of words; its name when it is one that this page does not know yet. Never throws. */
export function summarise(event: SessionEvent): string {
  try {
    const summary = Object.hasOwn(SUMMARIES, event.event)
      ? (SUMMARIES[event.event] as (event: SessionEvent) => string)
      : undefined;
    return summary?.(event) ?? words({}, event.event);
  } catch {
    return event.event;
  }
}
