import { memo } from 'react';
import type { RunSummary } from '../../shared/ipc/run-requests.ts';
import { toNumber } from '../format/figures.ts';
import { HISTORY } from '../text/history.ts';

const WIDTH = 120;
const HEIGHT = 22;

/** The equity of a run as a line over where it began. */
export const Sparkline = memo(function Sparkline({ run }: { readonly run: RunSummary }) {
  const { curve } = run;
  const drawn = curve === null || curve.length < 2 ? undefined : pathOf(curve, toNumber(run.starting_equity));
  if (drawn === undefined) return <span className="sparkline" title={HISTORY.noCurve} />;
  return (
    <svg
      className={`sparkline ${drawn.hasGained ? 'up' : 'down'}`}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={HISTORY.curveLabel}
    >
      <line className="sparkline-start" x1="0" x2={WIDTH} y1={drawn.start} y2={drawn.start} />
      <path d={drawn.path} vectorEffect="non-scaling-stroke" />
    </svg>
  );
});

function pathOf(values: readonly number[], startingEquity: number | undefined) {
  const start = startingEquity ?? values[0] ?? 0;
  const low = Math.min(start, ...values);
  const high = Math.max(start, ...values);
  const span = high - low || 1;
  const y = (value: number) => round(HEIGHT - 1.5 - ((value - low) / span) * (HEIGHT - 3));
  const x = (index: number) => round((index / (values.length - 1)) * WIDTH);
  const path = values.map((value, index) => `${index === 0 ? 'M' : 'L'}${x(index)} ${y(value)}`).join('');
  return { path, start: y(start), hasGained: (values.at(-1) ?? start) >= start };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
