import { expect, test } from 'vitest';
import { comparedCurves } from '../../renderer/history/compare-curves.ts';
import type { RunSummary } from '../../shared/ipc/run-requests.ts';
import type { EquityPoint } from '../../shared/session-view.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2024, 11, 1);

function run(netPnl: string): RunSummary {
  return { starting_equity: '10000', net_pnl: netPnl } as RunSummary;
}

function curve(from: number, stepMs: number, equities: readonly number[]): EquityPoint[] {
  return equities.map((equity, index) => [from + index * stepMs, equity]);
}

test('an hour beside ten days takes an hour of the axis, however many points it has', () => {
  const days = curve(START, DAY, [10_000, 9_900, 9_800, 9_700, 9_600, 9_500, 9_400, 9_300, 9_200, 9_100, 9_000]);
  const hour = curve(
    START + 2 * DAY,
    HOUR / 200,
    Array.from({ length: 201 }, (_, index) => 10_000 + index),
  );
  const { axis, curves } = comparedCurves([run('-1000'), run('200')], [days, hour]);
  expect(axis).toBe('market');
  const [long, short] = curves;
  const steps = new Set(long.slice(1).map(([ts], index) => ts - (long[index]?.[0] ?? 0)));
  expect(steps.size).toBe(1);
  expect(short.length / long.length).toBeLessThan(0.01);
  const times = new Set(long.map(([ts]) => ts));
  expect(short.every(([ts]) => times.has(ts))).toBe(true);
  expect([long[0]?.[1], long.at(-1)?.[1], short.at(-1)?.[1]]).toEqual([0, -10, 2]);
});

test('runs without a common time are laid over each other from their beginnings', () => {
  const early = curve(START, HOUR, [10_000, 10_100, 10_200]);
  const late = curve(START + 30 * DAY, HOUR, [10_000, 9_900]);
  const { axis, curves } = comparedCurves([run('200'), run('-100')], [early, late]);
  expect(axis).toBe('elapsed');
  expect(curves.map((points) => points[0])).toEqual([
    [0, 0],
    [0, 0],
  ]);
  expect(curves.map((points) => points.at(-1)?.[1])).toEqual([2, -1]);
});

test('a run without a curve leaves the other one alone', () => {
  const { curves } = comparedCurves([run('100'), run('0')], [curve(START, HOUR, [10_000, 10_100]), []]);
  expect(curves[0].at(-1)?.[1]).toBe(1);
  expect(curves[1]).toEqual([]);
});
