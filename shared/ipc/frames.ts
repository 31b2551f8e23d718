import type { SessionDefaults } from '../config/session.ts';
import type { SessionEvent } from '../events.ts';
import type { SafetyView, SessionStatus } from '../session-status.ts';
import type { Bar, SessionViewState } from '../session-view.ts';
import type { Reply } from './contract.ts';

/** What does not change while the workstation runs. */
export interface WorkstationInfo {
  readonly app_version: string;
  readonly git_commit: string | null;
  readonly platform: string;
  readonly workspace: string;
  readonly strategies: readonly string[];
  readonly symbols: readonly string[];
  readonly intervals: readonly string[];
  /** Sources that can be started from here. */
  readonly sources: readonly string[];
  /** What the Start dialog begins with. */
  readonly start: SessionDefaults;
}

/** Limits of the circuit breaker of the session shown. */
export interface BreakerLimitsView {
  readonly is_on: boolean;
  readonly max_drawdown_pct: number;
  readonly max_losing_streak: number;
  /** Decimal USDT. */
  readonly max_daily_loss: string;
}

/** A run that a crash cut off. It may hold a position until it is continued or closed. */
export interface UnfinishedRun {
  readonly run_id: string;
  /** ISO, by the clock on the wall. */
  readonly started_at: string;
  readonly source: string;
  readonly strategy: string;
}

/** Everything a page needs to show the workstation at once. */
export interface Snapshot {
  readonly schema_version: 1;
  readonly info: WorkstationInfo;
  readonly safety: SafetyView;
  /** The session that runs or ran last in this process; null before the first. */
  readonly session: SessionStatus | null;
  readonly limits: BreakerLimitsView | null;
  /** What waits to be continued or closed; null while a session runs. */
  readonly unfinished: UnfinishedRun | null;
  readonly view: SessionViewState;
  /** The candle that is still open, on sources with quotes. */
  readonly open_bar: Bar | null;
  /** Number of the last frame before this snapshot. */
  readonly frame: number;
}

/** What changed since the frame before; at most 30 a second. Quotes are coalesced into it, events never are. */
export interface Frame {
  /** 1 more than the frame before. A gap asks for a snapshot. */
  readonly n: number;
  readonly session: SessionStatus | null;
  readonly safety: SafetyView;
  readonly open_bar: Bar | null;
  readonly events: readonly SessionEvent[];
  /** Another session began, or more happened than a frame carries: ask for a snapshot. */
  readonly resync: boolean;
}

/** Messages of the WebSocket carrier. IPC carries the same three shapes as functions. */
export type ServerMessage =
  | { readonly type: 'snapshot'; readonly snapshot: Snapshot }
  | { readonly type: 'frame'; readonly frame: Frame }
  | { readonly type: 'reply'; readonly id: number; readonly reply: Reply };

export type ClientMessage =
  | { readonly type: 'snapshot' }
  | { readonly type: 'request'; readonly id: number; readonly name: string; readonly input: unknown };
