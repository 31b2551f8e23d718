import { ConfirmDialog } from './dialogs/confirm-dialog.tsx';
import { FetchDialog } from './dialogs/fetch-dialog.tsx';
import { StartDialog } from './dialogs/start-dialog.tsx';
import { Announcer } from './panes/announcer.tsx';
import { ConnectionBanner } from './panes/connection-banner.tsx';
import { Footer } from './panes/footer.tsx';
import { Header } from './panes/header.tsx';
import { NoticeBox } from './panes/notice-box.tsx';
import { PaneGuard } from './panes/pane-guard.tsx';
import { SafetyBanner } from './panes/safety-banner.tsx';
import { ShortcutsDialog } from './shortcuts/shortcuts-dialog.tsx';
import { useShortcuts } from './shortcuts/use-shortcuts.ts';
import { useUi, useWorkstation } from './store/workstation-context.tsx';
import { ViewRail } from './views/view-rail.tsx';
import { VIEWS } from './views/views.ts';

/** The whole page. Each view fails alone; the header with KILL stays. */
export function App() {
  const dialog = useUi((state) => state.dialog);
  const view = useUi((state) => state.view);
  const isStale = useWorkstation((state) => state.connection.kind !== 'open' && state.epoch > 0);
  useShortcuts();
  return (
    <div className="app">
      <Header />
      <div className="banners">
        <ConnectionBanner />
        <PaneGuard>
          <SafetyBanner />
        </PaneGuard>
      </div>
      <div className="body">
        <ViewRail />
        <main className={isStale ? 'main stale' : 'main'}>
          {VIEWS.filter(({ name }) => name === view).map(({ name, Component }) => (
            <PaneGuard key={name}>
              <Component />
            </PaneGuard>
          ))}
        </main>
      </div>
      <Footer />
      <NoticeBox />
      <Announcer />
      {dialog === 'start' && <StartDialog />}
      {dialog === 'fetch' && <FetchDialog />}
      {(dialog === 'rearm' || dialog === 'reset') && <ConfirmDialog kind={dialog} />}
      {dialog === 'shortcuts' && <ShortcutsDialog />}
    </div>
  );
}
