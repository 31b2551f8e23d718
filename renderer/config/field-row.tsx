import { useId } from 'react';
import type { FormField } from '../../shared/config/form.ts';
import { CONFIG_TEXT } from '../text/config.ts';
import { useConfigDesk } from './config-context.tsx';
import { currentEntry, type Draft } from './draft.ts';
import { entryOf, isSame } from './entries.ts';
import { entryText, rangeText } from './entry-text.ts';
import { FieldControl } from './field-control.tsx';

interface Props {
  readonly field: FormField;
  readonly draft: Draft;
  readonly fault: string | undefined;
}

/** One value: its name and help, its control with unit and range, what is wrong with it, and where it comes from. */
export function FieldRow({ field, draft, fault }: Props) {
  const desk = useConfigDesk();
  const id = useId();
  const { view, edits } = draft;
  const override = view.overrides.find(({ path }) => path === field.path);
  const saved = currentEntry(draft, field);
  const entry = override === undefined ? saved : entryOf(field, override.value);
  const isEdited = edits[field.path] !== undefined;
  const range = rangeText(field);
  const fileText = entryText(field, saved);
  return (
    <div
      className={`config-row${isEdited ? ' edited' : ''}${fault === undefined ? '' : ' faulty'}`}
      data-path={field.path}
    >
      <div className="config-name">
        {field.kind === 'choices' ? (
          <span id={`${id}-label`}>{field.title}</span>
        ) : (
          <label htmlFor={id}>{field.title}</label>
        )}
        <p id={`${id}-help`} className="hint">
          {field.help}
        </p>
      </div>
      <div className="config-control">
        <div className="config-value">
          <FieldControl
            id={id}
            field={field}
            entry={entry}
            isLocked={override !== undefined}
            isFaulty={fault !== undefined}
            change={(next) => desk.edit(field, next)}
          />
          {field.unit !== '' && <span className="config-unit">{field.unit}</span>}
          <span id={`${id}-range`} className="hint config-range">
            {range}
          </span>
        </div>
        {fault !== undefined && (
          <p id={`${id}-fault`} className="config-fault" role="alert">
            {CONFIG_TEXT.fault(fault)}
          </p>
        )}
        {override !== undefined && (
          <p className="config-override">
            <strong>{CONFIG_TEXT.environment(override.variable)}</strong> {CONFIG_TEXT.environmentHint(fileText)}
          </p>
        )}
      </div>
      <Marks field={field} draft={draft} isLocked={override !== undefined} />
    </div>
  );
}

/** When it acts, where it comes from, and the way back to what is shipped. */
function Marks({ field, draft, isLocked }: { field: FormField; draft: Draft; isLocked: boolean }) {
  const desk = useConfigDesk();
  const { view } = draft;
  const origin = isLocked ? 'environment' : (view.origins[field.path] ?? 'default');
  const shipped = view.shipped === null ? undefined : entryOf(field, view.shipped[field.path]);
  const differs = shipped !== undefined && !isSame(field, currentEntry(draft, field), shipped);
  return (
    <div className="config-marks">
      <span className="badge acts" title={CONFIG_TEXT.actsHint[field.acts]}>
        {CONFIG_TEXT.acts[field.acts]}
      </span>
      <span
        className={origin === 'environment' || (origin === 'workspace' && differs) ? 'badge own' : 'badge'}
        title={CONFIG_TEXT.fromHint[origin]}
      >
        {CONFIG_TEXT.from[origin]}
      </span>
      {differs && !isLocked && (
        <button type="button" className="quiet config-reset" onClick={() => desk.edit(field, shipped)}>
          {CONFIG_TEXT.reset(entryText(field, shipped))}
        </button>
      )}
    </div>
  );
}
