import { join } from 'node:path';
import { Failure } from '../../shared/failure.ts';
import type { MetricsRow } from '../../shared/metrics.ts';
import type { RunOutcome } from '../../shared/session-status.ts';
import { exitCodeOf } from '../../shared/stop-reason.ts';
import { MockSource } from '../adapters/mock/mock-source.ts';
import { JournalStore, parseEventLine, type RunRow } from '../adapters/sqlite/journal-store.ts';
import { openForWriting } from '../adapters/sqlite/open-database.ts';
import { NodeProbe } from '../adapters/system/host-probe.ts';
import { makeRunFolder, pointLatestAt, writeJsonArtifact } from '../adapters/system/run-folder.ts';
import { SafetyFile } from '../adapters/system/safety-file.ts';
import { SessionLock } from '../adapters/system/session-lock.ts';
import { SystemLog } from '../adapters/system/system-log.ts';
import { takeWatchdogRecord, Watchdog } from '../adapters/system/watchdog.ts';
import type { EventLine, EventSink, MarketSource, RunHooks, RunOptions, SessionHandle } from '../session/ports.ts';
import { SessionActor } from '../session/session-actor.ts';
import type { CoreState } from '../session/session-core.ts';
import { decodeInput } from '../session/session-input.ts';
import type { SessionSetup } from '../session/session-setup.ts';
import { ArtifactSet } from './artifact-set.ts';
import { buildSetup } from './build-setup.ts';
import type { CompositionContext } from './context.ts';
import { buildFinalReport, writeFinalArtifacts } from './finish-run.ts';
import { watchSwitchFiles } from './kill-watch.ts';
import { makeClock } from './make-clock.ts';
import { type MarketData, openMarketData } from './market-data.ts';
import { newRunId, randomSeed } from './run-id.ts';
import { assertMayTrade, readSafety } from './safety.ts';
import { describeSession } from './session-status.ts';
import { freezeForTest, watchdogLimits } from './watchdog-limits.ts';

/** What a run was launched with and needs again when it is continued; paths are absolute. */
interface Launch {
  readonly replay: string | null;
  readonly fundingFile: string | null;
  readonly durationMin: number;
}

interface Plan {
  readonly setup: SessionSetup;
  readonly market: MarketData | null;
  readonly launch: Launch;
  readonly warnings: readonly string[];
}

/** Starts a session, or continues the unfinished one. Resolves as soon as it runs; throws Failures for what forbids it. */
export async function startSession(
  options: RunOptions,
  hooks: RunHooks,
  context: CompositionContext,
  intent: 'trade' | 'close' = 'trade',
): Promise<SessionHandle> {
  if (options.source === 'bitunix') {
    throw new Failure('bad_flag', '--source bitunix: live data are not part of this version yet; use mock or replay');
  }
  const { paths } = context;
  const check = () => {
    if (intent === 'trade') assertMayTrade(readSafety(paths, context.environment), paths);
  };
  check();
  if (options.dryRun) return launchSession(makePlan(options, context), options, hooks, context, null);

  const log = new SystemLog({ toConsole: context.environment.JSON_LOGS === '1', scrub: context.scrub });
  const lock = SessionLock.acquire(paths.lock, (message) => log.write('WARNING', 'lock', message));
  try {
    const store = openStore(context, log, check);
    try {
      return launchOrContinue(options, hooks, context, { lock, store, log });
    } catch (error) {
      store.close();
      throw error;
    }
  } catch (error) {
    lock.release();
    throw error;
  }
}

interface Durable {
  readonly lock: SessionLock;
  readonly store: JournalStore;
  readonly log: SystemLog;
}

