import type { FinalReport } from './final-report.ts';
import type { BreakerLimitsView } from './ipc/frames.ts';
import type { RunSummary } from './ipc/run-requests.ts';
import type { SessionStatus } from './session-status.ts';
import type { SessionViewState } from './session-view.ts';

/** A run of the workspace as a page shows it: the shapes of a live session, as they were at its end. */
export interface OpenedRun {
  readonly summary: RunSummary;
  /** Decimal texts that nobody recorded are empty. */
  readonly session: SessionStatus;
  readonly limits: BreakerLimitsView | null;
  /** The latest bars and decisions, all fills and exits (some thousands at most), equity over the whole run. */
  readonly view: SessionViewState;
  readonly report: FinalReport | null;
  /** The configuration it ran with; null when it cannot be read. */
  readonly config: Readonly<Record<string, unknown>> | null;
  /** What is missing or damaged: one sentence each. */
  readonly notes: readonly string[];
}
