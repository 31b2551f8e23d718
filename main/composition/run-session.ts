import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../shared/failure.ts';
import { formatMoney } from '../../shared/money.ts';
import type { RunOptions } from '../../shared/run-options.ts';
import type { RunOutcome } from '../../shared/session-status.ts';
import { exitCodeOf } from '../../shared/stop-reason.ts';
import { asFailure } from '../../shared/storage-fault.ts';
import { JournalStore, type RunRow } from '../adapters/sqlite/journal-store.ts';
import { openForWriting } from '../adapters/sqlite/open-database.ts';
import { NodeProbe } from '../adapters/system/host-probe.ts';
import { makeRunFolder, pointLatestAt, writeJsonArtifact } from '../adapters/system/run-folder.ts';
import { SafetyFile, STATE_LOST } from '../adapters/system/safety-file.ts';
import { SessionLock } from '../adapters/system/session-lock.ts';
import { SystemLog } from '../adapters/system/system-log.ts';
import { watchWallClock } from '../adapters/system/wall-clock-watch.ts';
import type { EventSink, RunHooks, SessionHandle } from '../session/ports.ts';
import { SessionActor } from '../session/session-actor.ts';
import type { SessionSetup } from '../session/session-setup.ts';
import { ArtifactSet } from './artifact-set.ts';
import type { CompositionContext } from './context.ts';
import { assertConsistent, readRecovery, refeed } from './continue-run.ts';
import { crashHook, crashingJournal } from './crash-hook.ts';
import { buildFinalReport, writeFinalArtifacts } from './finish-run.ts';
import { watchSwitchFiles } from './kill-watch.ts';
import { makeClock } from './make-clock.ts';
import { assertSameRun, makePlan, makeSource, type Plan, planOf, replaySpanOf } from './plan-run.ts';
import { newRunId } from './run-id.ts';
import { assertMayTrade, readSafety } from './safety.ts';
import { scrubbedSource } from './scrubbed-source.ts';
import { knownAlerts, openAlerts } from './session-alerts.ts';
import { describeSession } from './session-status.ts';
import { startWatchdog } from './session-watchdog.ts';
import { stateLost } from './state-lost.ts';

