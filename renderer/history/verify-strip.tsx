import { figure } from '../format/figures.ts';
import { HISTORY } from '../text/history.ts';
import { errorText } from '../text/phrases.ts';
import type { Verify } from './use-verify.ts';

const { verify: text, actions } = HISTORY;
/** Characters of a differing event that are shown before and after the difference. */
const BEFORE = 60;
const AFTER = 100;

/** The verdict of a check under the bar of its run, or how far it is. */
export function VerifyStrip({ verify }: { readonly verify: Verify }) {
  const { progress, refusal, isRunning, cancel, dismiss } = verify;
  if (progress === null && refusal === '') return null;
  return (
    <div className="verify-strip" role="status">
      <Verdict verify={verify} />
      <span className="spring" />
      {isRunning ? (
        <button type="button" onClick={cancel}>
          {actions.cancel}
        </button>
      ) : (
        <button type="button" className="quiet" onClick={dismiss}>
          {text.close}
        </button>
      )}
    </div>
  );
}

function Verdict({ verify: { progress, refusal } }: { readonly verify: Verify }) {
  if (progress === null) return <Sentence glyph="✕" word={text.failed} tone="bad" sentence={refusal} />;
  const { state, done, total, events, difference, error } = progress;
  switch (state) {
    case 'running':
      return (
        <>
          <progress
            aria-label={text.label}
            value={total === 0 ? undefined : done}
            max={total === 0 ? undefined : total}
          />
          <span>{total === 0 ? text.starting : text.progress(figure(done, 0), figure(total, 0))}</span>
        </>
      );
    case 'identical':
      return <Sentence glyph="✓" word={text.identical} tone="good" sentence={text.identicalText(figure(events, 0))} />;
    case 'different':
      return (
        <div className="verify-difference">
          <Sentence glyph="✕" word={text.different} tone="bad" sentence={text.differentText(difference?.seq ?? 0)} />
          {difference !== null && (
            <dl>
              <dt>{text.recorded}</dt>
              <dd title={difference.recorded}>{excerpt(difference.recorded, difference.recomputed)}</dd>
              <dt>{text.recomputed}</dt>
              <dd title={difference.recomputed}>{excerpt(difference.recomputed, difference.recorded)}</dd>
            </dl>
          )}
        </div>
      );
    case 'cancelled':
      return <span>{text.cancelled}</span>;
    default:
      return (
        <Sentence glyph="✕" word={text.failed} tone="bad" sentence={errorText({ code: '', message: error ?? '' })} />
      );
  }
}

/** The part of a line around the first character in which it differs from another. */
function excerpt(line: string, other: string): string {
  let at = 0;
  while (at < line.length && line[at] === other[at]) at++;
  const from = Math.max(0, at - BEFORE);
  const to = Math.min(line.length, at + AFTER);
  return `${from > 0 ? '… ' : ''}${line.slice(from, to)}${to < line.length ? ' …' : ''}`;
}

function Sentence({
  glyph,
  word,
  tone,
  sentence,
}: {
  readonly glyph: string;
  readonly word: string;
  readonly tone: 'good' | 'bad';
  readonly sentence: string;
}) {
  return (
    <p>
      <strong className={`verdict ${tone}`}>
        <span aria-hidden="true">{glyph} </span>
        {word}
      </strong>{' '}
      {sentence}
    </p>
  );
}
