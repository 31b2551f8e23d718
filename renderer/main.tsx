import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createStore } from 'zustand/vanilla';
import { App } from './app.tsx';
import { bridgeCarrier } from './bridge-carrier.ts';
import { ConfigContext } from './config/config-context.tsx';
import { ConfigDesk } from './config/config-desk.ts';
import { Commands } from './store/commands.ts';
import { type DeskState, PLAIN_DESK } from './store/desk.ts';
import { keepPlace, keptPlace } from './store/kept-place.ts';
import { liveSource } from './store/live-source.ts';
import { SessionLink } from './store/session-link.ts';
import { PLAIN_UI, type UiState } from './store/ui-state.ts';
import { WorkstationContext } from './store/workstation-context.tsx';
import { NOTHING_KNOWN, type WorkstationState } from './store/workstation-state.ts';
import { loadTypeface } from './typeface.ts';
import { WebSocketCarrier } from './web-socket-carrier.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/layout.css';
import './styles/header.css';
import './styles/panels.css';
import './styles/chart.css';
import './styles/tables.css';
import './styles/dialogs.css';
import './styles/rail.css';
import './styles/history.css';
import './styles/past-run.css';
import './styles/backtest.css';
import './styles/config.css';
import './styles/config-form.css';
import './styles/config-changes.css';
import './styles/narrow.css';
import './styles/forced-colors.css';

/** Puts the page together: one carrier, one store, one root. */
async function start(): Promise<void> {
  const root = document.getElementById('root');
  if (root === null) return;
  const token = new URLSearchParams(location.search).get('token') ?? '';
  await loadTypeface(token);
  const carrier = window.workstation === undefined ? new WebSocketCarrier(token) : bridgeCarrier(window.workstation);
  const store = createStore<WorkstationState>(() => NOTHING_KNOWN);
  const ui = createStore<UiState>(() => ({ ...PLAIN_UI, ...keptPlace() }));
  keepPlace(ui);
  const desk = createStore<DeskState>(() => PLAIN_DESK);
  const commands = new Commands(carrier, ui);
  const config = new ConfigDesk(commands);
  const link = new SessionLink(carrier, store, ui);
  window.addEventListener('pagehide', (event) => {
    // a page kept for the back button lives on
    if (!event.persisted) link.dispose();
  });
  if (window.workstation === undefined) {
    // a window of the desktop only hides, and must never refuse to close
    window.addEventListener('beforeunload', (event) => {
      if (config.hasChanges) event.preventDefault();
    });
  }
  createRoot(root).render(
    <StrictMode>
      <WorkstationContext value={{ store, ui, commands, desk, source: liveSource(commands, store) }}>
        <ConfigContext value={config}>
          <App />
        </ConfigContext>
      </WorkstationContext>
    </StrictMode>,
  );
}

void start();
