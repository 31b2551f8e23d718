import { join } from 'node:path';
import { Failure } from '../../shared/failure.ts';
import type { MetricsRow } from '../../shared/metrics.ts';
import { formatMoney } from '../../shared/money.ts';
import type { RunOutcome } from '../../shared/session-status.ts';
import { exitCodeOf } from '../../shared/stop-reason.ts';
import { JournalStore, parseEventLine, type RunRow } from '../adapters/sqlite/journal-store.ts';
import { openForWriting } from '../adapters/sqlite/open-database.ts';
import { NodeProbe } from '../adapters/system/host-probe.ts';
import { makeRunFolder, pointLatestAt, writeJsonArtifact } from '../adapters/system/run-folder.ts';
import { SafetyFile } from '../adapters/system/safety-file.ts';
import { SessionLock } from '../adapters/system/session-lock.ts';
import { SystemLog } from '../adapters/system/system-log.ts';
import { takeWatchdogRecord, Watchdog } from '../adapters/system/watchdog.ts';
import type { EventLine, EventSink, RunHooks, RunOptions, SessionHandle } from '../session/ports.ts';
import { SessionActor } from '../session/session-actor.ts';
import type { CoreState } from '../session/session-core.ts';
import { decodeInput } from '../session/session-input.ts';
import type { SessionSetup } from '../session/session-setup.ts';
import { ArtifactSet } from './artifact-set.ts';
import type { CompositionContext } from './context.ts';
import { buildFinalReport, writeFinalArtifacts } from './finish-run.ts';
import { watchSwitchFiles } from './kill-watch.ts';
import { makeClock } from './make-clock.ts';
import { assertSameRun, makePlan, makeSource, type Plan, planOf } from './plan-run.ts';
import { newRunId } from './run-id.ts';
import { assertMayTrade, readSafety } from './safety.ts';
import { describeSession } from './session-status.ts';
import { freezeForTest, watchdogLimits } from './watchdog-limits.ts';

/** Starts a session, or continues the unfinished one. Resolves as soon as it runs; throws Failures for what forbids it. */
export async function startSession(
  options: RunOptions,
  hooks: RunHooks,
  context: CompositionContext,
  intent: 'trade' | 'close' = 'trade',
): Promise<SessionHandle> {
  const { paths } = context;
  const check = () => {
    if (intent === 'trade') assertMayTrade(readSafety(paths, context.environment), paths);
  };
  check();
  if (options.dryRun) return launchSession(await makePlan(options, context, null), options, hooks, context, null);

  const log = new SystemLog({ toConsole: context.environment.JSON_LOGS === '1', scrub: context.scrub });
  const lock = SessionLock.acquire(paths.lock, (message) => log.write('WARNING', 'lock', message));
  try {
    const store = openStore(context, log, check);
    try {
      return await launchOrContinue(options, hooks, context, { lock, store, log });
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

async function launchOrContinue(
  options: RunOptions,
  hooks: RunHooks,
  context: CompositionContext,
  durable: Durable,
): Promise<SessionHandle> {
  const unfinished = durable.store.unfinishedRun();
  if (unfinished === undefined) {
    if (options.resume) throw new Failure('not_found', 'there is no unfinished run to resume; start one with la run');
    return launchSession(await makePlan(options, context, durable.store), options, hooks, context, durable);
  }
  const plan = planOf(unfinished, context);
  if (!options.resume) await assertSameRun(unfinished, plan, options, context);
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
    source: makeSource(plan, options, context, durable?.store ?? null),
    sinks: [
      ...(artifacts === null ? [] : [artifacts]),
      ...(durable !== null && setup.source === 'bitunix' ? [candleCache(durable.store, setup)] : []),
      ...(hooks.sinks ?? []),
    ],
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
      if (setup.source === 'bitunix') keepAccount(durable.store, actor);
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

/** The live account outlives its runs: its equity and what the breaker knows of it. */
function keepAccount(store: JournalStore, { core }: SessionActor): void {
  const { ledger, breaker } = core.engine;
  store.setAccount(
    formatMoney(ledger.balance),
    JSON.stringify({ ...breaker.save(), tripped: null }),
    new Date().toISOString(),
  );
}

/** Keeps the candles of the live market for a warm start. */
function candleCache(store: JournalStore, { symbol, interval }: SessionSetup): EventSink {
  return {
    events: (lines) => {
      const candles = lines
        .map(({ event }) => event)
        .filter((event) => event.event === 'CandleProcessed')
        .filter(({ source }) => source !== 'synthetic')
        .map(({ open_time, open, high, low, close, volume }) => {
          const prices = { open: Number(open), high: Number(high), low: Number(low), close: Number(close) };
          return { openTime: open_time, ...prices, volume: Number(volume) };
        });
      if (candles.length > 0) store.cacheCandles(symbol, interval, candles);
    },
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
