import type { StageName, StageVerdict } from '../../shared/events.ts';
import { figure, quantity, UNKNOWN } from '../format/figures.ts';
import { useWorkstation } from '../store/workstation-context.tsx';
import { TEXT } from '../text/page.ts';
import { words } from '../text/phrases.ts';
import { RECORDS_TEXT } from '../text/records.ts';
import { type Decision, endedAt, markOf, saidBy, whyOf } from './decision-facts.ts';
import { GLYPH } from './stage-marks.tsx';

const { decisions: text } = RECORDS_TEXT;

/** Why there was an order or none, in a sentence; then what each stage saw and said. Stages that were not reached share a line. */
export function DecisionDetail({ decision }: { readonly decision: Decision }) {
  const coin = useWorkstation((state) => (state.session?.symbol ?? '').replace(/USDT$/, ''));
  const ended = endedAt(decision);
  const reached = decision.stages.filter((verdict) => !isSilent(verdict));
  const silent = decision.stages.filter(isSilent);
  return (
    <div className="decision-detail">
      <p className="why">{whyOf(decision)}</p>
      <ol className="verdicts">
        {reached.map((verdict) => (
          <Verdict key={verdict.stage} verdict={verdict} ended={ended} coin={coin} />
        ))}
      </ol>
      {silent.length > 0 && (
        <p className="muted">
          {text.notReached}: {silent.map(({ stage }) => words(TEXT.stage, stage)).join(', ')}
        </p>
      )}
    </div>
  );
}

function isSilent({ result, reason, inputs }: StageVerdict): boolean {
  return (result === 'skipped' || result === 'none') && reason === '' && Object.keys(inputs).length === 0;
}

interface VerdictProps {
  readonly verdict: StageVerdict;
  readonly ended: StageName | undefined;
  readonly coin: string;
}

function Verdict({ verdict, ended, coin }: VerdictProps) {
  const mark = markOf(verdict, ended);
  return (
    <li>
      <span className={`mark is-${mark}`} aria-hidden="true">
        {GLYPH[mark]}
      </span>
      <span className="stage">{words(TEXT.stage, verdict.stage)}</span>
      <span className={mark === 'refused' || mark === 'no' ? 'said strong' : 'said'}>{saidBy(verdict)}</span>
      <span className="saw">
        {Object.entries(verdict.inputs).map(([name, value]) => (
          <span key={name}>
            <span className="muted">{nameOf(name)}</span> {shown(name, value, coin)}
          </span>
        ))}
      </span>
    </li>
  );
}

/** In words; an average by its short name, such as SMA10. */
function nameOf(input: string): string {
  if (Object.hasOwn(text.input, input)) return text.input[input]?.[0] ?? input;
  return /^[es]ma\d+$/.test(input) ? input.toUpperCase() : words({}, input);
}

function shown(name: string, value: StageVerdict['inputs'][string], coin: string): string {
  if (value === null || value === '') return UNKNOWN;
  if (typeof value === 'boolean') return value ? text.true : text.false;
  const unit = (Object.hasOwn(text.input, name) ? (text.input[name]?.[1] ?? '') : '').replace('@', coin);
  const said = typeof value === 'string' ? sayText(value) : sayNumber(name, value);
  return unit === '' ? said : `${said} ${unit}`;
}

/** Prices and sizes are decimal text; other text is a code. */
function sayText(value: string): string {
  return /^-?\d+(?:\.\d+)?$/.test(value) ? value : words(text.value, value);
}

/** Shares are shown as percent; whatever is small keeps its digits. */
function sayNumber(name: string, value: number): string {
  if (name === 'atr_ratio') return figure(value * 100, 4);
  if (Number.isInteger(value)) return figure(value, 0);
  return Math.abs(value) < 10 ? figure(value, 4) : name === 'cvd' ? quantity(value) : figure(value, 2);
}
