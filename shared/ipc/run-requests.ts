import { z } from 'zod';
import type { DecisionMade } from '../events.ts';
import { RUN_ID } from '../run-id.ts';
import type { Recorded } from '../session-view.ts';
import { barSchema } from './bar-schema.ts';

/** Names one run of the workspace; only the form of an id passes, so that no path can be given. */
export const runName = z.string().max(80).regex(RUN_ID, 'must be a run id such as 20261121-052308-mock-zemq');

/** Most decisions that one answer carries. */
export const MAX_DECISIONS = 1000;

const moment = z.number().int().min(-8.64e15).max(8.64e15);

/** Requests about runs of the workspace, over or still running. */
export const RUN_REQUESTS = {
  /** Bars of a run that opened before `before` (ms UTC), oldest first, at most `count`. */
  runBars: {
    input: z.strictObject({ run: runName, before: moment, count: z.number().int().min(1).max(5000) }),
    output: z.object({ bars: z.array(barSchema) }),
  },
  /** Decisions on candles that opened from `from` to before `to` (ms UTC), oldest first; of more than 1000 the latest. */
  runDecisions: {
    input: z.strictObject({ run: runName, from: moment, to: moment }),
    output: z.object({ decisions: z.array(z.custom<Recorded<DecisionMade>>()) }),
  },
} as const;
