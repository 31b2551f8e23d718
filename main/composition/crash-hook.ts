import type { JournalBatch, RunJournal } from '../session/ports.ts';

/** Where a write to the journal can be cut off, in order. */
export const CRASH_POINTS = ['before_commit', 'in_commit', 'after_commit', 'begin_run', 'end_run'] as const;
export type CrashPoint = (typeof CRASH_POINTS)[number];

/** Called at each point; dies there when a test asked for it. */
export type CrashHook = (point: CrashPoint) => void;

/** Test hook: `LA_TEST_CRASH_AT=after_commit:17` kills the process with SIGKILL the 17th time it comes to that point. */
export function crashHook(environment: Readonly<Record<string, string | undefined>>): CrashHook {
  const [wanted, count] = (environment.LA_TEST_CRASH_AT ?? '').split(':');
  let left = Number(count ?? 1);
  return (point) => {
    if (point === wanted && --left === 0) process.kill(process.pid, 'SIGKILL');
  };
}

/** A journal that passes the points of a commit: before it, inside its transaction, and between commit and publication. */
export function crashingJournal(journal: RunJournal, pass: CrashHook): RunJournal {
  return {
    append: (batch) => {
      pass('before_commit');
      journal.append(passingInside(batch, pass));
      pass('after_commit');
    },
  };
}

/** Metrics are what a transaction writes last: reading them is a moment at which all the rest is written and nothing committed. */
function passingInside(
  { inputs, firstInput, events, checkpoint, metrics }: JournalBatch,
  pass: CrashHook,
): JournalBatch {
  let isPassed = false;
  return {
    inputs,
    firstInput,
    events,
    checkpoint,
    get metrics() {
      if (!isPassed) pass('in_commit');
      isPassed = true;
      return metrics;
    },
  };
}