function openStore(context: CompositionContext, log: SystemLog, check: () => void): JournalStore {
  const { paths } = context;
  const safety = new SafetyFile(paths.safety);
  const now = new Date().toISOString();
  const db = openForWriting(paths.database, now, (movedTo, why) => {
    safety.halt('state_lost', now);
    log.write(
      'CRITICAL',
      'storage',
      `the database was unreadable (${why}); moved to ${movedTo}, a fresh one started, halted`,
    );
  });
  const store = new JournalStore(db, paths.database);
  const row = store.safety;
  if (row.halted_by !== null) safety.halt(row.halted_by, row.halted_at ?? now);
  if (row.tripped_reason !== null) safety.trip(row.tripped_reason, row.tripped_at ?? now);
  try {
    check();
  } catch (error) {
    store.close();
    throw error;
  }
  return store;
}

function launchOrContinue(
  options: RunOptions,
  hooks: RunHooks,
  context: CompositionContext,
  durable: Durable,
): SessionHandle {
  const unfinished = durable.store.unfinishedRun();
  if (unfinished === undefined) {
    if (options.resume) throw new Failure('not_found', 'there is no unfinished run to resume; start one with la run');
    return launchSession(makePlan(options, context), options, hooks, context, durable);
  }
  const plan = planOf(unfinished, context);
  if (!options.resume) assertSameRun(unfinished, plan, options, context);
  return launchSession(
    plan,
    {
      ...options,
      durationMin: options.resume && options.durationMin === 0 ? plan.launch.durationMin : options.durationMin,
    },
    hooks,
    context,
    durable,
    unfinished,
  );
}

function makePlan(options: RunOptions, context: CompositionContext): Plan {
  const market =
    options.source === 'replay'
      ? openMarketData(options.replay ?? '', {
          paths: context.paths,
          cwd: context.places.cwd,
          interval: options.interval,
          fundingFile: options.fundingFile,
        })
      : null;
  const seed = options.seed ?? (options.source === 'mock' ? randomSeed() : 0);
  const { setup, strategy } = buildSetup({ ...options, seed }, options.source, market, context);
  const launch = { replay: options.replay, fundingFile: options.fundingFile, durationMin: options.durationMin };
  return { setup, market, launch, warnings: [...strategy.warnings, ...(market?.notes ?? [])] };
}

/** The plan of a recorded run: its recorded setup and, for a replay, the same data, which must not have changed. */
function planOf(run: RunRow, context: CompositionContext): Plan {
  const setup = JSON.parse(run.setup) as SessionSetup;
  const launch = JSON.parse(run.launch) as Launch;
  if (setup.source !== 'replay') return { setup, market: null, launch, warnings: [] };
  const market = openMarketData(launch.replay ?? '', {
    paths: context.paths,
    cwd: context.places.cwd,
    interval: setup.interval,
    fundingFile: launch.fundingFile,
  });
  if (market.data.sha256 !== setup.data?.sha256) {
    throw new Failure(
      'run_mismatch',
      `run ${run.run_id} is unfinished and its data ${launch.replay} have changed since; close it with la stop`,
    );
  }
  return { setup, market, launch, warnings: [] };
}

function assertSameRun(run: RunRow, plan: Plan, options: RunOptions, context: CompositionContext): void {
  const { setup, launch } = plan;
  const asked = makePlan({ ...options, seed: options.seed ?? setup.seed }, context).setup;
  const differs: string[] = [];
  if (asked.source !== setup.source) differs.push(`source ${setup.source}`);
  if (asked.symbol !== setup.symbol) differs.push(`symbol ${setup.symbol}`);
  if (JSON.stringify([asked.strategyName, asked.strategy]) !== JSON.stringify([setup.strategyName, setup.strategy]))
    differs.push(`strategy ${setup.strategyName}`);
  if (options.seed !== null && options.seed !== setup.seed) differs.push(`seed ${setup.seed}`);
  if (setup.source === 'replay' && asked.data?.sha256 !== setup.data?.sha256) differs.push(`data ${launch.replay}`);
  if (differs.length === 0) return;
  throw new Failure(
    'run_mismatch',
    `run ${run.run_id} is unfinished and has another ${differs.join(' and ')}; continue it with la run --resume or close it with la stop`,
  );
}

