import { TEXT } from '../text/page.ts';
import { words } from '../text/phrases.ts';
import { RECORDS_TEXT } from '../text/records.ts';
import { type Decision, endedAt, type Mark, markOf, saidBy } from './decision-facts.ts';

/** Shapes differ, so that colour is not the only sign. */
export const GLYPH: Readonly<Record<Mark, string>> = { pass: '●', no: '○', skipped: '·', refused: '✕' };

const { decisions: text } = RECORDS_TEXT;

/** The stages of a decision in their order, as small marks. */
export function StageMarks({ decision }: { readonly decision: Decision }) {
  const ended = endedAt(decision);
  return (
    <span className="marks">
      {decision.stages.map((verdict) => {
        const mark = markOf(verdict, ended);
        const label = text.markOf(words(TEXT.stage, verdict.stage), saidBy(verdict));
        return (
          <span key={verdict.stage} className={`mark is-${mark}`} role="img" aria-label={label} title={label}>
            {GLYPH[mark]}
          </span>
        );
      })}
    </span>
  );
}

export function glyphsOf(decision: Decision): string {
  const ended = endedAt(decision);
  return decision.stages.map((verdict) => GLYPH[markOf(verdict, ended)]).join('');
}
