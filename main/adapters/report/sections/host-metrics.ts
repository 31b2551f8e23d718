import { hostChart } from '../charts/host-chart.ts';
import { type Html, html } from '../markup/html.ts';
import { HOST_COLUMNS, type HostColumn, type MetricsFile } from '../reading/metrics-file.ts';

const NAMES: Readonly<Record<HostColumn, readonly [string, string]>> = {
  feed_age_ms: ['Age of market data', 'ms'],
  decision_latency_ms: ['Input received to decision', 'ms'],
  write_latency_ms: ['Durable write', 'ms'],
  loop_lag_ms: ['Event loop lag', 'ms'],
  rss_mb: ['Memory (RSS)', 'MB'],
};

/** How feed and machine did, as far as it was measured. */
export function hostSection({ host, rows }: MetricsFile): Html | null {
  const measured = HOST_COLUMNS.filter((column) => host[column].count > 0);
  if (measured.length === 0) return null;
  const charts = measured.map((column) => html`<figure>${hostChart(...NAMES[column], host[column])}</figure>`);
  return html`<section id="metrics"><h2>Feed and machine</h2><div class="pair">${charts}</div>
<p class="fine">From the ${rows} rows of metrics.csv, in session time; where rows are joined the line shows the largest.</p></section>`;
}
