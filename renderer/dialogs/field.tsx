import { useId } from 'react';

interface FieldProps {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly mode?: 'decimal' | 'numeric' | 'text';
  readonly suggestions?: readonly string[];
  readonly isWide?: boolean;
}

/** A line of text with a label and a hint. */
export function Field({ label, hint, value, change, mode = 'text', suggestions, isWide = false }: FieldProps) {
  const id = useId();
  return (
    <div className={isWide ? 'field wide' : 'field'}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        value={value}
        inputMode={mode}
        autoComplete="off"
        spellCheck={false}
        aria-describedby={`${id}-hint`}
        list={suggestions === undefined ? undefined : `${id}-list`}
        onChange={(event) => change(event.target.value)}
      />
      {suggestions !== undefined && (
        <datalist id={`${id}-list`}>
          {suggestions.map((suggestion) => (
            <option key={suggestion} value={suggestion} />
          ))}
        </datalist>
      )}
      <span id={`${id}-hint`} className="hint">
        {hint}
      </span>
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  /** Value and words of each option. */
  readonly options: readonly (readonly [string, string])[];
  readonly change: (value: string) => void;
}

/** One of a few, in the browser's own list. */
export function Choice({ label, value, options, change }: ChoiceProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => change(event.target.value)}>
        {options.map(([option, words]) => (
          <option key={option} value={option}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}
