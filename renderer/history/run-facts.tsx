import type { OpenedRun } from '../../shared/opened-run.ts';
import { figure, UNKNOWN } from '../format/figures.ts';
import { fullTime, minuteTime } from '../format/times.ts';
import { FactRow } from '../panes/fact-row.tsx';
import { HISTORY } from '../text/history.ts';
import { TEXT } from '../text/page.ts';
import { words } from '../text/phrases.ts';
import { sourceWords, tookText } from './run-words.ts';

const HASH_SHOWN = 16;
const { facts: text } = HISTORY;

/** What a run was made of, and what is wrong with its folder. */
export function RunFacts({ opened: { summary, session, report, notes } }: { readonly opened: OpenedRun }) {
  const { stopped_reason: reason, symbol, interval } = summary;
  const hash = report?.journal_hash ?? null;
  return (
    <section className="panel run-facts" aria-labelledby="facts-heading">
      <div className="panel-head">
        <h2 id="facts-heading">{text.heading}</h2>
      </div>
      {notes.map((note) => (
        <p key={note} className="warn-note">
          {note}
        </p>
      ))}
      <dl className="rows">
        <FactRow name={text.ended}>{reason === null ? UNKNOWN : words(TEXT.stopReason, reason)}</FactRow>
        <FactRow name={text.source}>{sourceWords(summary)}</FactRow>
        <FactRow name={text.market}>{symbol === null ? UNKNOWN : `${symbol} ${interval ?? ''}`}</FactRow>
        <FactRow name={text.strategy}>{summary.strategy ?? UNKNOWN}</FactRow>
        <FactRow name={text.seed}>{report === null ? UNKNOWN : String(session.seed)}</FactRow>
        <FactRow name={text.started}>{`${fullTime(summary.started_at)} ${TEXT.utc}`}</FactRow>
        <FactRow name={text.duration}>{tookText(summary)}</FactRow>
        <FactRow name={text.from}>{minuteTime(summary.market_from)}</FactRow>
        <FactRow name={text.to}>{minuteTime(summary.market_to)}</FactRow>
        <FactRow name={text.candles}>{figure(session.candles, 0)}</FactRow>
        <FactRow name={text.missing}>{figure(report?.missing_candles, 0)}</FactRow>
        <FactRow name={text.decisions}>{figure(report?.decisions, 0)}</FactRow>
        <FactRow name={text.version}>{report?.app_version ?? UNKNOWN}</FactRow>
        <FactRow name={text.hash}>
          <span title={hash ?? undefined}>{hash === null ? UNKNOWN : hash.slice(0, HASH_SHOWN)}</span>
        </FactRow>
      </dl>
    </section>
  );
}
