import { type Html, html } from '../markup/html.ts';
import type { TradeRow } from '../reading/trades-file.ts';
import type { Frame } from './panel.ts';
import { type Scale, xy } from './scale.ts';

/** From these numbers of trades on, what is drawn gets less: no shading and large marks, no links, no marks at all. */
const MAX_SHADED = 150;
export const MAX_LINKED = 400;
export const MAX_MARKED = 2000;
const RIBBON = 5;

/** Positions as shaded spans and as a ribbon at the foot of the chart, behind the candles. */
export function positionSpans(trades: readonly TradeRow[], frame: Frame, time: Scale): Html {
  const isMany = trades.length > MAX_LINKED;
  const spans = (side: string, top: number) => {
    const inside = trades.filter((trade) => (trade.side === 'SHORT') === (side === 'SHORT'));
    return distinct(inside, ({ entryAt, exitAt }) => {
      const x = isMany ? Math.round(time.at(entryAt)) : time.at(entryAt);
      const width = isMany ? Math.max(1, Math.round(time.at(exitAt)) - x) : Math.max(1, time.at(exitAt) - x);
      return `M${xy(x)} ${xy(top)}h${xy(width)}V${frame.bottom}h${xy(-width)}z`;
    });
  };
  const isShaded = trades.length <= MAX_SHADED;
  return html`${['LONG', 'SHORT'].map((side) => {
    const name = side.toLowerCase();
    const shade = isShaded ? html`<path class="span ${name}" d="${spans(side, frame.top)}"/>` : null;
    return html`${shade}<path class="ribbon ${name}" d="${spans(side, frame.bottom - RIBBON)}"/>`;
  })}`;
}

/** Entries ▲▼ with their tip at the fill, exits ● at theirs: filled for a win, hollow for a loss. */
export function tradeMarks(trades: readonly TradeRow[], time: Scale, price: Scale): Html | null {
  if (trades.length > MAX_MARKED) return null;
  const size = trades.length <= MAX_SHADED ? 5 : trades.length <= MAX_LINKED ? 3.5 : 2.8;
  if (trades.length <= MAX_LINKED) return html`${trades.map((trade) => linkedTrade(trade, size, time, price))}`;
  const entries = (side: string) =>
    distinct(
      trades.filter((trade) => trade.side === side),
      (trade) => entryPath(trade, size, time, price),
    );
  const exits = (isWin: boolean) =>
    distinct(
      trades.filter((trade) => trade.pnlUnits > 0 === isWin),
      (trade) => exitPath(trade, size * 0.5, time, price),
    );
  return html`<path class="exit small loss" d="${exits(false)}"/><path class="exit small win" d="${exits(true)}"/>
<path class="entry small long" d="${entries('LONG')}"/><path class="entry small short" d="${entries('SHORT')}"/>`;
}

function linkedTrade(trade: TradeRow, size: number, time: Scale, price: Scale): Html {
  const { trade_id, side, qty, entry_price, exit_price, exit_reason, pnl, r_multiple } = trade;
  const title = `Trade ${trade_id}: ${side} ${qty} at ${entry_price}, out at ${exit_price} (${exit_reason}), net ${pnl} USDT, ${r_multiple} R`;
  const [from, to] = [point(trade.entryAt, entry_price, time, price), point(trade.exitAt, exit_price, time, price)];
  return html`<a href="#t${trade_id}" tabindex="-1"><title>${title}</title><path class="way" d="M${from}L${to}"/>
<path class="entry ${side.toLowerCase()}" d="${entryPath(trade, size, time, price)}"/>
<path class="exit ${trade.pnlUnits > 0 ? 'win' : 'loss'}" d="${exitPath(trade, size * 0.7, time, price)}"/></a>`;
}

function entryPath(trade: TradeRow, size: number, time: Scale, price: Scale): string {
  const height = xy(trade.side === 'SHORT' ? -1.6 * size : 1.6 * size);
  return `M${point(trade.entryAt, trade.entry_price, time, price)}l${xy(size)} ${height}h${xy(-2 * size)}z`;
}

function exitPath(trade: TradeRow, radius: number, time: Scale, price: Scale): string {
  const r = xy(radius);
  const x = xy(time.at(trade.exitAt) - radius);
  const y = xy(price.at(Number(trade.exit_price)));
  return `M${x} ${y}a${r} ${r} 0 1 0 ${xy(2 * radius)} 0a${r} ${r} 0 1 0 ${xy(-2 * radius)} 0`;
}

function point(ts: number, price: string, time: Scale, scale: Scale): string {
  return `${xy(time.at(ts))} ${xy(scale.at(Number(price)))}`;
}

/** Thousands of marks often fall on the same spot: each is drawn once, so the page's size is bounded by the drawing's. */
function distinct(trades: readonly TradeRow[], draw: (trade: TradeRow) => string): string {
  const seen = new Set<string>();
  for (const trade of trades) {
    const path = draw(trade);
    seen.add(path);
  }
  return [...seen].join('');
}
