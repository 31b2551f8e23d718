import { parentPort, workerData } from 'node:worker_threads';
import { asFailure } from '../../../shared/storage-fault.ts';
import type { BacktestHooks, EventSink } from '../../session/ports.ts';
import type { CompositionContext } from '../context.ts';
import { verifyAndRecord } from '../record-verdict.ts';
import { runBacktest } from '../run-backtest.ts';
import { openScrubber } from '../scrubber.ts';

import { WorkspacePaths } from '../workspace-paths.ts';
import type { JobData, JobMessage, JobProgress, JobResults } from './job-messages.ts';

const TELL_EVERY_MS = 100;

/** Runs one job and ends. */
async function work(data: JobData): Promise<void> {
  const cancelled = new AbortController();
  parentPort?.once('message', () => cancelled.abort());
  try {
    tell({ type: 'done', value: await carryOut(data, cancelled.signal) });
  } catch (error) {
    const failure = asFailure(error);
    if (failure === undefined) throw error;
    tell({ type: 'failed', code: failure.code, message: failure.message });
  } finally {
    parentPort?.close();
  }
}

async function carryOut({ job, ...data }: JobData, signal: AbortSignal): Promise<JobResults[keyof JobResults]> {
  const context = contextOf(data);
  const progress = teller();
  if (job.kind === 'verify') {
    return verifyAndRecord(job.run, context, (done, total) => progress({ done, total, equity: null, run: job.run }));
  }
  return await runBacktest(job.options, backtestHooks(signal, progress), context);
}

function backtestHooks(signal: AbortSignal, progress: (now: JobProgress) => void): BacktestHooks {
  let now: JobProgress = { done: 0, total: 0, equity: null, run: null };
  const sink: EventSink = {
    events: (lines) => {
      let { done, equity } = now;
      for (const { event } of lines) {
        if (event.event === 'CandleProcessed') done++;
        else if (event.event === 'DecisionMade') equity = event.equity;
      }
      now = { ...now, done, equity };
      progress(now);
    },
  };
  return {
    notice: () => {},
    sinks: [sink],
    signal,
    begun: (run, total) => {
      now = { ...now, run, total };
      tell({ type: 'progress', ...now });
    },
  };
}

/** Tells at most ten times a second. */
function teller(): (now: JobProgress) => void {
  let toldAt = Number.NEGATIVE_INFINITY;
  return (now) => {
    if (performance.now() - toldAt < TELL_EVERY_MS) return;
    toldAt = performance.now();
    tell({ type: 'progress', ...now });
  };
}

function contextOf({ workspace, shippedConfig, cwd, environment, identity }: Omit<JobData, 'job'>): CompositionContext {
  const paths = new WorkspacePaths(workspace);
  const scrubber = openScrubber(environment);
  return {
    paths,
    places: { shipped: shippedConfig, workspace: paths.config, cwd },
    environment,
    identity,
    scrub: scrubber.text,
    keepSecret: scrubber.keepSecret,
  };
}

function tell(message: JobMessage): void {
  parentPort?.postMessage(message);
}

void work(workerData as JobData);
