import { KEPT } from '../../shared/session-view.ts';
import { useWorkstation } from '../store/workstation-context.tsx';
import type { WorkstationState } from '../store/workstation-state.ts';
import { DECISIONS } from './decision-kind.tsx';
import { EVENTS } from './event-kind.tsx';
import { RecordsTable } from './records-table.tsx';
import type { SetSetup, TableSetup } from './table-setup.ts';
import { TRADES } from './trade-kind.tsx';
import { useCalm } from './use-calm.ts';
import { useDecisions } from './use-decisions.ts';

export interface PanelProps {
  readonly setup: TableSetup;
  readonly setSetup: SetSetup;
}

const exitsOf = ({ view }: WorkstationState) => view.exits;
const eventsOf = ({ view }: WorkstationState) => view.events;

export function TradesPanel({ setup, setSetup }: PanelProps) {
  const items = useCalm(exitsOf);
  const total = useWorkstation(({ session }) => session?.trades ?? 0);
  return <RecordsTable kind={TRADES} items={items} total={total} setup={setup} setSetup={setSetup} />;
}

export function DecisionsPanel({ setup, setSetup }: PanelProps) {
  const { decisions, hasOlder, isFetching, fetchOlder } = useDecisions();
  return (
    <RecordsTable
      kind={DECISIONS}
      items={decisions}
      total={decisions.length}
      hasMore={hasOlder}
      isFetching={isFetching}
      onOldest={fetchOlder}
      setup={setup}
      setSetup={setSetup}
    />
  );
}

export function EventsPanel({ setup, setSetup }: PanelProps) {
  const items = useCalm(eventsOf);
  return (
    <RecordsTable
      kind={EVENTS}
      items={items}
      total={items.length}
      hasMore={items.length >= KEPT.events}
      setup={setup}
      setSetup={setSetup}
    />
  );
}
