import type { RunSummary } from '../../shared/ipc/run-requests.ts';
import type { EquityPoint } from '../../shared/session-view.ts';
import { toNumber } from '../format/figures.ts';

/** Steps of the axis: one a pixel and more. */
const STEPS = 1500;

/** Two returns in percent over one axis of time (ms), at even steps of it: the chart gives each of its times the same room. */
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
  return { axis, curves: onEvenSteps([first, second]) };
}

/** Both curves at the same even steps of whole seconds; each begins at or after its first point, is straight between its points, and ends with its last value. */
function onEvenSteps(curves: ComparedCurves['curves']): ComparedCurves['curves'] {
  const from = Math.min(...curves.map((points) => points[0]?.[0] ?? Number.POSITIVE_INFINITY));
  const to = Math.max(...curves.map((points) => points.at(-1)?.[0] ?? Number.NEGATIVE_INFINITY));
  const step = Math.max(1, Math.ceil((to - from) / STEPS / 1000)) * 1000;
  const [first, second] = curves;
  return [sampled(first, from, step), sampled(second, from, step)];
}

function sampled(points: readonly EquityPoint[], from: number, step: number): EquityPoint[] {
  const places = points.map(([ts]) => Math.ceil((ts - from) / step));
  return points.flatMap(([, value], index) => {
    const [place, next] = [places[index] ?? 0, places[index + 1] ?? (places[index] ?? 0) + 1];
    const to = points[index + 1]?.[1] ?? value;
    return Array.from(
      { length: next - place },
      (_, done): EquityPoint => [from + (place + done) * step, value + ((to - value) * done) / (next - place)],
    );
  });
}

function overlap(first: readonly EquityPoint[], second: readonly EquityPoint[]): boolean {
  const [firstEnd, secondEnd] = [first.at(-1)?.[0] ?? 0, second.at(-1)?.[0] ?? 0];
  return Math.max(first[0]?.[0] ?? 0, second[0]?.[0] ?? 0) < Math.min(firstEnd, secondEnd);
}

function returnsOf(run: RunSummary, points: readonly EquityPoint[], axis: ComparedCurves['axis']): EquityPoint[] {
  const start = toNumber(run.starting_equity) ?? points[0]?.[1] ?? 1;
  const origin = axis === 'market' ? 0 : (points[0]?.[0] ?? 0);
  return [...points, ...closing(run, start, points)].map(([ts, equity]) => [
    ts - origin,
    ((equity - start) / start) * 100,
  ]);
}

/** What the run ended with, one step after its last point: a position may have been closed after the last candle. */
function closing(run: RunSummary, start: number, points: readonly EquityPoint[]): EquityPoint[] {
  const [before, last] = points.slice(-2);
  const net = toNumber(run.net_pnl);
  return before === undefined || last === undefined || net === undefined
    ? []
    : [[2 * last[0] - before[0], start + net]];
}
