import { type KeyboardEvent, useCallback, useRef, useState } from 'react';
import type { RecordsTab } from '../store/desk.ts';
import { useAccess, useDesk, useWorkstation } from '../store/workstation-context.tsx';
import { TEXT } from '../text/page.ts';
import { DecisionsPanel, EventsPanel, TradesPanel } from './record-panels.tsx';
import { PLAIN_SETUP, type SetSetup, type TableSetup } from './table-setup.ts';

const TABS: readonly RecordsTab[] = ['trades', 'decisions', 'events'];

const PANELS = { trades: TradesPanel, decisions: DecisionsPanel, events: EventsPanel };

const PLAIN: Readonly<Record<RecordsTab, TableSetup>> = {
  trades: PLAIN_SETUP,
  decisions: PLAIN_SETUP,
  events: PLAIN_SETUP,
};

/** Trades, decisions and events of the session, one at a time. */
export function Records() {
  const { desk } = useAccess();
  const tab = useDesk((state) => state.tab);
  const setTab = (next: RecordsTab) => desk.setState({ tab: next });
  const buttons = useRef<Partial<Record<RecordsTab, HTMLButtonElement | null>>>({});
  const trades = useWorkstation((state) => state.session?.trades);
  const run = useWorkstation((state) => state.session?.run_id);
  const [setups, setSetups] = useState(PLAIN);
  const setSetup = useCallback<SetSetup>((change) => setSetups((now) => ({ ...now, [tab]: change(now[tab]) })), [tab]);
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
      >
        <Panel setup={setups[tab]} setSetup={setSetup} />
      </div>
    </section>
  );
}
