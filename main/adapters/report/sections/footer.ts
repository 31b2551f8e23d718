import { command } from '../markup/command.ts';
import { type Html, html } from '../markup/html.ts';
import type { RunRecord } from '../reading/run-record.ts';
import { replayDetails } from './replay-verdict.ts';

/** How anyone can check this page against the record it was made from. */
export function footerSection(record: RunRecord): Html {
  const { report, runId } = record;
  const hasJournal = report?.journal_hash !== null;
  const journal =
    report === null
      ? null
      : !hasJournal
        ? html`<p>This run kept no journal (a backtest keeps one with <code>--journal</code>), so there is no hash to check.</p>`
        : html`<p>Last hash of the journal: <code class="hash">${report.journal_hash}</code></p>`;
  const checks: readonly (readonly [string, string])[] = [
    [`audit ${runId}`, 'checks the hash chain of the journal'],
    [`replay ${runId} --verify`, 'computes the run again from its recorded inputs and compares every event'],
  ];
  const commands = [
    ...(hasJournal ? checks : []),
    [`report ${runId}`, hasJournal ? 'writes this page anew, with the verdict' : 'writes this page anew'] as const,
  ];
  const list = commands.map(([words, does]) => html`<div><dt>${command(words)}<dd>${does}</div>`);
  return html`<footer id="verify"><h2>Verify</h2>${replayDetails(record)}
<p>In a checkout of the program (for a run that is not in its <code>.workspace</code>, give the run's folder in place of its id):</p>
<dl class="commands">${list}</dl>${hasJournal ? html`<p>In the program itself: History, this run, Verify.</p>` : null}${journal}
<p>This page was made from <code>events.jsonl</code>, <code>trades.csv</code>, <code>metrics.csv</code>, <code>final_report.json</code> and <code>config.json</code> in its folder; it loads nothing from elsewhere.</p></footer>`;
}
