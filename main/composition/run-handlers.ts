import { readFile } from 'node:fs/promises';
import type { Handlers } from '../../shared/ipc/router.ts';
import { MAX_DECISIONS } from '../../shared/ipc/run-requests.ts';
import type { RunArchive } from './run-archive.ts';
import type { VerifyDesk } from './verify-desk.ts';

type RunRequests =
  | 'runs'
  | 'runCurve'
  | 'openRun'
  | 'runReport'
  | 'runBars'
  | 'runDecisions'
  | 'deleteRun'
  | 'startVerify'
  | 'verifyProgress'
  | 'cancelVerify';

/** Answers to requests about runs. */
export function runHandlers(runs: RunArchive, verify: VerifyDesk): Pick<Handlers, RunRequests> {
  return {
    runs: async () => ({ runs: await runs.list() }),
    runCurve: async ({ run }) => ({ points: [...(await runs.curve(run))] }),
    openRun: async ({ run }) => ({ opened: await runs.openRun(run) }),
    runReport: async ({ run }) => ({ html: await readFile(await runs.reportFile(run), 'utf8') }),
    runBars: async ({ run, before, count }) => ({ bars: await (await runs.index(run)).barsBefore(before, count) }),
    runDecisions: async ({ run, from, to }) => ({
      decisions: await (await runs.index(run)).decisionsBetween(from, to, MAX_DECISIONS),
    }),
    deleteRun: async ({ run }) => {
      await runs.delete(run);
      return { done: true };
    },
    startVerify: ({ run }) => {
      verify.start(run);
      return { done: true };
    },
    verifyProgress: () => verify.progress,
    cancelVerify: () => {
      verify.cancel();
      return { done: true };
    },
  };
}
