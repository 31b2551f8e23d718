import type { StageVerdict } from '../../shared/events.ts';
import { UNKNOWN } from '../format/figures.ts';
import { TEXT, words } from '../text.ts';

const { decisions: text } = TEXT;

/** The verdict of every stage with what it looked at. */
export function DecisionDetail({ stages }: { readonly stages: readonly StageVerdict[] }) {
  return (
    <table className="table detail">
      <thead>
        <tr>
          <th scope="col">{text.stage}</th>
          <th scope="col">{text.result}</th>
          <th scope="col">{text.why}</th>
          <th scope="col">{text.inputs}</th>
        </tr>
      </thead>
      <tbody>
        {stages.map(({ stage, result, reason, inputs }) => (
          <tr key={stage}>
            <th scope="row">{words(TEXT.stage, stage)}</th>
            <td className={look(result)}>{words(TEXT.setup, result)}</td>
            <td>{reason === '' ? UNKNOWN : words(TEXT.decisionReason, reason)}</td>
            <td className="inputs">
              {Object.entries(inputs).map(([name, value]) => (
                <span key={name} className="input">
                  <span className="muted">{name.replaceAll('_', ' ')}</span>{' '}
                  <span className="number">{shown(value)}</span>
                </span>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function look(result: string): string {
  if (result === 'refused' || result === 'denied' || result === 'no_trade') return 'down';
  return result === 'skipped' || result === 'none' || result === 'off' ? 'muted' : '';
}

function shown(value: number | string | boolean | null): string {
  if (value === null || value === '') return UNKNOWN;
  if (typeof value === 'boolean') return value ? text.true : text.false;
  return typeof value === 'number' ? String(Number(value.toPrecision(8))) : value.replaceAll('_', ' ');
}
