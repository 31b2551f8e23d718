import { type Html, html } from '../markup/html.ts';
import type { RunRecord } from '../reading/run-record.ts';
import { replayDetails } from './replay-verdict.ts';

/** How anyone can check this page against the record it was made from. */
export function footerSection(record: RunRecord): Html {
  const { report, runId } = record;
  const journal =
    report === null
      ? null
      : report.journal_hash === null
        ? html`<p>This run kept no journal (a backtest keeps one with <code>--journal</code>), so there is no hash to check.</p>`
        : html`<p>Last hash of the journal: <code class="hash">${report.journal_hash}</code></p>`;
  return html`<footer id="verify"><h2>Verify</h2>${replayDetails(record)}<p><code>la audit ${runId}</code> checks the hash chain of the journal.
<code>la replay ${runId} --verify</code> computes the run again from its recorded inputs and compares every event;
<code>la report ${runId}</code> then writes this page anew with the verdict.</p>${journal}
<p>This page was made from <code>events.jsonl</code>, <code>trades.csv</code>, <code>metrics.csv</code>, <code>final_report.json</code> and <code>config.json</code> in its folder; it loads nothing from elsewhere.</p></footer>`;
}
