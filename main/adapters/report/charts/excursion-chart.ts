import { type Html, html } from '../markup/html.ts';
import type { TradeRow } from '../reading/trades-file.ts';
import { drawing } from './panel.ts';
import { extent, linearScale, niceTicks, tickLabel, xy } from './scale.ts';

const SIZE = { width: 540, height: 240 };
/** Excursions beyond this many R are drawn at the edge. */
const MAX_R = 8;

/** Excursion of each trade against its result, both in R: wins ▲ filled, losses ○ hollow. */
export function excursionChart(trades: readonly TradeRow[], which: 'mae' | 'mfe'): Html {
  const points = trades.flatMap((trade) => {
    const excursion = trade[which] === '' ? Number.NaN : Number(trade[which]) / trade.risk;
    return Number.isFinite(excursion)
      ? [{ x: Math.min(MAX_R, excursion), y: clamp(trade.r), isWin: trade.pnlUnits > 0 }]
      : [];
  });
  const frame = { left: 34, right: SIZE.width - 8, top: 12, bottom: SIZE.height - 38 };
  const [, widest] = extent(
    points.map((point) => point.x),
    1,
  );
  const [low, high] = extent(
    points.map((point) => point.y),
    -1,
    1,
  );
  const room = (high - low) * 0.05;
  const x = linearScale([0, widest * 1.04], [frame.left, frame.right]);
  const y = linearScale([low - room, high + room], [frame.bottom, frame.top]);
  // thousands of marks lie on each other: on whole units they are drawn once
  const place = points.length > 2000 ? (value: number) => String(Math.round(value)) : xy;
  const marks = (isWin: boolean) => {
    const spots = new Set(
      points.filter((p) => p.isWin === isWin).map((p) => `${place(x.at(p.x))} ${place(y.at(p.y))}`),
    );
    const shape = isWin ? 'm0 -3.2l3 5.4h-6z' : 'm-2.4 0a2.4 2.4 0 1 0 4.8 0a2.4 2.4 0 1 0 -4.8 0';
    return [...spots].map((spot) => `M${spot}${shape}`).join('');
  };
  const across = niceTicks(0, widest, 8);
  const up = niceTicks(y.from, y.to, 6);
  const name = which === 'mae' ? 'MAE: largest move against the position' : 'MFE: largest move in its favour';
  const content = html`<path class="grid" d="${up.ticks.map((tick) => `M${frame.left} ${xy(y.at(tick))}H${frame.right}`).join('')}"/>
<path class="grid" d="${across.ticks.map((tick) => `M${xy(x.at(tick))} ${frame.top}V${frame.bottom}`).join('')}"/>
<path class="base" d="M${frame.left} ${xy(y.at(0))}H${frame.right}"/>
<path class="dot loss" d="${marks(false)}"/><path class="dot win" d="${marks(true)}"/>
${up.ticks.map((tick) => html`<text class="end" x="${frame.left - 5}" y="${xy(y.at(tick) + 3.5)}">${tickLabel(tick, up.step)}</text>`)}
${across.ticks.map((tick) => html`<text class="mid" x="${xy(x.at(tick))}" y="${frame.bottom + 15}">${tickLabel(tick, across.step)}</text>`)}
<text class="mid axis" x="${xy((frame.left + frame.right) / 2)}" y="${SIZE.height - 6}">${name}, in R · upwards: result in R</text>`;
  return drawing([SIZE.width, SIZE.height], `${name} against the result of ${points.length} trades`, content);
}

function clamp(r: number): number {
  return Math.max(-MAX_R, Math.min(MAX_R, r));
}
