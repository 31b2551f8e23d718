import { Modal } from '../dialogs/modal.tsx';
import { useAccess } from '../store/workstation-context.tsx';
import { TEXT } from '../text/page.ts';
import { SHORTCUTS } from './shortcuts.ts';

const { shortcuts: text } = TEXT;

/** Every key the page listens to. */
export function ShortcutsDialog() {
  const { ui } = useAccess();
  const close = () => ui.setState({ dialog: null });
  const groups = [
    {
      heading: text.anywhere,
      rows: [[text.killKeys, text.kill], ...SHORTCUTS.map(({ key, id }) => [key, text.does[id]])],
    },
    { heading: text.onChart, rows: text.chart },
    { heading: text.inTables, rows: text.tables },
    { heading: text.inHistory, rows: text.history },
  ] as const;
  return (
    <Modal title={text.title} close={close}>
      <div className="shortcut-groups">
        {groups.map(({ heading, rows }) => (
          <section key={heading}>
            <h3>{heading}</h3>
            <dl className="shortcuts">
              {rows.map(([keys, does]) => (
                <div key={keys}>
                  <dt>
                    <kbd>{keys}</kbd>
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div className="dialog-buttons">
        <button type="button" className="primary" onClick={close}>
          {text.close}
        </button>
      </div>
    </Modal>
  );
}
