import type { FormField } from '../../shared/config/form.ts';
import { AddressControl } from './address-control.tsx';
import type { Entry } from './entries.ts';
import { choiceText } from './entry-text.ts';

export interface ControlProps {
  readonly id: string;
  readonly field: FormField;
  readonly entry: Entry;
  /** The environment overrules it. */
  readonly isLocked: boolean;
  readonly isFaulty: boolean;
  readonly change: (entry: Entry) => void;
}

/** The input that suits the kind of a value. Its row describes it. */
export function FieldControl(props: ControlProps) {
  const { id, field, entry, isLocked, isFaulty, change } = props;
  const described = `${id}-help ${id}-range${isFaulty ? ` ${id}-fault` : ''}`;
  if (typeof entry === 'boolean') {
    return (
      <input
        id={id}
        type="checkbox"
        className="switch"
        checked={entry}
        disabled={isLocked}
        aria-describedby={described}
        onChange={(event) => change(event.target.checked)}
      />
    );
  }
  if (typeof entry !== 'string') {
    return 'kind' in entry ? <AddressControl {...props} entry={entry} /> : <Choices {...props} entry={entry} />;
  }
  if (field.kind === 'choice') {
    return (
      <select
        id={id}
        value={entry}
        disabled={isLocked}
        aria-describedby={described}
        onChange={(event) => change(event.target.value)}
      >
        {field.choices.map((choice) => (
          <option key={choice} value={choice}>
            {choiceText(choice)}
          </option>
        ))}
      </select>
    );
  }
  // a decimal that is kept as text has a unit too
  const isNumber = field.kind !== 'text' || field.unit !== '';
  return (
    <input
      id={id}
      className={isNumber ? 'config-number' : 'config-text'}
      value={entry}
      inputMode={isNumber ? 'decimal' : 'text'}
      autoComplete="off"
      spellCheck={false}
      readOnly={isLocked}
      aria-invalid={isFaulty}
      aria-describedby={described}
      onChange={(event) => change(event.target.value)}
    />
  );
}

function Choices({ id, field, entry, change }: ControlProps & { readonly entry: readonly string[] }) {
  return (
    <fieldset id={id} aria-labelledby={`${id}-label`} className="config-choices">
      {field.choices.map((choice) => (
        <label key={choice}>
          <input
            type="checkbox"
            checked={entry.includes(choice)}
            onChange={(event) => {
              // in the order of the schema, whatever the order of the clicks
              const wanted = new Set(
                event.target.checked ? [...entry, choice] : entry.filter((each) => each !== choice),
              );
              change(field.choices.filter((each) => wanted.has(each)));
            }}
          />
          {choiceText(choice)}
        </label>
      ))}
    </fieldset>
  );
}
