import { CONFIG_TEXT } from '../text/config.ts';
import { useDraft } from './config-context.tsx';
import { savedEntry } from './draft.ts';
import type { AddressEntry } from './entries.ts';
import type { ControlProps } from './field-control.tsx';

/** An address that counts as a secret: the page shows its host at most, and takes another one. */
export function AddressControl({
  id,
  field,
  entry,
  isFaulty,
  change,
}: ControlProps & { readonly entry: AddressEntry }) {
  const draft = useDraft();
  const saved = draft === undefined ? undefined : savedEntry(draft.view, field);
  const isSet = typeof saved === 'object' && 'kind' in saved && saved.kind === 'keep';
  const text = CONFIG_TEXT.address;
  const input = (
    <input
      id={id}
      className="config-text"
      value={entry.kind === 'new' ? entry.url : ''}
      placeholder={text.hint}
      inputMode="url"
      autoComplete="off"
      spellCheck={false}
      aria-invalid={isFaulty}
      aria-describedby={`${id}-help${isFaulty ? ` ${id}-fault` : ''}`}
      onChange={(event) => {
        const url = event.target.value;
        change(url === '' && !isSet ? { kind: 'none' } : { kind: 'new', url });
      }}
    />
  );
  if (!isSet) return input;
  return (
    <div className="config-address">
      {entry.kind === 'new' ? (
        input
      ) : (
        <output id={id}>{entry.kind === 'keep' ? CONFIG_TEXT.addressSet(entry.host) : text.none}</output>
      )}
      {entry.kind === 'keep' && (
        <>
          <button type="button" onClick={() => change({ kind: 'new', url: '' })}>
            {text.replace}
          </button>
          <button type="button" onClick={() => change({ kind: 'none' })}>
            {text.remove}
          </button>
        </>
      )}
      {entry.kind !== 'keep' && (
        <button type="button" onClick={() => change(saved)}>
          {text.keep}
        </button>
      )}
    </div>
  );
}
