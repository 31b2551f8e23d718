import { hostname } from 'node:os';
import { join } from 'node:path';
import type { FinalReport } from '../../shared/final-report.ts';
import { exitCodeOf, type StopReason } from '../../shared/stop-reason.ts';
import { equityFileOf } from '../adapters/report/archive/equity-file.ts';
import { writeSummaryHtml } from '../adapters/report/summary-html.ts';
import { writeJsonArtifact } from '../adapters/system/run-folder.ts';
import type { SessionSetup } from '../session/session-setup.ts';
import type { FiguresSink } from './artifact-set.ts';

export interface RunEnding {
  readonly runId: string;
  readonly kind: FinalReport['kind'];
  readonly reason: StopReason;
  readonly wasRecovered: boolean;
  readonly errors: number;
  readonly startedAt: Date;
  readonly setup: SessionSetup;
  readonly missingCandles: number;
  readonly journalHash: string | null;
}

/** The final report of a run, from its figures. */
export function buildFinalReport(ending: RunEnding, figures: FiguresSink): FinalReport {
  const { setup, reason } = ending;
  const endedAt = new Date();
  return {
    schema_version: 1,
    run_id: ending.runId,
    kind: ending.kind,
    status: statusOf(reason, ending.wasRecovered),
    stopped_reason: reason,
    exit_code: exitCodeOf(reason),
    errors: ending.errors,
    mode: setup.mode,
    source: setup.source,
    symbol: setup.symbol,
    interval: setup.interval,
    strategy: setup.strategyName,
    seed: setup.seed,
    app_version: setup.appVersion,
    git_commit: setup.gitCommit,
    host: hostname(),
    started_at: ending.startedAt.toISOString(),
    ended_at: endedAt.toISOString(),
    duration_sec: Math.round(endedAt.getTime() - ending.startedAt.getTime()) / 1000,
    candles: figures.candles,
    decisions: figures.decisions,
    missing_candles: ending.missingCandles,
    ...figures.figures,
    journal_hash: ending.journalHash,
  };
}

function statusOf(reason: StopReason, wasRecovered: boolean): FinalReport['status'] {
  if (wasRecovered) return 'crashed_recovered';
  if (reason === 'completed') return 'completed';
  return exitCodeOf(reason) === 0 ? 'stopped' : 'failed';
}

/** Writes what is written once, at the end: the small equity curve, the final report and the page. */
export async function writeFinalArtifacts(folder: string, report: FinalReport, figures: FiguresSink): Promise<void> {
  writeJsonArtifact(join(folder, 'equity.json'), equityFileOf(report.run_id, figures.curve.points));
  writeJsonArtifact(join(folder, 'final_report.json'), report);
  await writeSummaryHtml(folder);
}
