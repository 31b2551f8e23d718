import { type CSSProperties, type ReactNode, useState } from 'react';
import { useStore } from 'zustand';
import { CrosshairLink } from '../chart/crosshair-link.ts';
import { BreakerPanel } from '../panes/breaker-panel.tsx';
import { ChartPane } from '../panes/chart-pane.tsx';
import { ClockPanel } from '../panes/clock-panel.tsx';
import { EquityPane } from '../panes/equity-pane.tsx';
import { FeedPanel } from '../panes/feed-panel.tsx';
import { OrdersPanel } from '../panes/orders-panel.tsx';
import { PaneGuard } from '../panes/pane-guard.tsx';
import { PositionPanel } from '../panes/position-panel.tsx';
import { splitStore } from '../store/split.ts';
import { Records } from '../tables/records.tsx';
import { TEXT } from '../text/page.ts';
import { RecordsSplit } from './records-split.tsx';

/**
 * One run: chart, equity and records, and beside them position, orders, breaker and feed. Each pane fails alone. A run that is
 * over brings panels of its own for the side.
 */
export function TradeView({ side, sideLabel }: { readonly side?: ReactNode; readonly sideLabel?: string }) {
  const [link] = useState(() => new CrosshairLink());
  const share = useStore(splitStore, (state) => state.records);
  return (
    <div className="trade-view">
      <div className="work" style={{ '--records-share': share } as CSSProperties}>
        <PaneGuard>
          <ChartPane link={link} />
        </PaneGuard>
        <PaneGuard>
          <EquityPane link={link} />
        </PaneGuard>
        <div className="records-place">
          <RecordsSplit />
          <PaneGuard>
            <Records />
          </PaneGuard>
        </div>
      </div>
      <aside
        className="side"
        aria-label={sideLabel ?? `${TEXT.position.heading}, ${TEXT.breaker.heading}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls where there is little room, so the keyboard must reach it
        tabIndex={0}
      >
        {side ??
          [PositionPanel, OrdersPanel, BreakerPanel, FeedPanel, ClockPanel].map((Panel) => (
            <PaneGuard key={Panel.name}>
              <Panel />
            </PaneGuard>
          ))}
      </aside>
    </div>
  );
}
