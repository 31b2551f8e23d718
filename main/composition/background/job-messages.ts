import type { FailureCode } from '../../../shared/failure.ts';
import type { RunOutcome } from '../../../shared/session-status.ts';
import type { BacktestOptions, VerifyResult } from '../../session/ports.ts';
import type { AppIdentity } from '../identity.ts';

/** Work that may take minutes and must not hold up a session: it runs in a thread of its own. */
export type Job =
  | { readonly kind: 'backtest'; readonly options: BacktestOptions }
  | { readonly kind: 'verify'; readonly run: string };

/** What a job comes to. */
export interface JobResults {
  readonly backtest: RunOutcome;
  readonly verify: VerifyResult;
}

/** What the thread is given: the job, and of the program what can be copied. */
export interface JobData {
  readonly job: Job;
  readonly workspace: string;
  readonly shippedConfig: string;
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly identity: AppIdentity;
}

export interface JobProgress {
  readonly done: number;
  /** 0 while it is not known. */
  readonly total: number;
  /** Decimal USDT; null where there is none. */
  readonly equity: string | null;
  /** Run that the job is making, once it has begun. */
  readonly run: string | null;
}

/** From the thread. The way back knows one message: anything at all cancels. */
export type JobMessage =
  | ({ readonly type: 'progress' } & JobProgress)
  | { readonly type: 'done'; readonly value: JobResults[keyof JobResults] }
  | { readonly type: 'failed'; readonly code: FailureCode; readonly message: string };
