import { inlineDecimal, moment, share } from '../markup/figures.ts';
import { type Html, type HtmlValue, html } from '../markup/html.ts';
import { type Column, table } from '../markup/table.ts';
import { reasonWords, stageWords } from '../markup/words.ts';
import type { DecisionLog, DecisionRow, OrderDecision } from '../reading/decision-log.ts';
import { shareBar } from './signed-bar.ts';

/** A longer list of orders is folded at first. */
const MAX_UNFOLDED = 120;

const AT: Column<DecisionRow> = { head: 'Decided (UTC)', kind: 'text', cell: (row) => moment(row.at) };
const MARKET: Column<DecisionRow> = {
  head: 'Trend, regime',
  kind: 'text',
  cell: (row) => [row.trend, row.regime].filter((part) => part !== '').join(', '),
};
const SIGNAL: readonly Column<DecisionRow>[] = [
  { head: 'Setup', kind: 'text', cell: (row) => row.setup },
  { head: 'Order', kind: 'text', cell: (row) => (row.side === '' ? '' : `${row.side}\u00a0${row.type}`) },
  { head: 'Entry', kind: 'number', cell: (row) => row.entry },
  { head: 'Stop', kind: 'number', cell: (row) => row.stop },
  { head: 'Target', kind: 'number', cell: (row) => row.target },
  { head: 'Reward/risk', kind: 'number', cell: (row) => inlineDecimal(row.rewardRisk) },
  { head: 'Cost, R', kind: 'number', cell: (row) => inlineDecimal(row.costR) },
];
const STAGE: Column<DecisionRow> = { head: 'Refused by', kind: 'text', cell: (row) => stageWords(row.refusedBy) };
const REASON: Column<DecisionRow> = { head: 'Why not', kind: 'text', cell: (row) => reasonWords(row.reason) };
const ORDER_COLUMNS: readonly Column<OrderDecision>[] = [
  AT,
  ...SIGNAL,
  { head: 'Quantity', kind: 'number', cell: (row) => row.qty },
  { head: 'Capped by', kind: 'text', cell: (row) => (row.boundBy === 'risk' ? '' : row.boundBy.replaceAll('_', ' ')) },
  MARKET,
  { head: 'Became', kind: 'text', cell: fateWords },
];

/** Why it traded and why it did not. */
export function decisionsSection(log: DecisionLog): Html {
  if (log.total === 0) {
    return html`<section id="decisions"><h2>Decisions</h2><p class="none">There are no decisions in events.jsonl.</p></section>`;
  }
  const refused = [...log.refused].reverse();
  const quiet = [...log.quiet].reverse();
  return html`<section id="decisions"><h2>Decisions <small>${log.total}</small></h2>${funnel(log)}${reasonTable(log)}
${ordersTable(log)}${folded('Signals refused while free to trade', refused, [AT, ...SIGNAL, STAGE, REASON, MARKET], log.refusedCount)}${folded(
  'Latest candles without a signal',
  quiet,
  [AT, STAGE, REASON, MARKET, { head: 'CVD divergence', kind: 'text', cell: (row) => row.divergence.toLowerCase() }],
  log.quietCount,
)}</section>`;
}

function ordersTable(log: DecisionLog): Html {
  const { values, leftOut, total } = log.orders;
  if (total === 0) return html`<h3>Decisions that led to orders</h3><p class="none">None.</p>`;
  const more =
    leftOut === 0 ? null : html`<p class="fine">The first ${leftOut} are left out here; events.jsonl has them all.</p>`;
  const open = values.length <= MAX_UNFOLDED ? html` open` : null;
  return html`<details${open}><summary>Decisions that led to orders <small>${total}</small></summary>${more}${table(
    ORDER_COLUMNS,
    values,
    { className: 'sortable times decided', label: 'Decisions that led to orders' },
  )}</details>`;
}

function reasonTable(log: DecisionLog): Html {
  const rows = [...log.reasons].sort((a, b) => b[1] - a[1]);
  const all: readonly (readonly [string, number])[] = [['', log.orders.total], ...rows];
  const columns: readonly Column<readonly [string, number]>[] = [
    {
      head: 'First reason',
      kind: 'text',
      cell: ([reason]) => (reason === '' ? html`<b>order</b>` : reasonWords(reason)),
    },
    { head: 'Refused by', kind: 'text', cell: ([reason]) => stageWords(log.stages.get(reason) ?? '') },
    { head: 'Name', kind: 'text', cell: ([reason]) => html`<code>${reason}</code>` },
    { head: 'Decisions', kind: 'number', cell: ([, count]) => count },
    { head: 'Share', kind: 'number', cell: ([, count]) => share(count, log.total) },
    { head: '', kind: 'text', cell: ([, count]) => shareBar(count / log.total) },
  ];
  return table(columns, all, { className: 'groups narrow' });
}

/** From candles to orders, in one sentence. */
function funnel({ total, signals, refusedCount, orders }: DecisionLog): Html {
  const fired = signals === 1 ? 'On 1 candle a setup fired' : `On ${signals} candles a setup fired`;
  const busy = signals - refusedCount - orders.total;
  return html`<p>${fired}, of ${total} decided: ${orders.total} became orders, ${refusedCount} were refused by a later stage, and ${busy} came while a position or order was open, in a cooldown or in warm-up.</p>`;
}

function folded(
  name: string,
  rows: readonly DecisionRow[],
  columns: readonly Column<DecisionRow>[],
  total: number,
): Html | null {
  if (rows.length === 0) return null;
  const count = total > rows.length ? `the latest ${rows.length} of ${total}` : String(total);
  return html`<details><summary>${name} <small>${count}, newest first</small></summary>${table(columns, rows, { className: 'times decided', label: name })}</details>`;
}

function fateWords({ fate }: OrderDecision): HtmlValue {
  if (fate.tradeId !== null) return html`<a href="#t${fate.tradeId}">trade ${fate.tradeId}</a>`;
  return fate.ended === null ? 'open at the end' : reasonWords(fate.ended);
}
