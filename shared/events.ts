import type { CandleOrigin, OrderSide, PositionSide } from './market.ts';
import type { ExitReason, StopReason } from './stop-reason.ts';

/**
 * Events of a session: past tense, immutable, append-only. Prices, quantities and money are decimal strings;
 * counts, ratios and indicator values are numbers. Names are a contract: new ones may be added, none renamed.
 */

export type StageName =
  | 'market_intake'
  | 'derivatives_flows'
  | 'cvd_divergence'
  | 'setup_signal'
  | 'execution_risk'
  | 'sizing'
  | 'risk_gate'
  | 'journal_coach';

export interface StageVerdict {
  readonly stage: StageName;
  readonly result: string;
  /** Empty when the stage had nothing to object to. */
  readonly reason: string;
  readonly inputs: Readonly<Record<string, number | string | boolean | null>>;
}

export interface CandleProcessed {
  readonly event: 'CandleProcessed';
  readonly symbol: string;
  readonly interval: string;
  /** Open time, ms UTC. */
  readonly open_time: number;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly volume: string;
  readonly source: CandleOrigin;
}

export interface DecisionMade {
  readonly event: 'DecisionMade';
  readonly open_time: number;
  readonly stages: readonly StageVerdict[];
  readonly outcome: 'order' | 'no_trade';
  readonly reason: string;
  /** Estimated round trip in R of the setup that fired, else null. */
  readonly cost_r: number | null;
  /** Equity marked to the close of this candle. */
  readonly equity: string;
}

export interface SignalGenerated {
  readonly event: 'SignalGenerated';
  readonly open_time: number;
  readonly setup: string;
  readonly side: OrderSide;
  readonly type: 'market' | 'limit';
  readonly entry: string;
  readonly stop: string;
  readonly target: string;
}

export interface OrderSubmitted {
  readonly event: 'OrderSubmitted';
  readonly order_id: string;
  readonly setup: string;
  readonly side: OrderSide;
  readonly type: 'market' | 'limit';
  readonly qty: string;
  /** The limit, or the price the order was planned with. */
  readonly price: string;
  readonly stop: string;
  readonly target: string;
  /** Latency in ms that this order waits before it executes; 0 on candle data. */
  readonly latency_ms: number;
}

export interface OrderDenied {
  readonly event: 'OrderDenied';
  readonly order_id: string;
  readonly setup: string;
  readonly side: OrderSide;
  readonly qty: string;
  readonly price: string;
  readonly reason: string;
}

export interface OrderQueueBackpressure {
  readonly event: 'OrderQueueBackpressure';
  readonly order_id: string;
  readonly queued: number;
}

export interface OrderDropped {
  readonly event: 'OrderDropped';
  readonly order_id: string;
  readonly reason: 'queue_timeout' | 'duplicate' | 'blocked' | 'stop';
}

export interface ExecutionFill {
  readonly event: 'ExecutionFill';
  readonly order_id: string;
  readonly trade_id: number;
  readonly setup: string;
  readonly side: OrderSide;
  readonly type: 'market' | 'limit' | 'stop' | 'take_profit';
  readonly qty: string;
  readonly price: string;
  readonly fee: string;
  readonly liquidity: 'maker' | 'taker';
  readonly reduce_only: boolean;
  /** Bracket of the position after this fill. */
  readonly stop: string;
  readonly target: string;
}

export interface WorkingOrderCreated {
  readonly event: 'WorkingOrderCreated';
  readonly order_id: string;
  readonly side: OrderSide;
  readonly qty: string;
  readonly price: string;
  readonly expires_after_bars: number;
}

export interface WorkingOrderCancelled {
  readonly event: 'WorkingOrderCancelled';
  readonly order_id: string;
  readonly side: OrderSide;
  readonly qty: string;
  readonly price: string;
  readonly reason: 'pending_trigger_expired' | 'position_closed' | 'stop' | 'kill' | 'user' | 'sleep';
}

export interface TrailActivated {
  readonly event: 'TrailActivated';
  readonly trade_id: number;
  readonly trail: string;
}

export interface TrailMoved {
  readonly event: 'TrailMoved';
  readonly trade_id: number;
  readonly trail: string;
}

export interface ExecutionExit {
  readonly event: 'ExecutionExit';
  readonly trade_id: number;
  readonly side: PositionSide;
  readonly setup: string;
  readonly reason: ExitReason;
  readonly qty: string;
  readonly price: string;
  readonly entry_ts: string;
  readonly entry_price: string;
  readonly exit_ts: string;
  readonly gross_pnl: string;
  /** Entry and exit fees, never negative. */
  readonly fees: string;
  /** Received; negative when paid. */
  readonly funding: string;
  readonly pnl: string;
  readonly r_multiple: string;
  readonly bars_open: number;
  /** Largest move against and in favour of the position while open, in USDT, both ≥ 0. */
  readonly mae: string;
  readonly mfe: string;
  readonly tags: readonly string[];
}

