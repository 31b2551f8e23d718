import type { RunSummary } from '../../shared/ipc/run-requests.ts';
import type { EquityPoint } from '../../shared/session-view.ts';
import { toNumber } from '../format/figures.ts';

/** Two returns in percent over one axis of time (ms). */
export interface ComparedCurves {
  readonly axis: 'market' | 'elapsed';
  readonly curves: readonly [readonly EquityPoint[], readonly EquityPoint[]];
}

/** Over market time when the runs share some of it; else over the time since each began. */
export function comparedCurves(
  runs: readonly [RunSummary, RunSummary],
  points: readonly [readonly EquityPoint[], readonly EquityPoint[]],
): ComparedCurves {
  const axis = overlap(points[0], points[1]) ? 'market' : 'elapsed';
  const [first, second] = [returnsOf(runs[0], points[0], axis), returnsOf(runs[1], points[1], axis)];
  return { axis, curves: [first, second] };
}

function overlap(first: readonly EquityPoint[], second: readonly EquityPoint[]): boolean {
  const [firstEnd, secondEnd] = [first.at(-1)?.[0] ?? 0, second.at(-1)?.[0] ?? 0];
  return Math.max(first[0]?.[0] ?? 0, second[0]?.[0] ?? 0) < Math.min(firstEnd, secondEnd);
}

function returnsOf(run: RunSummary, points: readonly EquityPoint[], axis: ComparedCurves['axis']): EquityPoint[] {
  const start = toNumber(run.starting_equity) ?? points[0]?.[1] ?? 1;
  const origin = axis === 'market' ? 0 : (points[0]?.[0] ?? 0);
  return [...points, ...closing(run, start, points)].map(([ts, equity]) => [ts - origin, (equity / start - 1) * 100]);
}

/** What the run ended with, one step after its last point: a position may have been closed after the last candle. */
function closing(run: RunSummary, start: number, points: readonly EquityPoint[]): EquityPoint[] {
  const [before, last] = points.slice(-2);
  const net = toNumber(run.net_pnl);
  return before === undefined || last === undefined || net === undefined
    ? []
    : [[2 * last[0] - before[0], start + net]];
}
