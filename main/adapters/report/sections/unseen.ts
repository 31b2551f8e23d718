import { formatSeconds } from '../../../../shared/performance/figure-text.ts';
import { momentOf } from '../markup/figures.ts';
import { type Html, html } from '../markup/html.ts';
import { SPAN_WORDS } from '../markup/incident-words.ts';
import { type Column, table } from '../markup/table.ts';
import type { IncidentSpan, SpanKind } from '../reading/incidents.ts';
import type { RunRecord } from '../reading/run-record.ts';

/** More holes than these in the data are counted only. */
const MAX_HOLES = 200;
/** Longer lists are folded at first. */
const MAX_UNFOLDED = 30;

interface KindSum {
  readonly kind: SpanKind;
  readonly count: number;
  readonly longest: number;
  readonly total: number;
}

/** When the market was not seen or entries were not allowed: sums and each interval. */
export function unseenSection(record: RunRecord): Html {
  const { incidents, candles } = record.events;
  const { holes, total } = candles.holes(MAX_HOLES);
  const missing = holes.map(([from, to]): IncidentSpan => ({ kind: 'no_candles', from, to }));
  const spans = [...incidents.spans, ...missing].sort((a, b) => a.from - b.from);
  const leftOut = incidents.leftOut + total - holes.length;
  if (spans.length === 0) {
    const none = 'None: the market was seen from beginning to end, as far as the record tells.';
    return html`<section id="unseen"><h2>Feed and blind intervals</h2><p class="none">${none}</p></section>`;
  }
  const end = Math.max(candles.span?.[1] ?? 0, record.events.reachedAt || 0);
  const more =
    leftOut === 0 ? null : html`<p class="fine">${leftOut} more are in events.jsonl; the sums leave them out.</p>`;
  const each = spanTable(spans, end);
  const list =
    spans.length > MAX_UNFOLDED
      ? html`<details><summary>Each of them <small>${spans.length}</small></summary>${each}</details>`
      : each;
  return html`<section id="unseen"><h2>Feed and blind intervals <small>${spans.length}</small></h2>${sumTable(spans, end)}${more}${list}</section>`;
}

function sumTable(spans: readonly IncidentSpan[], end: number): Html {
  const sums = new Map<SpanKind, KindSum>();
  for (const span of spans) {
    const lasted = lastedMs(span, end);
    const { count, longest, total } = sums.get(span.kind) ?? { count: 0, longest: 0, total: 0 };
    sums.set(span.kind, {
      kind: span.kind,
      count: count + 1,
      longest: Math.max(longest, lasted),
      total: total + lasted,
    });
  }
  const columns: readonly Column<KindSum>[] = [
    { head: 'What', kind: 'text', cell: ({ kind }) => html`<b>${SPAN_WORDS[kind].name}</b>` },
    { head: 'Times', kind: 'number', cell: ({ count }) => count },
    { head: 'Together', kind: 'text', cell: ({ total }) => formatSeconds(total / 1000) },
    { head: 'Longest', kind: 'text', cell: ({ longest }) => formatSeconds(longest / 1000) },
    { head: 'Meaning', kind: 'text', cell: ({ kind }) => SPAN_WORDS[kind].means },
  ];
  return table(columns, [...sums.values()], { className: 'sums' });
}

function spanTable(spans: readonly IncidentSpan[], end: number): Html {
  const columns: readonly Column<IncidentSpan>[] = [
    { head: 'From (UTC)', kind: 'text', cell: (span) => momentOf(span.from) },
    { head: 'To', kind: 'text', cell: ({ to }) => (to === null ? 'the end of the record' : momentOf(to)) },
    { head: 'Lasted', kind: 'text', cell: (span) => formatSeconds(lastedMs(span, end) / 1000) },
    { head: 'What', kind: 'text', cell: ({ kind }) => SPAN_WORDS[kind].name },
  ];
  return table(columns, spans, { className: 'times spans nowrap', label: 'Intervals' });
}

function lastedMs({ from, to }: IncidentSpan, end: number): number {
  const lasted = (to ?? end) - from;
  return Number.isFinite(lasted) ? Math.max(0, lasted) : 0;
}
