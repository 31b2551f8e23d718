import { type Html, html } from '../markup/html.ts';
import type { Bar } from '../reading/candle-store.ts';
import type { IncidentMark, IncidentSpan } from '../reading/incidents.ts';
import type { RunRecord } from '../reading/run-record.ts';
import type { Stretch } from '../reading/series-digest.ts';
import { candleMarks } from './candle-marks.ts';
import { incidentLines, incidentShade } from './incident-marks.ts';
import { drawing, type Frame, timeGrid, timeLabels, valueGrid } from './panel.ts';
import { extent, linearScale, type Scale, tickLabel, xy } from './scale.ts';
import { timeTicks } from './time-axis.ts';
import { positionSpans, tradeMarks } from './trade-marks.ts';

const WIDTH = 1120;
const LABELS = 70;
const MAX_BARS = 360;
const PRICE_HEIGHT = 340;
const EQUITY_HEIGHT = 130;
const UNDERWATER_HEIGHT = 76;
const GAP = 26;
/** With more trades candles are grey, or the marks would drown in them. */
export const MANY_TRADES = 150;

/** More spans than this are thinned out to the longest: the chart could not show them apart. */
const MAX_SHADED_SPANS = 150;

export interface MarketFigure {
  readonly figure: Html;
  /** Length of one candle drawn, ms; null when there are none. */
  readonly barMs: number | null;
  /** What is shaded and marked in it. */
  readonly spans: readonly IncidentSpan[];
  readonly marks: readonly IncidentMark[];
}

/** Price with trades, equity and distance to its peak, one under the other on one time axis. Null when there is nothing. */
export function marketFigure(record: RunRecord): MarketFigure | null {
  const { candles } = record.events;
  const { equity, underwater } = record.curve;
  const ends = [...(candles.span ?? []), ...spanOf(equity.stretches)];
  if (ends.length === 0) return null;
  const [from, to] = extent(ends, ...(Number.isFinite(record.events.reachedAt) ? [record.events.reachedAt] : []));
  const time = linearScale([from, to], [0, WIDTH - LABELS]);
  const { bars, lengthMs } = candles.bars(MAX_BARS);
  const ticks = timeTicks(from, to, 16);
  const spans = spansInside(record, to);
  const { marks } = record.events.incidents;

  const panels: Html[] = [];
  let bottom = 0;
  const next = (height: number): Frame => {
    const top = bottom + GAP;
    bottom = top + height;
    return { left: 0, right: WIDTH - LABELS, top, bottom };
  };
  const add = (name: string, height: number, draw: (frame: Frame) => Html) => {
    const frame = next(height);
    panels.push(
      html`${timeGrid(frame, time, ticks)}${incidentShade(spans, frame, time)}${draw(frame)}<text class="name" x="0" y="${frame.top - 8}">${name}</text><text class="name twin end" x="${frame.right - 40}" y="${frame.top - 8}" aria-hidden="true">${name}</text>`,
    );
  };
  if (bars.length > 0) {
    add('Price, USDT', PRICE_HEIGHT, (frame) => pricePanel(record, bars, lengthMs, frame, time));
  }
  if (equity.count > 0) {
    add('Equity, USDT', EQUITY_HEIGHT, (frame) => equityPanel(equity.stretches, startOf(record), frame, time));
    add('Below peak equity, %', UNDERWATER_HEIGHT, (frame) => underwaterPanel(underwater.stretches, frame, time));
  }
  const frame = { left: 0, right: WIDTH - LABELS, top: GAP, bottom };
  panels.push(incidentLines(marks, frame, time), timeLabels(frame, time, ticks, bottom + 16));
  const label = 'Price with entries and exits, equity, and distance below peak equity over market time';
  const figure = drawing([WIDTH, bottom + 22], label, html`${panels}`, 'group');
  return { figure, barMs: bars.length > 0 ? lengthMs : null, spans, marks };
}

function pricePanel(record: RunRecord, bars: readonly Bar[], lengthMs: number, frame: Frame, time: Scale): Html {
  const [low, high] = extent(bars.flatMap((bar) => [bar.low, bar.high]));
  const room = (high - low || high) * 0.05;
  const price = linearScale([low - room, high + room], [frame.bottom, frame.top]);
  const last = bars.at(-1)?.close ?? low;
  return html`${valueGrid(frame, price, { count: 7, avoid: price.at(last) })}${positionSpans(record.trades, frame, time)}
<g class="${record.trades.length > MANY_TRADES ? 'quiet' : ''}">${candleMarks(bars, lengthMs, time, price)}</g>${tradeMarks(record.trades, time, price)}${tag(frame, price.at(last), String(last))}`;
}

