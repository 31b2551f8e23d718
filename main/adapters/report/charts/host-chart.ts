import { type Html, html } from '../markup/html.ts';
import type { SeriesDigest } from '../reading/series-digest.ts';
import { drawing, timeGrid, timeLabels, valueGrid } from './panel.ts';
import { linearScale, xy } from './scale.ts';
import { timeTicks } from './time-axis.ts';

const WIDTH = 540;
const HEIGHT = 130;

/** A small chart of a host figure over session time: the line of largest values, since peaks are what matters. */
export function hostChart(name: string, unit: string, series: SeriesDigest): Html {
  const { stretches } = series;
  const [from, to] = [stretches[0]?.from ?? 0, stretches.at(-1)?.to ?? 1];
  const frame = { left: 0, right: WIDTH - 54, top: 26, bottom: HEIGHT - 20 };
  const time = linearScale([from, to], [frame.left, frame.right]);
  const scale = linearScale([0, Math.max(1e-6, series.max) * 1.1], [frame.bottom, frame.top]);
  const points = stretches.map(({ to: at, max }) => `${xy(time.at(at))} ${xy(scale.at(max))}`);
  const ticks = timeTicks(from, to, 7);
  const summary = `mean ${figure(series.mean)}, max ${figure(series.max)} ${unit}`;
  const content = html`${timeGrid(frame, time, ticks)}${valueGrid(frame, scale, { count: 3 })}
<path class="line" d="M${points.join('L')}"/><text class="name" x="0" y="14">${name}, ${unit}</text>
<text class="end" x="${frame.right}" y="14">${summary}</text>${timeLabels(frame, time, ticks, HEIGHT - 4)}`;
  return drawing([WIDTH, HEIGHT], `${name}: ${summary}`, content);
}

function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(value >= 1 ? 1 : 2);
}
