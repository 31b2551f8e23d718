import { type KeyboardEvent, useRef } from 'react';
import type { RecordsTab } from '../store/desk.ts';
import { useAccess, useDesk, useWorkstation } from '../store/workstation-context.tsx';
import { TEXT } from '../text.ts';
import { DecisionsTable } from './decisions-table.tsx';
import { EventsTable } from './events-table.tsx';
import { TradesTable } from './trades-table.tsx';

const TABS: readonly RecordsTab[] = ['trades', 'decisions', 'events'];

const PANELS = { trades: TradesTable, decisions: DecisionsTable, events: EventsTable };

/** Trades, decisions and events of the session, one at a time. */
export function Records() {
  const { desk } = useAccess();
  const tab = useDesk((state) => state.tab);
  const setTab = (next: RecordsTab) => desk.setState({ tab: next });
  const buttons = useRef<Partial<Record<RecordsTab, HTMLButtonElement | null>>>({});
  const trades = useWorkstation((state) => state.session?.trades);
  const run = useWorkstation((state) => state.session?.run_id);
  const Panel = PANELS[tab];
  const go = (next: RecordsTab | undefined) => {
    if (next === undefined) return;
    setTab(next);
    buttons.current[next]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step !== undefined) go(TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length]);
    if (event.key === 'Home') go(TABS[0]);
    if (event.key === 'End') go(TABS.at(-1));
  };
  return (
    <section className="panel records" aria-labelledby="records-heading">
      <h2 id="records-heading" className="hidden">
        {TEXT.tabs.label}
      </h2>
      <div className="tabs" role="tablist" aria-labelledby="records-heading">
        {TABS.map((name) => (
          <button
            key={name}
            ref={(element) => {
              buttons.current[name] = element;
            }}
            type="button"
            role="tab"
            id={`tab-${name}`}
            aria-selected={tab === name}
            aria-controls="records-panel"
            tabIndex={tab === name ? 0 : -1}
            onClick={() => setTab(name)}
            onKeyDown={onKeyDown}
          >
            {TEXT.tabs[name]}
            {name === 'trades' && trades !== undefined && (
              <span className="count" aria-hidden="true">
                {trades}
              </span>
            )}
          </button>
        ))}
      </div>
      <div
        key={`${tab} ${run}`}
        id="records-panel"
        className="records-panel"
        role="tabpanel"
        aria-labelledby={`tab-${tab}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
        tabIndex={0}
      >
        <Panel />
      </div>
    </section>
  );
}
