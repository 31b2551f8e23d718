import type { Handlers } from '../../shared/ipc/router.ts';
import { MAX_DECISIONS } from '../../shared/ipc/run-requests.ts';
import type { OpenRuns } from './open-runs.ts';

/** Answers to requests about runs. */
export function runHandlers(runs: OpenRuns): Pick<Handlers, 'runBars' | 'runDecisions'> {
  return {
    runBars: async ({ run, before, count }) => ({
      bars: await (await runs.get(run)).barsBefore(before, count),
    }),
    runDecisions: async ({ run, from, to }) => ({
      decisions: await (await runs.get(run)).decisionsBetween(from, to, MAX_DECISIONS),
    }),
  };
}
