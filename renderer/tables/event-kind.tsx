import type { EventName, SessionEvent } from '../../shared/events.ts';
import { fullTime } from '../format/times.ts';
import { summarise } from '../text/event-lines.ts';
import { type EventKind, RECORDS_TEXT } from '../text/records.ts';
import { candleMoment } from './candle-moment.ts';
import { csvText } from './csv-file.ts';
import { Facts } from './facts.tsx';
import type { QuickFilter, RecordColumn, RecordKind } from './record-kind.ts';

const { columns, filters, kind: kindText, name, none } = RECORDS_TEXT.events;

const KIND_OF: Readonly<Record<EventName, EventKind>> = {
  SessionStart: 'session',
  SessionEnd: 'session',
  SessionRecovered: 'session',
  StopRequested: 'session',
  ClockJumped: 'session',
  SystemSuspended: 'session',
  SystemResumed: 'session',
  SignalGenerated: 'order',
  OrderSubmitted: 'order',
  OrderDenied: 'order',
  OrderQueueBackpressure: 'order',
  OrderDropped: 'order',
  WorkingOrderCreated: 'order',
  WorkingOrderCancelled: 'order',
  ExecutionFill: 'fill',
  ExecutionExit: 'fill',
  FundingApplied: 'fill',
  TrailActivated: 'fill',
  TrailMoved: 'fill',
  CIRCUIT_BREAKER_TRIPPED: 'safety',
  BreakerReset: 'safety',
  KillEngaged: 'safety',
  KillCompleted: 'safety',
  KillIncomplete: 'safety',
  Rearmed: 'safety',
  EntriesPaused: 'safety',
  EntriesResumed: 'safety',
  ErrorBreakerOpened: 'safety',
  ErrorBreakerClosed: 'safety',
  CandleProcessed: 'feed',
  DecisionMade: 'order',
  FeedConnected: 'feed',
  FeedLost: 'feed',
  GapBackfillComplete: 'feed',
  QUEUE_OVERFLOW: 'feed',
  MalformedMessage: 'feed',
  SEED_INCOMPLETE: 'feed',
  FALLBACK: 'feed',
  StaleData: 'feed',
  CandleRepaired: 'feed',
  FeedBlind: 'feed',
};

const ALARMS: ReadonlySet<string> = new Set<EventName>([
  'CIRCUIT_BREAKER_TRIPPED',
  'KillEngaged',
  'KillIncomplete',
  'FeedLost',
  'StaleData',
  'ErrorBreakerOpened',
  'FALLBACK',
]);

/** Shown by their own columns, or of no use to a reader. */
const HEADER: ReadonlySet<string> = new Set(['event', 'timestamp', 'seq', 'event_id']);

function fieldsOf(event: SessionEvent): [name: string, value: unknown][] {
  return Object.entries(event).filter(([field]) => !HEADER.has(field));
}

const KIND_FILTER: QuickFilter<SessionEvent> = {
  all: filters.kind,
  options: () => Object.entries(kindText).map(([value, label]) => ({ value, label })),
  // an event of a name that this page does not know yet is of the session
  matches: ({ event }, value) => (Object.hasOwn(KIND_OF, event) ? KIND_OF[event] : 'session') === value,
};

const ALARM_FILTER: QuickFilter<SessionEvent> = {
  all: filters.alarms,
  options: () => [{ value: 'alarms', label: filters.alarmsOnly }],
  matches: ({ event }) => ALARMS.has(event),
};

const COLUMNS: readonly RecordColumn<SessionEvent>[] = [
  {
    id: 'time',
    heading: columns.time,
    width: 14,
    sortKey: ({ timestamp }) => timestamp,
    text: ({ timestamp }) => fullTime(timestamp),
  },
  {
    id: 'name',
    heading: columns.name,
    width: 15,
    sortKey: ({ event }) => event,
    text: ({ event }) => event,
    look: () => 'event-name',
    filter: KIND_FILTER,
  },
  {
    id: 'summary',
    heading: columns.summary,
    sortKey: summarise,
    text: summarise,
    title: summarise,
    filter: ALARM_FILTER,
  },
];

/** Everything that happened but candles and decisions. */
export const EVENTS: RecordKind<SessionEvent> = {
  tab: 'events',
  columns: COLUMNS,
  none,
  name: ({ event, seq }) => name(event, seq),
  detail: (event) => <Facts facts={fieldsOf(event).map(([field, value]) => [words(field), shown(value)])} />,
  look: ({ event }) => (ALARMS.has(event) ? 'is-alarm' : ''),
  moments: ({ timestamp }, scale) => {
    const moment = candleMoment(timestamp, scale);
    return moment === undefined ? [] : [moment];
  },
  csv: (events) =>
    csvText(
      ['timestamp', 'seq', 'event_id', 'event', 'fields'],
      events.map((event) => [
        event.timestamp,
        event.seq,
        event.event_id,
        event.event,
        JSON.stringify(Object.fromEntries(fieldsOf(event))),
      ]),
    ),
  opensWhenPicked: false,
};

function words(field: string): string {
  return field.replaceAll('_', ' ');
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
