import { join } from 'node:path';
import { Failure } from '../../shared/failure.ts';
import type { RunOutcome } from '../../shared/session-status.ts';
import { JournalStore } from '../adapters/sqlite/journal-store.ts';
import { openForWriting } from '../adapters/sqlite/open-database.ts';
import { NodeProbe } from '../adapters/system/host-probe.ts';
import {
  latestRun,
  makeRunFolder,
  pointLatestAt,
  removeRunFolder,
  writeJsonArtifact,
} from '../adapters/system/run-folder.ts';
import { SystemLog } from '../adapters/system/system-log.ts';
import type { BacktestHooks, BacktestOptions } from '../session/ports.ts';
import { SessionActor } from '../session/session-actor.ts';
import { ArtifactSet } from './artifact-set.ts';
import { spanOf } from './asked-span.ts';
import { buildSetup } from './build-setup.ts';
import type { CompositionContext } from './context.ts';
import { buildFinalReport, writeFinalArtifacts } from './finish-run.ts';
import { makeClock } from './make-clock.ts';
import { openMarketData } from './market-data.ts';
import { newRunId } from './run-id.ts';

/** No halt outlives a backtest: it trades nothing and belongs to no workspace state. */
const NO_SAFETY = { engageHalt: () => {}, recordTrip: () => {} };

/**
 * Runs a strategy over candles as fast as the machine allows: no lock, no account, the same run folder and files. Throws
 * Failure('cancelled') when `hooks.signal` is aborted; its folder is removed then.
 */
export async function runBacktest(
  options: BacktestOptions,
  hooks: BacktestHooks,
  context: CompositionContext,
): Promise<RunOutcome> {
  const { paths } = context;
  const market = openMarketData(options.dataFile, {
    paths,
    cwd: context.places.cwd,
    interval: options.interval,
    fundingFile: options.fundingFile,
    span: spanOf(options.fromMs ?? null, options.toMs ?? null),
  });
  const asked = { ...options, seed: 0, startMs: null };
  const { setup, strategy } = buildSetup(asked, 'backtest', market, context);
  const startedAt = new Date();
  const runId = newRunId(startedAt, 'backtest');
  const latest = latestRun(paths.runs);
  const runDir = makeRunFolder(paths.runs, runId);
  const log = new SystemLog({ toConsole: context.environment.JSON_LOGS === '1', scrub: context.scrub });
  log.open(join(runDir, 'system.jsonl'));
  log.write('INFO', 'backtest', `backtest of ${market.data.file} with ${strategy.name}`);
  for (const warning of [...strategy.warnings, ...market.notes]) {
    hooks.notice(warning);
    log.write('WARNING', 'config', warning);
  }
  writeJsonArtifact(join(runDir, 'config.json'), { schema_version: 1, run_id: runId, config: setup });
  const store = options.journal ? openOwnJournal(join(runDir, 'journal.db'), startedAt) : null;
  store?.beginRun({
    runId,
    kind: 'backtest',
    startedAt: startedAt.toISOString(),
    engineVersion: setup.appVersion,
    setup: JSON.stringify(setup),
    launch: '{}',
  });
  pointLatestAt(paths.runs, runId);
  hooks.begun?.(runId, market.data.rows);
  const artifacts = new ArtifactSet(runDir, setup.startingEquity, { isFollowed: false, partBytes: null, log });
  const probe = new NodeProbe();
  const actor = new SessionActor({
    setup,
    clock: makeClock('max', market.firstTime, 0),
    journal: store?.journalOf(runId) ?? null,
    source: market.makeSource(),
    sinks: [artifacts, ...(hooks.sinks ?? [])],
    log,
    probe,
    safety: NO_SAFETY,
    durationMin: 0,
    toLine: (event) => JSON.stringify(event),
  });
  const { signal } = hooks;
  const onAbort = () => actor.requestStop('user_stop', 'cancelled');
  if (signal?.aborted) onAbort();
  signal?.addEventListener('abort', onAbort);
  try {
    const reason = await actor.run(null);
    artifacts.close();
    if (signal?.aborted) throw new Failure('cancelled', 'the backtest was cancelled; nothing of it was kept');
    const report = buildFinalReport(
      {
        runId,
        kind: 'backtest',
        reason,
        wasRecovered: false,
        errors: actor.core.errorCount,
        startedAt,
        setup,
        missingCandles: market.missingCandles,
        journalHash: store?.headHash ?? null,
      },
      artifacts.figures,
    );
    await writeFinalArtifacts(runDir, report, artifacts.figures);
    store?.endRun(runId, { status: report.status, reason, endedAt: report.ended_at });
    return { reason, exit_code: report.exit_code, run_dir: runDir, report };
  } finally {
    signal?.removeEventListener('abort', onAbort);
    artifacts.abandon();
    probe.dispose();
    store?.close();
    log.close();
    if (signal?.aborted) discardRun(paths.runs, runId, latest);
  }
}

/** A backtest that was cancelled leaves nothing that could be taken for a result; `latest` points where it did. */
export function discardRun(runsFolder: string, runId: string, latest: string | undefined): void {
  removeRunFolder(runsFolder, runId);
  if (latest !== undefined && latestRun(runsFolder) === undefined) pointLatestAt(runsFolder, latest);
}

function openOwnJournal(path: string, now: Date): JournalStore {
  return new JournalStore(
    openForWriting(path, now.toISOString(), () => {}),
    path,
  );
}
