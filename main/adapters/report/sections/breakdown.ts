import { excursionChart } from '../charts/excursion-chart.ts';
import { rHistogram } from '../charts/histogram.ts';
import { decimal, share, twoDecimals, unitsText } from '../markup/figures.ts';
import { type Html, type HtmlValue, html } from '../markup/html.ts';
import { type Column, table } from '../markup/table.ts';
import type { TradeRow } from '../reading/trades-file.ts';
import { signedBar } from './signed-bar.ts';
import { tradeFacts } from './trade-facts.ts';
import { type TradeGroup, tradeGroups } from './trade-groups.ts';

const MAX_SHORT_HOURS = 8;
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** How the trades came out: distribution, excursions, and sums by what they have in common. */
export function breakdownSection(trades: readonly TradeRow[]): Html {
  if (trades.length === 0) {
    return html`<section id="results"><h2>Results by trade</h2><p class="none">No closed trade is recorded in this folder.</p></section>`;
  }
  const by = (name: string, key: (trade: TradeRow) => string) => groupTable(name, tradeGroups(trades, key));
  const hours = tradeGroups(trades, ({ entryAt }) => `${new Date(entryAt).toISOString().slice(11, 13)}:00`);
  const hasExcursions = trades.some((trade) => trade.mae !== '' && Number.isFinite(trade.risk));
  const weekdays = tradeGroups(trades, ({ entryAt }) => weekdayOf(entryAt));
  const byDay = [...weekdays].sort((a, b) => WEEKDAYS.indexOf(a.name) - WEEKDAYS.indexOf(b.name));
  const byHour = [...hours].sort((a, b) => (a.name < b.name ? -1 : 1));
  const bySide = html`${by('Side', (trade) => trade.side)}${weekdays.length < 2 ? null : groupTable('Entry weekday, UTC', byDay)}`;
  const others = html`${by('Exit reason', (trade) => trade.exit_reason)}${bySide}`;
  // a few hours leave the right column room for the others
  const isShort = hours.length <= MAX_SHORT_HOURS;
  const left = html`<div><figure>${rHistogram(trades.map((trade) => trade.r))}</figure>
${by('Setup', (trade) => trade.setup)}${isShort ? null : others}</div>`;
  const right = html`<div>${groupTable('Entry hour, UTC', byHour)}${isShort ? others : null}</div>`;
  const excursions = html`<div class="whole"><div class="pair"><figure>${excursionChart(trades, 'mae')}</figure><figure>${excursionChart(trades, 'mfe')}</figure></div>
<p class="fine">▲ filled: wins, ○ hollow: losses. Excursions are those seen while the position was open, divided by the risk at entry.</p></div>`;
  return html`<section id="results"><h2>Results by trade</h2>${tradeFacts(trades)}<div class="pair">${left}${right}</div>${hasExcursions ? excursions : null}</section>`;
}

function groupTable(name: string, groups: readonly TradeGroup[]): Html {
  const widest = groups.reduce((max, group) => Math.max(max, Math.abs(Number(group.pnl))), 1);
  const all = groups.reduce((sum, group) => sum + group.trades, 0);
  const columns: readonly Column<TradeGroup>[] = [
    { head: name, kind: 'text', cell: (group) => group.name },
    { head: 'Trades', kind: 'number', cell: (group) => group.trades },
    { head: 'Wins', kind: 'number', cell: (group) => share(group.wins, group.trades) },
    { head: 'Net PnL', kind: 'number', cell: (group) => decimal(unitsText(group.pnl)) },
    { head: '', kind: 'text', cell: (group) => signedBar(Number(group.pnl) / widest) },
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

/** ms UTC to "Monday" … "Sunday". */
function weekdayOf(ts: number): string {
  return WEEKDAYS[(new Date(ts).getUTCDay() + 6) % 7] ?? '';
}
