import type { VersionEntry } from '../../shared/ipc/config-requests.ts';
import { fullTime } from '../format/times.ts';
import { CONFIG_TEXT } from '../text/config.ts';
import { useConfig, useConfigDesk, useDraft } from './config-context.tsx';
import { type Draft, fieldsOf } from './draft.ts';
import { valueText } from './entry-text.ts';

const SHOWN_CHANGES = 6;

/** Who saved what and when, newest first, and the way back. */
export function VersionsPanel() {
  const versions = useConfig((state) => state.versions[state.selected]);
  const draft = useDraft();
  const text = CONFIG_TEXT.versions;
  return (
    <section className="panel config-versions" aria-labelledby="config-versions">
      <h2 id="config-versions">{text.heading}</h2>
      {versions === undefined || versions.length === 0 || draft === undefined ? (
        <p className="hint">{text.none}</p>
      ) : (
        <ol>
          {versions.map((version) => (
            <Version key={version.version} entry={version} draft={draft} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Version({ entry, draft }: { readonly entry: VersionEntry; readonly draft: Draft }) {
  const desk = useConfigDesk();
  const text = CONFIG_TEXT.versions;
  const { version, at, isCurrent, isShipped, problem, changes } = entry;
  return (
    <li className={isCurrent ? 'version current' : 'version'}>
      <div className="version-head">
        <strong>{version}</strong>
        <time dateTime={at}>{fullTime(Date.parse(at))}</time>
        <span className="spring" />
        {isCurrent && <span className="badge">{text.current}</span>}
        {problem !== '' && (
          <span className="badge bad" title={problem}>
            {text.broken}
          </span>
        )}
        {!isCurrent && problem === '' && (
          <button
            type="button"
            className="quiet"
            aria-label={text.restoreLabel(version)}
            onClick={() => desk.store.setState({ dialog: { kind: 'restore', version }, error: '' })}
          >
            {text.restore}
          </button>
        )}
      </div>
      <p className="hint">{isShipped && entry.action === 'found' ? text.shipped : actionText(entry)}</p>
      <ul>
        {changes.slice(0, SHOWN_CHANGES).map(({ path, title, before, after }) => {
          const field = fieldsOf(draft.view).find((each) => each.path === path);
          return (
            <li key={path}>
              {title}
              {field !== undefined && `: ${valueText(field, before)} → ${valueText(field, after)}`}
            </li>
          );
        })}
        {changes.length > SHOWN_CHANGES && <li>{text.more(changes.length - SHOWN_CHANGES)}</li>}
      </ul>
    </li>
  );
}

function actionText({ action, by, of }: VersionEntry): string {
  const text = CONFIG_TEXT.versions;
  if (action === 'found') return text.found;
  if (action === 'removed') return text.removed(by);
  return action === 'restored' && of !== null ? text.restored(of, by) : text.saved(by);
}
