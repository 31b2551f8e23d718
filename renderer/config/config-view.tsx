import { useEffect } from 'react';
import { PaneGuard } from '../panes/pane-guard.tsx';
import { useConnected } from '../store/workstation-context.tsx';
import { useConfig, useConfigDesk } from './config-context.tsx';
import { DocumentForm } from './document-form.tsx';
import { DocumentList } from './document-list.tsx';
import { MoneyPanel } from './money-panel.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { RestoreDialog } from './restore-dialog.tsx';
import { ReviewDialog } from './review-dialog.tsx';
import { SaveAsDialog } from './save-as-dialog.tsx';
import { VersionsPanel } from './versions-panel.tsx';

/** The configuration: its files, the form of one of them, what it means in money, and its versions. */
export function ConfigView() {
  const desk = useConfigDesk();
  const dialog = useConfig((state) => state.dialog);
  const isConnected = useConnected();
  useEffect(() => {
    if (isConnected) void desk.refresh();
  }, [desk, isConnected]);
  return (
    <div className="config-view">
      <PaneGuard>
        <DocumentList />
      </PaneGuard>
      <PaneGuard>
        <DocumentForm />
      </PaneGuard>
      <aside className="config-side">
        <PaneGuard>
          <MoneyPanel />
        </PaneGuard>
        <PaneGuard>
          <VersionsPanel />
        </PaneGuard>
      </aside>
      {dialog?.kind === 'review' && <ReviewDialog />}
      {dialog?.kind === 'saveAs' && <SaveAsDialog />}
      {dialog?.kind === 'remove' && <RemoveDialog />}
      {dialog?.kind === 'restore' && <RestoreDialog version={dialog.version} />}
    </div>
  );
}
