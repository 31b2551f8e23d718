import type { ReplayVerdict } from '../../../../shared/replay-verdict.ts';
import { command } from '../markup/command.ts';
import { moment } from '../markup/figures.ts';
import { type Html, html } from '../markup/html.ts';
import type { RunRecord } from '../reading/run-record.ts';

/** Longer events are cut on the page; verdict.json has them whole. */
const MAX_EVENT_TEXT = 600;

type Standing =
  | { readonly kind: 'no_journal' }
  | { readonly kind: 'unchecked' }
  /** Checked, but not this run as it is now. */
  | { readonly kind: 'outdated'; readonly verdict: ReplayVerdict }
  | { readonly kind: 'checked'; readonly verdict: ReplayVerdict };

/** What is known about the replay of the run: nothing that was not found by a check of this very journal. */
function standingOf({ report, verdict, runId }: RunRecord): Standing {
  if (verdict !== null) {
    const isThisRun = verdict.run_id === runId && report !== null && verdict.journal_hash === report.journal_hash;
    return { kind: isThisRun ? 'checked' : 'outdated', verdict };
  }
  return report !== null && report.journal_hash === null ? { kind: 'no_journal' } : { kind: 'unchecked' };
}

/** The verdict in one line, for the head of the page. */
export function replayLine(record: RunRecord): Html {
  const standing = standingOf(record);
  const check = command(`replay ${record.runId} --verify`);
  switch (standing.kind) {
    case 'no_journal':
      return line('', 'not possible', html`this run kept no journal`);
    case 'unchecked':
      return line('', 'not checked yet', html`check with ${check}`);
    case 'outdated':
      return line(
        '',
        'not checked as it is now',
        html`the check on record was of another state of the run; repeat ${check}`,
      );
    case 'checked': {
      const { verdict, events, checked_at } = standing.verdict;
      const at = `${moment(checked_at.replace(/\.\d+Z$/, 'Z'))} UTC`;
      if (verdict === 'IDENTICAL') {
        return line(
          'same',
          'IDENTICAL',
          html`all ${events} events came out the same when computed again, checked ${at}; repeat with ${check}`,
        );
      }
      return line('differs', 'DIFFERENT', html`first at event ${events}, checked ${at}; repeat with ${check}`);
    }
  }
}

function line(tone: string, verdict: string, words: Html): Html {
  return html`<p class="replay ${tone}">Replay check: <strong>${verdict}</strong> <span>${words}</span></p>`;
}

/** The check in full: when, by which version, and where the run first came out differently. */
export function replayDetails(record: RunRecord): Html | null {
  const standing = standingOf(record);
  if (standing.kind !== 'checked') return replayLine(record);
  const { engine_version, difference } = standing.verdict;
  const shownEvents = [...record.events.counts.values()].reduce((sum, count) => sum + count, 0);
  const isShort = difference === null && shownEvents !== standing.verdict.events;
  const note = isShort
    ? html`<p>The journal has ${standing.verdict.events} events; events.jsonl, from which this page was made, has ${shownEvents}.</p>`
    : null;
  const where =
    difference === null
      ? null
      : html`<dl class="difference"><dt>Event ${difference.seq} as recorded<dd><code>${cut(difference.recorded)}</code><dt>computed again<dd><code>${cut(difference.recomputed)}</code></dl>`;
  return html`${replayLine(record)}${where}${note}<p>Computed by version ${engine_version}, which is the one that recorded it. The check compares the journal; it says nothing about files changed since.</p>`;
}

function cut(text: string): string {
  return text.length <= MAX_EVENT_TEXT ? text : `${text.slice(0, MAX_EVENT_TEXT)} …`;
}