function launchSession(
  plan: Plan,
  options: RunOptions,
  hooks: RunHooks,
  context: CompositionContext,
  durable: Durable | null,
  unfinished?: RunRow,
): SessionHandle {
  const { setup } = plan;
  const { paths } = context;
  const startedAt = unfinished === undefined ? new Date() : new Date(unfinished.started_at);
  const runId = unfinished?.run_id ?? newRunId(startedAt, setup.source);
  const runDir = durable === null ? null : makeRunFolder(paths.runs, runId);
  const log = durable?.log ?? new SystemLog({ toConsole: context.environment.JSON_LOGS === '1', scrub: context.scrub });
  if (runDir !== null) log.open(join(runDir, 'system.jsonl'));
  for (const warning of plan.warnings) {
    hooks.notice(warning);
    log.write('WARNING', 'config', warning);
  }

  const artifacts =
    runDir === null ? null : new ArtifactSet(runDir, setup.startingEquity, { isFollowed: options.speed !== 'max' });
  const restored = unfinished === undefined || durable === null ? null : readRecovery(durable.store, runId);
  if (durable !== null && runDir !== null) {
    if (unfinished === undefined) {
      const run = {
        runId,
        kind: 'session' as const,
        startedAt: startedAt.toISOString(),
        engineVersion: setup.appVersion,
      };
      durable.store.beginRun({ ...run, setup: JSON.stringify(setup), launch: JSON.stringify(plan.launch) });
    } else {
      durable.store.noteRecovery(runId);
      refeed(durable.store, runId, [...(artifacts === null ? [] : [artifacts]), ...(hooks.sinks ?? [])]);
      log.write('WARNING', 'recovery', `continuing run ${runId} after a crash`);
      hooks.notice(`continuing unfinished run ${runId}`);
    }
    durable.lock.update({ run_id: runId });
    writeJsonArtifact(join(runDir, 'config.json'), { schema_version: 1, run_id: runId, config: setup });
    pointLatestAt(paths.runs, runId);
  }

  const probe = new NodeProbe();
  const startMs = restored?.state?.now ?? setup.marketStart ?? plan.market?.firstTime ?? Date.now();
  const clock = makeClock(options.speed, startMs, restored?.state?.now ?? 0);
  const safety = new SafetyFile(paths.safety);
  const actor = new SessionActor({
    setup,
    clock,
    journal: durable?.store.journalOf(runId) ?? null,
    source: makeSource(plan, options),
    sinks: [...(artifacts === null ? [] : [artifacts]), ...(hooks.sinks ?? [])],
    log,
    probe,
    safety: {
      engageHalt: (by) =>
        keepSafe(() => {
          safety.halt(by, new Date().toISOString());
          durable?.store.setHalt(by, new Date().toISOString());
        }, log),
      recordTrip: (reason) =>
        durable !== null &&
        keepSafe(() => {
          safety.trip(reason, new Date().toISOString());
          durable.store.setTrip(reason, new Date().toISOString());
        }, log),
    },
    durationMin: options.durationMin,
    toLine: (event) => JSON.stringify(event),
  });
  const watchdog = durable === null ? null : startWatchdog(context, log);
  const unwatch = watchSwitchFiles(paths, {
    kill: (by) => actor.command({ name: 'Kill', by }),
    stop: (by) => actor.requestStop('user_stop', by),
  });

  const run = async (): Promise<RunOutcome> => {
    try {
      const reason = await actor.run(
        restored === null || restored.state === null ? null : { restore: restored.restore },
      );
      log.write('INFO', 'session', `session ended: ${reason}`);
      if (durable === null || runDir === null || artifacts === null)
        return { reason, exit_code: exitCodeOf(reason), run_dir: null, report: null };
      artifacts.close();
      const report = buildFinalReport(
        {
          runId,
          kind: 'session',
          reason,
          wasRecovered: unfinished !== undefined,
          errors: actor.core.errorCount,
          startedAt,
          setup,
          missingCandles: plan.market?.missingCandles ?? 0,
          journalHash: durable.store.headHash,
        },
        artifacts.figures,
      );
      await writeFinalArtifacts(runDir, report);
      durable.store.endRun(runId, { status: report.status, reason, endedAt: report.ended_at });
      return { reason, exit_code: report.exit_code, run_dir: runDir, report };
    } finally {
      unwatch();
      await watchdog?.dispose();
      probe.dispose();
      durable?.store.close();
      durable?.lock.release();
      log.close();
    }
  };

  let endedAt: Date | null = null;
  const done = run().finally(() => {
    endedAt = new Date();
  });
  return {
    runId,
    runDir,
    done,
    status: () => describeSession(actor, { runId, startedAt, endedAt, setup }),
    limits: () => ({
      is_on: setup.breakersOn,
      max_drawdown_pct: setup.risk.max_drawdown_pct,
      max_losing_streak: setup.risk.max_losing_streak,
      max_daily_loss: setup.maxDailyLoss,
    }),
    openBar: () => actor.core.openBar.current,
    command: (command) => actor.command(command),
    requestStop: (reason, by) => actor.requestStop(reason, by),
    publishControl: (url, token) => durable?.lock.update({ control_url: url, token }),
  };
}

