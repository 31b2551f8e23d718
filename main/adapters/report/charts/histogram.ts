import { type Html, html } from '../markup/html.ts';
import { drawing, valueGrid } from './panel.ts';
import { linearScale, niceTicks, tickLabel, xy } from './scale.ts';

const WIDTH = 540;
const HEIGHT = 240;
const MAX_BINS = 40;
const BIN_WIDTHS = [0.1, 0.25, 0.5, 1, 2, 5, 10, 25, 100];

interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** How R multiples are distributed: losses left of zero, wins right of it, the mean marked. */
export function rHistogram(values: readonly number[]): Html {
  const bins = binsOf(values);
  const frame = { left: 14, right: WIDTH - 40, top: 26, bottom: HEIGHT - 38 };
  const [low, high] = [bins[0]?.from ?? -1, bins.at(-1)?.to ?? 1];
  const x = linearScale([low, high], [frame.left, frame.right]);
  const tallest = Math.max(1, ...bins.map((bin) => bin.count));
  const y = linearScale([0, tallest * 1.08], [frame.bottom, frame.top]);
  const bars = (isWin: boolean) =>
    bins
      .filter((bin) => bin.count > 0 && bin.from >= 0 === isWin)
      .map((bin) => {
        const width = Math.max(1, x.at(bin.to) - x.at(bin.from) - 1.5);
        return `M${xy(x.at(bin.from) + 0.75)} ${frame.bottom}V${xy(y.at(bin.count))}h${xy(width)}V${frame.bottom}z`;
      })
      .join('');
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const { ticks, step } = niceTicks(low, high, 10);
  const counts = bins.length <= 24 ? bins.filter((bin) => bin.count > 0) : [];
  const content = html`${valueGrid(frame, y, { count: Math.min(4, tallest) })}
<path class="bar loss" d="${bars(false)}"/><path class="bar win" d="${bars(true)}"/>
<path class="base" d="M${xy(x.at(0))} ${frame.top}V${frame.bottom}"/>
${counts.map((bin) => html`<text class="mid" x="${xy(x.at((bin.from + bin.to) / 2))}" y="${xy(y.at(bin.count) - 4)}">${bin.count}</text>`)}
<path class="mean" d="M${xy(x.at(mean))} ${frame.top - 10}V${frame.bottom}"/>
<text class="${x.at(mean) > frame.right - 90 ? 'end' : ''}" x="${xy(x.at(mean) + (x.at(mean) > frame.right - 90 ? -5 : 5))}" y="${frame.top - 2}">mean ${tickLabel(mean, 0.01)} R</text>
${ticks.map((tick) => html`<text class="mid" x="${xy(x.at(tick))}" y="${frame.bottom + 15}">${tickLabel(tick, step)}</text>`)}
<text class="mid axis" x="${xy((frame.left + frame.right) / 2)}" y="${HEIGHT - 6}">R multiple of a trade, ${binWords(bins)} a bar</text>`;
  return drawing([WIDTH, HEIGHT], `Distribution of ${values.length} R multiples, mean ${mean.toFixed(2)}`, content);
}

/** Bins of a usual width that meet at zero, so that no bar mixes wins and losses. */
function binsOf(values: readonly number[]): readonly Bin[] {
  const low = values.reduce((min, value) => Math.min(min, value), 0);
  const high = values.reduce((max, value) => Math.max(max, value), 0);
  const width = BIN_WIDTHS.find((size) => (high - low) / size <= MAX_BINS - 2) ?? (high - low) / (MAX_BINS - 2);
  const first = Math.min(-2, binOf(low, width));
  const last = Math.max(2, binOf(high, width) + 1);
  const counts = new Array<number>(last - first).fill(0);
  for (const value of values) {
    const index = Math.min(last - 1, binOf(value, width)) - first;
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts.map((count, index) => ({ from: (first + index) * width, to: (first + index + 1) * width, count }));
}

/** A value on an edge belongs to the bin above it, also where its quotient is a hair too small: 0.3 / 0.1. */
function binOf(value: number, width: number): number {
  return Math.floor(value / width + 1e-9);
}

function binWords(bins: readonly Bin[]): string {
  const [bin] = bins;
  return bin === undefined ? '' : `${Math.round((bin.to - bin.from) * 1000) / 1000} R`;
}