export interface FundingApplied {
  readonly event: 'FundingApplied';
  readonly trade_id: number;
  /** Settlement time, ISO. */
  readonly settled_at: string;
  /** Fraction, as decimal text. */
  readonly rate: string;
  readonly price: string;
  /** Received; negative when paid. */
  readonly amount: string;
  /** False when the source had no rate for this settlement. */
  readonly known: boolean;
}

export interface BreakerFigures {
  readonly equity: string;
  readonly peak_equity: string;
  readonly drawdown_pct: number;
  readonly losing_streak: number;
  readonly daily_loss: string;
}

export interface CircuitBreakerTripped {
  readonly event: 'CIRCUIT_BREAKER_TRIPPED';
  readonly reason: 'drawdown' | 'losing_streak' | 'daily_loss';
  readonly figures: BreakerFigures;
}

export interface BreakerReset {
  readonly event: 'BreakerReset';
  readonly by: string;
}

export interface SessionStart {
  readonly event: 'SessionStart';
  readonly app_version: string;
  readonly git_commit: string | null;
  readonly mode: 'paper' | 'live';
  readonly source: string;
  readonly symbol: string;
  readonly interval: string;
  readonly strategy: string;
  readonly seed: number;
  readonly config_hash: string;
  readonly config: unknown;
}

export interface SessionEnd {
  readonly event: 'SessionEnd';
  readonly reason: StopReason;
  readonly exit_code: number;
  readonly candles: number;
  readonly trades: number;
  readonly equity: string;
}

export interface KillEngaged {
  readonly event: 'KillEngaged';
  readonly by: string;
}

export interface KillCompleted {
  readonly event: 'KillCompleted';
  readonly cancelled: number;
  readonly closed: number;
}

export interface KillIncomplete {
  readonly event: 'KillIncomplete';
  readonly left: string;
}

export interface Rearmed {
  readonly event: 'Rearmed';
  readonly by: string;
}

export interface EntriesPaused {
  readonly event: 'EntriesPaused';
  readonly by: string;
}

export interface EntriesResumed {
  readonly event: 'EntriesResumed';
  readonly by: string;
}

export interface StopRequested {
  readonly event: 'StopRequested';
  readonly reason: StopReason;
  readonly by: string;
}

export interface SessionRecovered {
  readonly event: 'SessionRecovered';
  readonly last_seq: number;
  readonly equity: string;
  readonly position: string;
}

export interface ErrorBreakerOpened {
  readonly event: 'ErrorBreakerOpened';
  readonly weight: number;
  readonly reason: string;
}

export interface ErrorBreakerClosed {
  readonly event: 'ErrorBreakerClosed';
}

/** Events of the market-data side. Their counts and spans are facts about the feed; none moves money. */
export type FeedEvent =
  | { readonly event: 'FeedConnected'; readonly source: string }
  | { readonly event: 'FeedLost'; readonly reason: string }
  | { readonly event: 'GapBackfillComplete'; readonly from: number; readonly to: number; readonly count: number }
  | { readonly event: 'QUEUE_OVERFLOW'; readonly count: number }
  | { readonly event: 'MalformedMessage'; readonly count: number; readonly first_sample: string }
  | { readonly event: 'SEED_INCOMPLETE'; readonly wanted: number; readonly got: number }
  | { readonly event: 'FALLBACK'; readonly reason: string }
  | { readonly event: 'StaleData'; readonly age_ms: number; readonly action: string }
  | { readonly event: 'CandleRepaired'; readonly open_time: number; readonly fields: readonly string[] }
  | { readonly event: 'FeedBlind'; readonly from: number; readonly to: number }
  | { readonly event: 'ClockJumped'; readonly by_ms: number }
  | { readonly event: 'SystemSuspended' }
  | { readonly event: 'SystemResumed'; readonly asleep_ms: number };

export type EventBody =
  | SessionStart
  | SessionEnd
  | CandleProcessed
  | DecisionMade
  | SignalGenerated
  | OrderSubmitted
  | OrderDenied
  | OrderQueueBackpressure
  | OrderDropped
  | ExecutionFill
  | WorkingOrderCreated
  | WorkingOrderCancelled
  | TrailActivated
  | TrailMoved
  | ExecutionExit
  | FundingApplied
  | CircuitBreakerTripped
  | BreakerReset
  | KillEngaged
  | KillCompleted
  | KillIncomplete
  | Rearmed
  | EntriesPaused
  | EntriesResumed
  | StopRequested
  | SessionRecovered
  | ErrorBreakerOpened
  | ErrorBreakerClosed
  | FeedEvent;

export type EventName = EventBody['event'];

/** What every event carries besides its own fields. */
export interface EventHeader {
  /** ISO 8601 ms UTC: market time for market events, session time for the others. */
  readonly timestamp: string;
  /** 1, 2, 3 … within the run. */
  readonly seq: number;
  readonly event_id: string;
}

export type SessionEvent = EventBody & EventHeader;