/** Ends the process with 5 when its main thread hangs or its memory runs over; tells what a watchdog did before. */
function startWatchdog(context: CompositionContext, log: SystemLog): Watchdog {
  const before = takeWatchdogRecord(context.paths.watchdogRecord);
  if (before !== undefined) log.write('WARNING', 'watchdog', `the process before this one was ended: ${before}`);
  const limits = watchdogLimits(context.environment);
  const watchdog = new Watchdog(
    context.paths.watchdogRecord,
    (reason) => {
      log.write('CRITICAL', 'watchdog', `ending the process with 5: ${reason}; the next start recovers the session`);
      process.exit(exitCodeOf('watchdog'));
    },
    limits,
  );
  freezeForTest(context.environment);
  return watchdog;
}

function makeSource({ setup, market }: Plan, options: RunOptions): MarketSource {
  if (market !== null) return market.makeSource();
  const real = options.speed === 'max' || options.startMs !== null ? null : Date.now();
  return new MockSource({ seed: setup.seed, interval: setup.interval, marketStart: setup.marketStart ?? real ?? 0 });
}

function readRecovery(store: JournalStore, runId: string) {
  const { checkpoint, inputs } = store.recoveryOf(runId);
  const state = checkpoint === null ? null : (JSON.parse(checkpoint) as CoreState);
  return {
    state,
    restore: (core: SessionActor['core']) => {
      if (state !== null) core.load(state);
      const before = core.seq;
      for (const line of inputs) core.handle(decodeInput(line));
      if (core.seq !== before)
        throw new Failure('storage', `run ${runId}: recorded inputs and journal disagree; close it with la stop`);
    },
  };
}

/** Rebuilds the growing artifacts of a continued run from what is durable. */
function refeed(store: JournalStore, runId: string, sinks: readonly EventSink[]): void {
  let batch: EventLine[] = [];
  const flush = () => {
    for (const sink of sinks) sink.events(batch);
    batch = [];
  };
  for (const line of store.eventLines(runId)) {
    batch.push({ event: parseEventLine(line), line });
    if (batch.length >= 1000) flush();
  }
  flush();
  const rows = store.metricsOf(runId).map((text) => JSON.parse(text) as MetricsRow);
  for (const sink of sinks) sink.metrics?.(rows);
}

/** The latch must hold even when its file cannot be written: that is an alarm, not a reason to go on. */
function keepSafe(work: () => void, log: SystemLog): void {
  try {
    work();
  } catch (error) {
    log.write(
      'CRITICAL',
      'safety',
      `the halt could not be recorded durably: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
