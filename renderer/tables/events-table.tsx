import { memo } from 'react';
import type { SessionEvent } from '../../shared/events.ts';
import { fullTime } from '../format/times.ts';
import { useWorkstation } from '../store/workstation-context.tsx';
import { summarise, TEXT } from '../text.ts';
import { Newest } from './newest.tsx';

const { columns, none } = TEXT.events;

const ALARMS: ReadonlySet<string> = new Set([
  'CIRCUIT_BREAKER_TRIPPED',
  'KillEngaged',
  'KillIncomplete',
  'FeedLost',
  'StaleData',
  'ErrorBreakerOpened',
]);

/** Everything that happened but candles and decisions, newest first. */
export function EventsTable() {
  const events = useWorkstation((state) => state.view.events);
  if (events.length === 0) return <p className="none">{none}</p>;
  return (
    <table className="table events">
      <thead>
        <tr>
          {Object.entries(columns).map(([key, name]) => (
            <th key={key} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <Newest items={events} columns={3} row={(event) => <EventRow key={event.seq} event={event} />} />
    </table>
  );
}

const EventRow = memo(function EventRow({ event }: { readonly event: SessionEvent }) {
  return (
    <tr className={ALARMS.has(event.event) ? 'is-alarm' : ''}>
      <td>{fullTime(event.timestamp)}</td>
      <td className="event-name">{event.event}</td>
      <td>{summarise(event)}</td>
    </tr>
  );
});
