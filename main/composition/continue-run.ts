import { join } from 'node:path';
import { Failure } from '../../shared/failure.ts';
import { type JournalStore, parseEventLine, type RunRow } from '../adapters/sqlite/journal-store.ts';
import { SafetyFile, STATE_LOST } from '../adapters/system/safety-file.ts';
import type { SystemLog } from '../adapters/system/system-log.ts';
import type { CoreState } from '../session/core-state.ts';
import type { EventLine, EventSink } from '../session/ports.ts';
import { SessionCore } from '../session/session-core.ts';
import { decodeInput } from '../session/session-input.ts';
import type { SessionSetup } from '../session/session-setup.ts';
import { contradictionOf, keepTold } from './check-recovery.ts';
import type { CompositionContext } from './context.ts';

/** The last durable state of a run, and how to bring a fresh core to it. */
export function readRecovery(store: JournalStore, runId: string) {
  const { checkpoint, inputs } = store.recoveryOf(runId);
  const state = checkpoint === null ? null : (JSON.parse(checkpoint) as CoreState);
  return {
    state,
    restore: (core: SessionCore) => {
      if (state !== null) core.load(state);
      const before = core.seq;
      for (const line of inputs) core.handle(decodeInput(line));
      if (core.seq !== before) throw new Failure('storage', 'its recorded inputs and its journal disagree');
    },
  };
}

/**
 * Refuses to continue a run whose state contradicts its journal: halts, and says which way out there is. To close it is that
 * way: what was told and is not journaled is kept beside, and a run that cannot even be restored is given up as failed.
 */
export function assertConsistent(
  run: RunRow,
  setup: SessionSetup,
  context: CompositionContext,
  { store, log }: { readonly store: JournalStore; readonly log: SystemLog },
  intent: 'trade' | 'close',
): void {
  const { run_id: runId } = run;
  const now = new Date().toISOString();
  const core = new SessionCore(setup, { wantsDetail: true, event: () => {}, mark: () => {} });
  const eventsFile = join(context.paths.runs, runId, 'events.jsonl');
  let broken: string | null = null;
  try {
    readRecovery(store, runId).restore(core);
  } catch (error) {
    broken = `it cannot be restored: ${error instanceof Error ? error.message : String(error)}`;
  }
  if (intent === 'close') {
    if (broken === null) {
      keepTold(eventsFile, core.seq);
      return;
    }
    store.endRun(runId, { status: 'failed', reason: 'error', endedAt: now });
    throw new Failure('storage', `run ${runId} was given up as failed, ${broken}; its journal and folder are kept`);
  }
  const contradiction = broken ?? contradictionOf(run, { store, core, eventsFile });
  if (contradiction === null) return;
  const message = `run ${runId} cannot be continued: ${contradiction}; trading is halted; close it with la stop, then la rearm`;
  new SafetyFile(context.paths.safety).halt(STATE_LOST, now);
  store.setHalt(STATE_LOST, now);
  log.write('CRITICAL', 'recovery', message);
  throw new Failure('halted', message);
}

/** Rebuilds the growing artifacts of a continued run from what is durable. */
export function refeed(store: JournalStore, runId: string, sinks: readonly EventSink[]): void {
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
  const rows = store.metricsOf(runId);
  for (const sink of sinks) sink.metrics?.(rows);
}
