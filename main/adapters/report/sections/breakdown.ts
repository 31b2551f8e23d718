import { excursionChart } from '../charts/excursion-chart.ts';
import { rHistogram } from '../charts/histogram.ts';
import { decimal, share, twoDecimals, unitsText } from '../markup/figures.ts';
import { type Html, type HtmlValue, html } from '../markup/html.ts';
import { type Column, table } from '../markup/table.ts';
import type { TradeRow } from '../reading/trades-file.ts';
import { type TradeGroup, tradeGroups } from './trade-groups.ts';

/** How the trades came out: distribution, excursions, and sums by what they have in common. */
export function breakdownSection(trades: readonly TradeRow[]): Html {
  if (trades.length === 0) {
    return html`<section id="results"><h2>Results by trade</h2><p class="none">No closed trade is recorded in this folder.</p></section>`;
  }
  const by = (name: string, key: (trade: TradeRow) => string) => groupTable(name, tradeGroups(trades, key));
  const hours = tradeGroups(trades, ({ entryAt }) => `${new Date(entryAt).toISOString().slice(11, 13)}:00`);
  const hasExcursions = trades.some((trade) => trade.mae !== '' && Number.isFinite(trade.risk));
  const left = html`<div><figure>${rHistogram(trades.map((trade) => trade.r))}</figure>
${by('Setup', (trade) => trade.setup)}${by('Exit reason', (trade) => trade.exit_reason)}${by('Side', (trade) => trade.side)}</div>`;
  const right = html`<div>${groupTable(
    'Entry hour, UTC',
    [...hours].sort((a, b) => (a.name < b.name ? -1 : 1)),
  )}</div>`;
  const excursions = html`<div class="pair"><figure>${excursionChart(trades, 'mae')}</figure><figure>${excursionChart(trades, 'mfe')}</figure></div>
<p class="fine">▲ filled: wins, ○ hollow: losses. Excursions are those seen while the position was open, divided by the risk at entry.</p>`;
  return html`<section id="results"><h2>Results by trade</h2><div class="pair">${left}${right}</div>${hasExcursions ? excursions : null}</section>`;
}

function groupTable(name: string, groups: readonly TradeGroup[]): Html {
  const widest = groups.reduce((max, group) => Math.max(max, Math.abs(Number(group.pnl))), 1);
  const all = groups.reduce((sum, group) => sum + group.trades, 0);
  const columns: readonly Column<TradeGroup>[] = [
    { head: name, kind: 'text', cell: (group) => group.name },
    { head: 'Trades', kind: 'number', cell: (group) => group.trades },
    { head: 'Wins', kind: 'number', cell: (group) => share(group.wins, group.trades) },
    { head: 'Net PnL', kind: 'number', cell: (group) => decimal(unitsText(group.pnl)) },
    { head: '', kind: 'text', cell: (group) => pnlBar(Number(group.pnl) / widest) },
    { head: 'Fees', kind: 'number', cell: (group) => decimal(unitsText(group.fees)) },
    { head: 'Mean R', kind: 'number', cell: (group) => twoDecimals(group.r / group.trades) },
  ];
  const sum = (pick: (group: TradeGroup) => bigint) => groups.reduce((total, group) => total + pick(group), 0n);
  const wins = groups.reduce((total, group) => total + group.wins, 0);
  const r = groups.reduce((total, group) => total + group.r, 0);
  const foot: readonly HtmlValue[] = [
    'All',
    all,
    share(wins, all),
    decimal(unitsText(sum((group) => group.pnl))),
    null,
    decimal(unitsText(sum((group) => group.fees))),
    twoDecimals(r / all),
  ];
  return table(columns, groups, { className: 'groups', foot });
}

/** A bar to the left of the middle for a loss, to the right for a win; −1 … 1. */
function pnlBar(part: number): Html {
  const width = Math.max(0.5, Math.abs(part) * 30);
  const x = part < 0 ? 30 - width : 30;
  return html`<svg class="bar" viewBox="0 0 60 10" aria-hidden="true"><rect class="${part < 0 ? 'loss' : 'win'}" x="${x.toFixed(1)}" y="1" width="${width.toFixed(1)}" height="8"/><path class="base" d="M30 0V10"/></svg>`;
}
