import { z } from 'zod';
import { formatDecimal } from '../../../../shared/decimal.ts';
import type { EquityPoint } from '../../../../shared/session-view.ts';
import { SeriesDigest } from '../reading/series-digest.ts';

/** Most points of an equity curve that is kept small. */
export const CURVE_POINTS = 240;

/** `equity.json`: equity over the run in a few points, so that a list of runs need not read their events. */
export interface EquityFile {
  readonly schema_version: 1;
  readonly run_id: string;
  /** Time in ms UTC, and decimal USDT. */
  readonly points: readonly (readonly [ts: number, equity: string])[];
}

const equityFile = z.object({
  schema_version: z.literal(1),
  points: z.array(z.tuple([z.number(), z.string()])).max(CURVE_POINTS),
});

/** Equity at every decision, thinned out as it comes. */
export class CurveDigest {
  private readonly digest = new SeriesDigest(CURVE_POINTS - 1);
  private first: EquityPoint | null = null;

  add(ts: number, equity: number): void {
    this.first ??= [ts, equity];
    this.digest.add(ts, equity);
  }

  /** In the order of time, each moment once; the first and the last mark are among them. */
  get points(): readonly EquityPoint[] {
    const all = this.digest.stretches.map(({ to, last }) => [to, last] as const);
    // the mark after a forced close may be of the moment of the one before: the later one counts
    const ends = all.filter(([ts], index) => all[index + 1]?.[0] !== ts);
    const isFirstLeftOut = this.first !== null && ends[0] !== undefined && ends[0][0] > this.first[0];
    return isFirstLeftOut && this.first !== null ? [this.first, ...ends] : ends;
  }
}

export function equityFileOf(runId: string, points: readonly EquityPoint[]): EquityFile {
  return { schema_version: 1, run_id: runId, points: points.map(([ts, equity]) => [ts, formatDecimal(equity)]) };
}

/** The points of an `equity.json`; undefined when it is damaged. */
export function parseEquityFile(json: string): readonly EquityPoint[] | undefined {
  try {
    const parsed = equityFile.safeParse(JSON.parse(json));
    return parsed.success ? parsed.data.points.map(([ts, equity]) => [ts, Number(equity)]) : undefined;
  } catch {
    return undefined;
  }
}

/** At most `limit` values of a curve, evenly apart, its first and last among them. */
export function thinned<Value>(values: readonly Value[], limit: number): Value[] {
  if (values.length <= limit) return [...values];
  const step = (values.length - 1) / (limit - 1);
  return Array.from({ length: limit }, (_, index) => values[Math.round(index * step)] as Value);
}
