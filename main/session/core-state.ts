import type { StopReason } from '../../shared/stop-reason.ts';
import type { EngineState } from '../engine/trading-engine.ts';
import type { ExecutionQueueState } from './execution-queue.ts';

export type SessionPhase = 'idle' | 'starting' | 'seeding' | 'running' | 'stopping' | 'stopped';

/** After a sleep nothing enters before the market has been seen again. */
export type Wakefulness = 'awake' | 'asleep' | 'waking';

/** The whole state of a session between two inputs, as plain data. */
export interface CoreState {
  readonly phase: SessionPhase;
  readonly stopReason: StopReason | null;
  readonly isPaused: boolean;
  readonly isHalted: boolean;
  readonly wakefulness?: Wakefulness;
  readonly seq: number;
  readonly inputCount: number;
  readonly candleCount: number;
  readonly quoteCount: number;
  readonly marketInputCount: number;
  readonly now: number;
  readonly startedAt: number;
  readonly idleMs: number;
  readonly engine: EngineState;
  readonly queue: ExecutionQueueState;
}