/** A live run goes on for months: its events come in parts that an editor still opens. */
const LIVE_PART_BYTES = 10_000_000;

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
  knownAlerts(context);
  if (options.dryRun) return launchSession(await makePlan(options, context, null), options, hooks, context, null);

  const log = new SystemLog({ toConsole: context.environment.JSON_LOGS === '1', scrub: context.scrub });
  // it stood before there was a session here to be asked; a stop that comes while this one starts is meant for it
  const isStopStale = existsSync(paths.stopFile);
  const lock = SessionLock.acquire(paths.lock, (message) => log.write('WARNING', 'lock', message));
  try {
    const store = openStore(context, log, check);
    try {
      if (isStopStale && store.unfinishedRun() === undefined) rmSync(paths.stopFile, { force: true, recursive: true });
      return await launchOrContinue(options, hooks, context, { lock, store, log }, intent);
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
  let lost: Failure | undefined;
  const db = openForWriting(paths.database, now, (movedTo, why) => {
    lost = stateLost(paths, { movedTo, why, now });
    log.write('CRITICAL', 'storage', lost.message);
  });
  const store = new JournalStore(db, paths.database);
  if (lost !== undefined) {
    store.setHalt(STATE_LOST, now);
    store.close();
    throw lost;
  }
  const row = store.safety;
  safety.reserve();
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
  intent: 'trade' | 'close',
): Promise<SessionHandle> {
  const unfinished = durable.store.unfinishedRun();
  if (unfinished === undefined) {
    if (options.resume) throw new Failure('not_found', 'there is no unfinished run to resume; start one with la run');
    return launchSession(await makePlan(options, context, durable.store), options, hooks, context, durable);
  }
  const plan = planOf(unfinished, context, intent);
  if (!options.resume) await assertSameRun(unfinished, plan, options, context);
  assertConsistent(unfinished, plan.setup, context, durable, intent);
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
    runDir === null
      ? null
      : new ArtifactSet(runDir, setup.startingEquity, {
          isFollowed: options.speed !== 'max',
          partBytes: setup.source === 'bitunix' ? LIVE_PART_BYTES : null,
          log,
        });
  const alerts = durable === null ? null : openAlerts(runId, log, context);
  const pass = crashHook(context.environment);
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
      durable.store.settle();
      pass('begin_run');
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
    journal: durable === null ? null : crashingJournal(durable.store.journalOf(runId), pass),
    source: scrubbedSource(makeSource(plan, options, context, durable?.store ?? null), context.scrub),
    sinks: [
      ...(artifacts === null ? [] : [artifacts]),
      ...(durable !== null && setup.source === 'bitunix' ? [candleCache(durable.store, setup)] : []),
      ...(alerts === null ? [] : [alerts]),
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
  const watchdog =
    durable === null
      ? null
      : startWatchdog(context, log, hooks, {
          stop: () => actor.requestStop('error', 'watchdog_broken'),
          isSeeding: () => actor.core.phase === 'seeding',
        });
  const unwatch = watchSwitchFiles(paths, {
    kill: (by) => actor.command({ name: 'Kill', by }),
    stop: (by) => actor.requestStop('user_stop', by),
  });

  // virtual time knows nothing of the wall clock
  const unwatchClock =
    options.speed === 'max'
      ? () => {}
      : watchWallClock((byMs) => {
          log.write('WARNING', 'clock', `the wall clock moved by ${byMs} ms: a sleep, or the clock was set`);
          actor.power({ kind: 'clockJumped', byMs });
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
      await writeFinalArtifacts(runDir, report, artifacts.figures);
      if (setup.source === 'bitunix') keepAccount(durable.store, actor);
      pass('end_run');
      durable.store.endRun(runId, { status: report.status, reason, endedAt: report.ended_at });
      return { reason, exit_code: report.exit_code, run_dir: runDir, report };
    } catch (error) {
      const failure = asFailure(error) ?? error;
      const why = failure instanceof Error ? failure.message : String(failure);
      log.write('CRITICAL', 'session', `run ${runId} could not go on: ${why}`);
      alerts?.alarm(`the session stopped: ${why}`);
      throw failure;
    } finally {
      unwatch();
      unwatchClock();
      artifacts?.abandon();
      await watchdog?.dispose();
      probe.dispose();
      durable?.store.close();
      keepSafe(() => durable?.lock.release(), log, 'the lock could not be removed');
      await alerts?.dispose();
      log.close();
    }
  };

  const replaySpan = replaySpanOf(plan, options.durationMin);
  let endedAt: Date | null = null;
  const done = run().finally(() => {
    endedAt = new Date();
  });
  return {
    runId,
    runDir,
    done,
    status: () => describeSession(actor, { runId, startedAt, endedAt, setup, speed: options.speed, replaySpan }),
    limits: () => ({
      is_on: setup.breakersOn,
      max_drawdown_pct: setup.risk.max_drawdown_pct,
      max_losing_streak: setup.risk.max_losing_streak,
      max_daily_loss: setup.maxDailyLoss,
    }),
    openBar: () => actor.core.openBar.current,
    command: (command) => actor.command(command),
    requestStop: (reason, by) => actor.requestStop(reason, by),
    power: (change) => actor.power(change),
    publishControl: (url, token) =>
      keepSafe(
        () => durable?.lock.update({ control_url: url, token }),
        log,
        'the control address could not be published',
      ),
  };
}

/** The live account outlives its runs: its equity, which is the last mark once it is flat, and what the breaker knows of it. */
function keepAccount(store: JournalStore, { core }: SessionActor): void {
  const { ledger, breaker } = core.engine;
  store.setAccount(
    formatMoney(ledger.balance),
    JSON.stringify({ ...breaker.save(), lastMark: ledger.balance, tripped: null }),
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

/** The latch must hold even when its file cannot be written: that is an alarm, not a reason to go on. */
function keepSafe(work: () => void, log: SystemLog, what = 'the halt could not be recorded durably'): void {
  try {
    work();
  } catch (error) {
    log.write('CRITICAL', 'safety', `${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