function equityPanel(stretches: readonly Stretch[], start: number | null, frame: Frame, time: Scale): Html {
  const values = stretches.flatMap((stretch) => [stretch.min, stretch.max]);
  const [low, high] = extent(start === null ? values : [start, ...values]);
  const room = (high - low || high) * 0.06;
  const scale = linearScale([low - room, high + room], [frame.bottom, frame.top]);
  const line = stretches.map(({ to, last }) => `${xy(time.at(to))} ${xy(scale.at(last))}`).join('L');
  const baseline =
    start === null ? null : html`<path class="base" d="M${frame.left} ${xy(scale.at(start))}H${frame.right}"/>`;
  const last = stretches.at(-1)?.last ?? 0;
  return html`${valueGrid(frame, scale, { count: 4, avoid: scale.at(last) })}${baseline}<path class="band" d="${bandPath(stretches, time, scale)}"/>
<path class="line" d="M${line}"/>${tag(frame, scale.at(last), tickLabel(last, high - low > 100 ? 1 : 0.01))}`;
}

/** Between lowest and highest value of each stretch: what the line of last values leaves out. */
function bandPath(stretches: readonly Stretch[], time: Scale, scale: Scale): string {
  if (stretches.every(({ min, max }) => min === max)) return '';
  const middle = ({ from, to }: Stretch) => xy(time.at((from + to) / 2));
  const upper = stretches.map((stretch) => `${middle(stretch)} ${xy(scale.at(stretch.max))}`);
  const lower = stretches.map((stretch) => `${middle(stretch)} ${xy(scale.at(stretch.min))}`).reverse();
  return `M${[...upper, ...lower].join('L')}z`;
}

function underwaterPanel(stretches: readonly Stretch[], frame: Frame, time: Scale): Html {
  const [, deepest] = extent(
    stretches.map((stretch) => stretch.max),
    0.01,
  );
  const scale = linearScale([0, deepest * 1.08], [frame.top, frame.bottom]);
  const points = stretches.map(({ from, to, max }) => `${xy(time.at((from + to) / 2))} ${xy(scale.at(max))}`);
  const first = xy(time.at(stretches[0]?.from ?? 0));
  const last = xy(time.at(stretches.at(-1)?.to ?? 0));
  const area = `M${first} ${frame.top}L${points.join('L')}L${last} ${frame.top}z`;
  const lowered = { from: 0, to: deepest * 1.08, at: scale.at };
  return html`${valueGrid(frame, lowered, { count: 3 })}<path class="under" d="${area}"/>`;
}

/** The spans to shade, the longest ones when there are very many, in the order of time. */
function spansInside({ events }: RunRecord, end: number): readonly IncidentSpan[] {
  const { holes } = events.candles.holes(MAX_SHADED_SPANS);
  const missing = holes.map(([from, to]): IncidentSpan => ({ kind: 'no_candles', from, to }));
  const lasted = ({ from, to }: IncidentSpan) => (to ?? end) - from;
  const longest = [...events.incidents.spans, ...missing].toSorted((a, b) => lasted(b) - lasted(a));
  return longest.slice(0, MAX_SHADED_SPANS).sort((a, b) => a.from - b.from);
}

/** The last value as a tag on the axis. */
function tag(frame: Frame, y: number, text: string): Html {
  const width = 12 + 6.4 * text.length;
  return html`<rect class="tag" x="${frame.right + 1}" y="${xy(y - 8)}" width="${xy(Math.min(width, LABELS))}" height="16"/>
<text class="tagged" x="${frame.right + 6}" y="${xy(y + 3.5)}">${text}</text>`;
}

function spanOf(stretches: readonly Stretch[]): readonly number[] {
  const [first, last] = [stretches[0], stretches.at(-1)];
  return first === undefined || last === undefined ? [] : [first.from, last.to];
}

function startOf({ report }: RunRecord): number | null {
  return report === null ? null : Number(report.starting_equity);
}
