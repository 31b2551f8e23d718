import { CircleAlert, Info } from 'lucide-react';
import { useWorkstation } from '../store/workstation-context.tsx';
import { CONFIG_TEXT } from '../text/config.ts';
import { useConfig, useDraft } from './config-context.tsx';
import { nameOf } from './config-desk.ts';
import { type Draft, faultsOf } from './draft.ts';
import { FieldRow } from './field-row.tsx';
import { SaveBar } from './save-bar.tsx';

/** The document that was chosen, as a form made from its schema. */
export function DocumentForm() {
  const draft = useDraft();
  const error = useConfig((state) => (state.dialog === null ? state.error : ''));
  const id = useConfig((state) => state.selected);
  return (
    <section className="panel config-form" aria-label={nameOf(id)}>
      {error !== '' && (
        <p className="config-banner bad" role="alert">
          {error}
        </p>
      )}
      {draft === undefined ? <p className="none">{CONFIG_TEXT.loading}</p> : <Form key={id} draft={draft} />}
    </section>
  );
}

function Form({ draft }: { readonly draft: Draft }) {
  const faults = faultsOf(draft);
  const { view } = draft;
  return (
    <>
      <div className="config-scroll">
        <Head draft={draft} />
        {view.sections.map((section) => (
          <fieldset key={section.path} className="config-section">
            <legend>{section.title}</legend>
            <p className="hint">{section.help}</p>
            {section.fields.map((field) => (
              <FieldRow key={field.path} field={field} draft={draft} fault={faults[field.path]} />
            ))}
          </fieldset>
        ))}
      </div>
      <SaveBar draft={draft} faults={faults} />
    </>
  );
}

function Head({ draft: { view } }: { readonly draft: Draft }) {
  const running = useWorkstation(({ session }) =>
    session === null || session.state === 'idle' || session.state === 'stopped' ? null : session.strategy,
  );
  const acts = new Set(view.sections.flatMap(({ fields }) => fields.map((field) => field.acts)));
  const origin =
    view.base !== 'none'
      ? CONFIG_TEXT.origin.own(view.path)
      : view.shipped === null
        ? CONFIG_TEXT.origin.none
        : CONFIG_TEXT.origin.shipped;
  return (
    <header className="config-head">
      <h1>{nameOf(view.id)}</h1>
      <p className="muted">{origin}</p>
      {acts.size === 1 && (
        <p className="muted">{acts.has('at_once') ? CONFIG_TEXT.allAtOnce : CONFIG_TEXT.allNextRun}</p>
      )}
      {view.state === 'broken' && (
        <div className="config-banner bad" role="alert">
          <CircleAlert size="1.23rem" aria-hidden="true" />
          <div>
            <strong>{CONFIG_TEXT.brokenTitle}</strong>
            <p>{view.reason}</p>
            <p>{CONFIG_TEXT.brokenHint}</p>
          </div>
        </div>
      )}
      {view.warnings.map((warning) => (
        <p key={warning} className="config-banner warn">
          {warning}
        </p>
      ))}
      {running !== null && (
        <p className="config-banner">
          <Info size="1.23rem" aria-hidden="true" />
          {CONFIG_TEXT.running(running)}
        </p>
      )}
    </header>
  );
}
