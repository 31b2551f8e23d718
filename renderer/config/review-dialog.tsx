import { useState } from 'react';
import { DialogButtons } from '../dialogs/dialog-parts.tsx';
import { Modal } from '../dialogs/modal.tsx';
import { CONFIG_TEXT } from '../text/config.ts';
import { useConfig, useConfigDesk, useDraft } from './config-context.tsx';
import { changesOf, type Draft } from './draft.ts';
import { entryText } from './entry-text.ts';
import { moneyOf } from './money-rows.ts';

/** The difference to what is saved, value by value and in money, before it is saved. */
export function ReviewDialog() {
  const desk = useConfigDesk();
  const draft = useDraft();
  const error = useConfig((state) => state.error);
  const isOutdated = useConfig((state) => state.isOutdated);
  const [isBusy, setBusy] = useState(false);
  const text = CONFIG_TEXT.dialog;
  const close = () => desk.store.setState({ dialog: null, error: '' });
  const save = async () => {
    setBusy(true);
    if (!(await desk.save())) setBusy(false);
  };
  if (draft === undefined) return null;
  return (
    <Modal title={text.title} close={close}>
      {draft.view.state === 'broken' && <p className="config-banner bad">{text.replacesBroken}</p>}
      <Difference draft={draft} />
      <MoneyDifference draft={draft} />
      <p className="hint">{text.goesTo(draft.view.path)}</p>
      {error !== '' && (
        <div className="dialog-error" role="alert">
          <p>{error}</p>
          {isOutdated && (
            <button type="button" onClick={() => void desk.reread()}>
              {text.reload}
            </button>
          )}
        </div>
      )}
      <DialogButtons
        close={close}
        label={isBusy ? text.saving : text.save}
        isDisabled={isBusy}
        act={() => void save()}
      />
    </Modal>
  );
}

function Difference({ draft }: { readonly draft: Draft }) {
  const text = CONFIG_TEXT.dialog;
  const changes = changesOf(draft);
  if (changes.length === 0) return null;
  return (
    <div className="config-diff">
      <table>
        <thead>
          <tr>
            <th scope="col">{text.value}</th>
            <th scope="col" className="right">
              {text.before}
            </th>
            <th scope="col" className="right">
              {text.after}
            </th>
            <th scope="col">{text.acts}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ field, before, after }) => (
            <tr key={field.path}>
              <th scope="row">
                {field.title}
                <span className="diff-path">{field.path}</span>
              </th>
              <td className="right diff-before">{entryText(field, before)}</td>
              <td className="right diff-after">{entryText(field, after)}</td>
              <td>{CONFIG_TEXT.acts[field.acts]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function MoneyDifference({ draft }: { readonly draft: Draft }) {
  const money = moneyOf(draft);
  const changed = money?.rows.filter(({ before }) => before !== '') ?? [];
  if (money === null || changed.length === 0) return null;
  return (
    <section className="config-diff-money">
      <h3>{CONFIG_TEXT.dialog.money}</h3>
      <p className="config-summary">{money.summary}</p>
      <ul>
        {changed.map(({ name, before, value }) => (
          <li key={name}>
            {name}: <span className="muted">{before}</span> → <strong>{value}</strong> USDT
          </li>
        ))}
      </ul>
    </section>
  );
}
