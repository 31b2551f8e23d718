import { decimal, moment } from '../markup/figures.ts';
import { type Html, html } from '../markup/html.ts';
import { type Column, table } from '../markup/table.ts';
import type { TradeRow } from '../reading/trades-file.ts';

/** More rows would make the page slow to open; the file has them all. */
const MAX_ROWS = 2000;

/** Average prices have up to 8 decimals, single fills those of a tick. */
const columnsOf = (priceKind: 'number' | 'number f2'): readonly Column<TradeRow>[] => [
  { head: '#', kind: 'number', cell: (trade) => trade.trade_id },
  { head: ['Side', 'quantity'], kind: 'text', cell: (trade) => [sideMark(trade.side), trade.qty] },
  { head: ['Entry', 'exit (UTC)'], kind: 'text', cell: (trade) => [moment(trade.entry_ts), moment(trade.exit_ts)] },
  {
    head: ['Entry price', 'exit price'],
    kind: priceKind,
    cell: (trade) => [decimal(trade.entry_price), decimal(trade.exit_price)],
  },
  { head: ['Setup', 'exit reason'], kind: 'text', cell: (trade) => [trade.setup, trade.exit_reason] },
  { head: 'Bars', kind: 'number', cell: (trade) => trade.bars_open },
  { head: 'Gross PnL', kind: 'number', cell: (trade) => decimal(trade.gross_pnl) },
  { head: ['Fees', 'funding'], kind: 'number', cell: (trade) => [decimal(trade.fees), decimal(trade.funding)] },
  { head: 'Net PnL', kind: 'number', cell: (trade) => html`<b>${decimal(trade.pnl)}</b>` },
  { head: 'R', kind: 'number f4', cell: (trade) => html`<b>${decimal(trade.r_multiple)}</b>` },
  { head: ['MAE', 'MFE'], kind: 'number', cell: (trade) => [decimal(trade.mae), decimal(trade.mfe)] },
  { head: 'Tags', kind: 'text', cell: (trade) => trade.tags.join(', ').replaceAll('_', ' ') },
];

/** Every trade, the newest 2,000 when there are more. */
export function tradesSection(trades: readonly TradeRow[]): Html | null {
  if (trades.length === 0) return null;
  const shown = trades.slice(-MAX_ROWS);
  const left = trades.length - shown.length;
  const priceKind = shown.some((trade) => /\.\d{3}/.test(trade.entry_price)) ? 'number' : 'number f2';
  const more =
    left === 0
      ? null
      : html`<p class="fine">The first ${left} of ${trades.length} trades are left out here; trades.csv in this folder has them all.</p>`;
  return html`<section id="trades"><h2>Trades <small>${trades.length}</small></h2>${more}
<p class="fine">USDT, as in trades.csv; digits beyond two decimals are small. MAE and MFE: largest move against and in favour while open.</p>
${table(columnsOf(priceKind), shown, { className: 'trades sortable', label: 'Trades', rowId: (trade) => `t${trade.trade_id}` })}</section>`;
}

function sideMark(side: string): string {
  if (side === 'LONG') return '▲ LONG';
  return side === 'SHORT' ? '▼ SHORT' : side;
}
