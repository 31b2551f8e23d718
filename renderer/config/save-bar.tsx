import { CONFIG_TEXT } from '../text/config.ts';
import { useConfig, useConfigDesk } from './config-context.tsx';
import { changesOf, type Draft } from './draft.ts';

interface Props {
  readonly draft: Draft;
  readonly faults: Readonly<Record<string, string>>;
}

/** How many changes there are, what keeps them from being saved, and the ways on. */
export function SaveBar({ draft, faults }: Props) {
  const desk = useConfigDesk();
  const outcome = useConfig((state) => state.outcome);
  const changes = changesOf(draft).length;
  const first = Object.keys(faults)[0];
  const canSave = first === undefined && (changes > 0 || draft.view.state === 'broken');
  const isStrategy = draft.view.id.startsWith('strategies/');
  return (
    <footer className="config-bar">
      <p role="status">
        {changes > 0 && CONFIG_TEXT.changes(changes)}
        {changes === 0 &&
          (outcome === '' ? CONFIG_TEXT.unchanged : <strong className="config-done">✓ {outcome}</strong>)}
        {first !== undefined && (
          <>
            {' · '}
            <strong className="config-fault">{CONFIG_TEXT.faults(Object.keys(faults).length)}</strong>
          </>
        )}
      </p>
      {first !== undefined && (
        <button type="button" className="quiet" onClick={() => showField(first)}>
          {CONFIG_TEXT.goToFault}
        </button>
      )}
      <span className="spring" />
      {draft.view.id === 'alerts' && (
        <button type="button" disabled={changes > 0} onClick={() => void desk.testNotice()}>
          {CONFIG_TEXT.testNotice}
        </button>
      )}
      {isStrategy && draft.view.base !== 'none' && (
        <button type="button" onClick={() => desk.store.setState({ dialog: { kind: 'remove' }, error: '' })}>
          {draft.view.shipped === null ? CONFIG_TEXT.removal.own : CONFIG_TEXT.removal.override}
        </button>
      )}
      <button type="button" disabled={changes === 0} onClick={() => desk.discard()}>
        {CONFIG_TEXT.discard}
      </button>
      {isStrategy && (
        <button
          type="button"
          disabled={first !== undefined}
          onClick={() => desk.store.setState({ dialog: { kind: 'saveAs' }, error: '' })}
        >
          {CONFIG_TEXT.saveAs}
        </button>
      )}
      <button
        type="button"
        className="primary"
        disabled={!canSave}
        onClick={() => desk.store.setState({ dialog: { kind: 'review' }, error: '' })}
      >
        {CONFIG_TEXT.review}
      </button>
    </footer>
  );
}

/** Brings a value into sight and puts the focus on it. */
function showField(path: string): void {
  const row = document.querySelector(`.config-row[data-path="${CSS.escape(path)}"]`);
  row?.scrollIntoView({ block: 'center' });
  row?.querySelector<HTMLElement>('input, select')?.focus({ preventScroll: true });
}
