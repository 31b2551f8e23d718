import { useEffect, useMemo, useState } from 'react';
import { createStore } from 'zustand/vanilla';
import type { OpenedRun } from '../../shared/opened-run.ts';
import { isOpenedRun } from '../messages/run-messages.ts';
import { BreakerPanel } from '../panes/breaker-panel.tsx';
import { PaneGuard } from '../panes/pane-guard.tsx';
import { type DeskState, PLAIN_DESK } from '../store/desk.ts';
import { pastSource } from '../store/run-source.ts';
import { useAccess, useConnected, WorkstationContext } from '../store/workstation-context.tsx';
import { NOTHING_KNOWN, type WorkstationState } from '../store/workstation-state.ts';
import { HISTORY } from '../text/history.ts';
import { errorText } from '../text/phrases.ts';
import { TradeView } from '../views/trade-view.tsx';
import { PastRunBar } from './past-run-bar.tsx';
import { RunFacts } from './run-facts.tsx';
import { RunFigures } from './run-figures.tsx';

/** A run that is over, in the panes of a live one, to be looked at. */
export function PastRun({ run }: { readonly run: string }) {
  const { commands, ui } = useAccess();
  const [opened, setOpened] = useState<OpenedRun | null>(null);
  const [error, setError] = useState('');
  const isConnected = useConnected();
  const isOpened = opened !== null;
  useEffect(() => {
    // what is over does not change: it is read once
    if (!isConnected || isOpened) return;
    let isCurrent = true;
    void commands.ask('openRun', { run }).then((reply) => {
      if (!isCurrent) return;
      if (reply.ok && isOpenedRun(reply.value)) setOpened(reply.value.opened);
      else setError(reply.ok ? HISTORY.past.damaged : errorText(reply.error));
    });
    return () => {
      isCurrent = false;
    };
  }, [commands, run, isConnected, isOpened]);
  return (
    <div className="past-run">
      <PastRunBar run={run} opened={opened} back={() => ui.setState({ history: { kind: 'list' } })} />
      {opened !== null ? (
        <OpenedDesk opened={opened} />
      ) : (
        <p className="panel none" role={error === '' ? 'status' : 'alert'}>
          {error === '' ? HISTORY.past.loading(run) : error}
        </p>
      )}
    </div>
  );
}

/** The trade view on a store, a desk and a source of this run's own. */
function OpenedDesk({ opened }: { readonly opened: OpenedRun }) {
  const { commands, ui, store: live } = useAccess();
  const access = useMemo(
    () => ({
      ui,
      commands,
      store: createStore<WorkstationState>(() => stateOf(opened, live.getState())),
      desk: createStore<DeskState>(() => PLAIN_DESK),
      source: pastSource(commands, opened.summary.run),
    }),
    [opened, commands, ui, live],
  );
  const side = (
    <>
      <PaneGuard>
        <RunFigures opened={opened} />
      </PaneGuard>
      <PaneGuard>
        <BreakerPanel />
      </PaneGuard>
      <PaneGuard>
        <RunFacts opened={opened} />
      </PaneGuard>
    </>
  );
  return (
    <WorkstationContext value={access}>
      <TradeView side={side} sideLabel={HISTORY.past.label} />
    </WorkstationContext>
  );
}

function stateOf({ session, limits, view }: OpenedRun, { info }: WorkstationState): WorkstationState {
  return { ...NOTHING_KNOWN, connection: { kind: 'open' }, info, session, limits, view, epoch: 1 };
}
