import { ConfirmDialog } from './dialogs/confirm-dialog.tsx';
import { FetchDialog } from './dialogs/fetch-dialog.tsx';
import { StartDialog } from './dialogs/start-dialog.tsx';
import { Announcer } from './panes/announcer.tsx';
import { BreakerPanel } from './panes/breaker-panel.tsx';
import { ChartPane } from './panes/chart-pane.tsx';
import { ConnectionBanner } from './panes/connection-banner.tsx';
import { EquityPane } from './panes/equity-pane.tsx';
import { FeedPanel } from './panes/feed-panel.tsx';
import { Footer } from './panes/footer.tsx';
import { Header } from './panes/header.tsx';
import { NoticeBox } from './panes/notice-box.tsx';
import { OrdersPanel } from './panes/orders-panel.tsx';
import { PaneGuard } from './panes/pane-guard.tsx';
import { PositionPanel } from './panes/position-panel.tsx';
import { SafetyBanner } from './panes/safety-banner.tsx';
import { useUi, useWorkstation } from './store/workstation-context.tsx';
import { Records } from './tables/records.tsx';
import { TEXT } from './text.ts';

/** The whole page. Each pane fails alone; the header with KILL stays. */
export function App() {
  const dialog = useUi((state) => state.dialog);
  const isStale = useWorkstation((state) => state.connection.kind !== 'open' && state.epoch > 0);
  return (
    <div className="app">
      <Header />
      <div className="banners">
        <ConnectionBanner />
        <PaneGuard>
          <SafetyBanner />
        </PaneGuard>
      </div>
      <main className={isStale ? 'main stale' : 'main'}>
        <div className="work">
          <PaneGuard>
            <ChartPane />
          </PaneGuard>
          <PaneGuard>
            <EquityPane />
          </PaneGuard>
          <PaneGuard>
            <Records />
          </PaneGuard>
        </div>
        <aside className="side" aria-label={`${TEXT.position.heading}, ${TEXT.breaker.heading}`}>
          {[PositionPanel, OrdersPanel, BreakerPanel, FeedPanel].map((Panel) => (
            <PaneGuard key={Panel.name}>
              <Panel />
            </PaneGuard>
          ))}
        </aside>
      </main>
      <Footer />
      <NoticeBox />
      <Announcer />
      {dialog === 'start' && <StartDialog />}
      {dialog === 'fetch' && <FetchDialog />}
      {(dialog === 'rearm' || dialog === 'reset') && <ConfirmDialog kind={dialog} />}
    </div>
  );
}
