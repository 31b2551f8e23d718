import { moment, momentOf } from '../markup/figures.ts';
import { type Html, html } from '../markup/html.ts';
import { eventWords } from '../markup/incident-words.ts';
import { type Column, table } from '../markup/table.ts';
import type { EventDigest, HistoryEntry, HistoryGroup } from '../reading/event-digest.ts';

const AT: Column<HistoryEntry> = { head: 'Time (UTC)', kind: 'text', cell: (entry) => moment(entry.at) };
const MARKET_AT: Column<HistoryEntry> = {
  head: 'Market time',
  kind: 'text',
  cell: (entry) => momentOf(entry.marketAt),
};
const WHAT: readonly Column<HistoryEntry>[] = [
  {
    head: 'Event',
    kind: 'text',
    cell: (entry) => html`<span title="${entry.event}">${eventWords(entry.event)}</span>`,
  },
  { head: 'What', kind: 'text', cell: (entry) => entry.detail },
];
const LISTS: readonly (readonly [HistoryGroup, string, string])[] = [
  ['session', 'Session: start, stop, kill, pause, recovery', 'no such event'],
  ['breaker', 'Circuit breaker and error breaker', 'neither ever tripped'],
  ['feed', 'Market data feed', 'no event: simulated data, or a feed without a fault'],
  ['orders', 'Orders denied, dropped or held back', 'none'],
  ['funding', 'Funding', 'no settlement fell on an open position'],
];

/** Clocks of market and session that differ by more are different clocks. */
const APART_MS = 120_000;

/** What happened besides trading, and how often each event occurred. */
export function historySection({ history, counts }: EventDigest): Html {
  if (counts.size === 0) {
    return html`<section id="history"><h2>History</h2><p class="none">There are no events in this folder.</p></section>`;
  }
  const lists = LISTS.map(([group, name, none]) => {
    const { values, leftOut, total } = history[group];
    if (total === 0) return html`<h3>${name}</h3><p class="none">${none}</p>`;
    const more =
      leftOut === 0
        ? null
        : html`<p class="fine">The latest ${values.length} of ${total}; events.jsonl has them all.</p>`;
    return html`<h3>${name} <small>${total}</small></h3>${more}${table(columnsOf(values), values, { className: 'history', label: name })}`;
  });
  const names = [...counts].sort((a, b) => b[1] - a[1]);
  const all = html`<h3>All events by name</h3><dl class="counts">${names.map(([name, count]) => html`<div><dt>${name}<dd>${count}</div>`)}</dl>`;
  return html`<section id="history"><h2>History</h2>${lists}${all}</section>`;
}

/** Where a simulated market has a time of its own, both are told. */
function columnsOf(entries: readonly HistoryEntry[]): readonly Column<HistoryEntry>[] {
  const isApart = entries.some(
    ({ at, marketAt }) => Number.isFinite(marketAt) && Math.abs(Date.parse(at) - marketAt) > APART_MS,
  );
  return isApart ? [{ ...AT, head: 'Session time' }, MARKET_AT, ...WHAT] : [AT, ...WHAT];
}
