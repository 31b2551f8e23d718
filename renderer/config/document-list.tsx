import { TriangleAlert } from 'lucide-react';
import type { DocumentEntry } from '../../shared/ipc/config-requests.ts';
import { CONFIG_TEXT } from '../text/config.ts';
import { useConfig, useConfigDesk } from './config-context.tsx';
import { nameOf } from './config-desk.ts';

/** The files of the configuration, broken and unknown ones included. */
export function DocumentList() {
  const list = useConfig((state) => state.list);
  return (
    <nav className="panel config-list" aria-label={CONFIG_TEXT.list}>
      {(['strategy', 'account'] as const).map((group) => (
        <section key={group}>
          <h2>{CONFIG_TEXT.groups[group]}</h2>
          <ul>
            {(list?.documents ?? [])
              .filter((entry) => entry.group === group)
              .map((entry) => (
                <Item key={entry.id} entry={entry} />
              ))}
          </ul>
        </section>
      ))}
      {list !== null && list.strays.length > 0 && (
        <section>
          <h2>{CONFIG_TEXT.strays}</h2>
          <ul>
            {list.strays.map(({ path, reason }) => (
              <li key={path} className="config-stray">
                <TriangleAlert size="1.08rem" aria-hidden="true" />
                <span>
                  <strong>{path}</strong> {reason}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </nav>
  );
}

function Item({ entry: { id, state, isOwn } }: { readonly entry: DocumentEntry }) {
  const desk = useConfigDesk();
  const isSelected = useConfig(({ selected }) => selected === id);
  const isEdited = useConfig(({ drafts }) => Object.keys(drafts[id]?.edits ?? {}).length > 0);
  return (
    <li>
      <button
        type="button"
        className="config-item"
        aria-current={isSelected ? 'true' : undefined}
        onClick={() => void desk.open(id)}
      >
        <span className="config-item-name">{nameOf(id)}</span>
        {isEdited && <span className="config-dot" role="img" aria-label={CONFIG_TEXT.unsaved} />}
        {state === 'broken' && <span className="badge bad">{CONFIG_TEXT.broken}</span>}
        {state === 'ok' && isOwn && <span className="badge">{CONFIG_TEXT.from.workspace}</span>}
      </button>
    </li>
  );
}
