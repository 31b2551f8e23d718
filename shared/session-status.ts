import type { BreakerFigures } from './events.ts';
import type { FeedHealth } from './feed-health.ts';
import type { FinalReport } from './final-report.ts';
import type { PositionSide } from './market.ts';
import type { StopReason } from './stop-reason.ts';

export interface PositionStatus {
  readonly trade_id: number;
  readonly side: PositionSide;
  readonly setup: string;
  readonly qty: string;
  readonly entry_price: string;
  /** Market time of the first fill, ms UTC. */
  readonly entry_time: number;
  /** Where a market exit leaves nothing won or lost: fees of both sides and funding included, slippage not. */
  readonly breakeven: string;
  readonly stop: string;
  readonly target: string;
  readonly trail: string | null;
  readonly unrealised: string;
  readonly bars_open: number;
}

export interface WorkingOrderStatus {
  readonly order_id: string;
  readonly side: 'BUY' | 'SELL';
  readonly qty: string;
  readonly price: string;
}

/** What a session is and has, at one moment. Money as decimal strings. */
export interface SessionStatus {
  readonly schema_version: 1;
  readonly run_id: string;
  readonly state: 'idle' | 'starting' | 'seeding' | 'running' | 'stopping' | 'stopped';
  readonly stop_reason: StopReason | null;
  readonly mode: 'paper' | 'live';
  readonly source: string;
  readonly symbol: string;
  readonly interval: string;
  /** False on candle data, where everything happens at the close of a candle. */
  readonly has_quotes: boolean;
  readonly strategy: string;
  readonly seed: number;
  readonly started_at: string;
  readonly uptime_sec: number;
  /** Session seconds a second; 0 is as fast as it goes. */
  readonly speed: number;
  /** Market time of the newest quote or close, ms UTC; null before the first. */
  readonly market_time: number | null;
  /** Market time at which a replay begins and ends by itself, ms UTC; null for what has no end, and for past runs. */
  readonly replay_span: readonly [number, number] | null;
  readonly seq: number;
  /** Realised and open. */
  readonly equity: string;
  readonly realised: string;
  readonly starting_equity: string;
  readonly price: string;
  readonly position: PositionStatus | null;
  readonly working_orders: readonly WorkingOrderStatus[];
  readonly queued_orders: number;
  readonly trades: number;
  readonly candles: number;
  readonly errors: number;
  readonly feed_age_ms: number | null;
  /** State of the live feed; null on simulated sources. */
  readonly feed: FeedHealth | null;
  readonly is_halted: boolean;
  readonly is_tripped: boolean;
  readonly is_paused: boolean;
  readonly breaker: BreakerFigures;
}

/** How a run ended, with what it left. */
export interface RunOutcome {
  readonly reason: StopReason;
  readonly exit_code: number;
  readonly run_dir: string | null;
  readonly report: FinalReport | null;
}

/** Halt and trip of a workspace, with where each came from. */
export interface SafetyView {
  readonly halted: { readonly by: string; readonly at: string } | null;
  readonly tripped: { readonly reason: string; readonly at: string } | null;
  /** What engages the kill switch from outside right now: `kill.txt` or `LA_KILL_SWITCH`. */
  readonly engagedBy: readonly string[];
}
