import { join } from 'node:path';
import { JournalStore } from '../../main/adapters/sqlite/journal-store.ts';
import { openForWriting } from '../../main/adapters/sqlite/open-database.ts';
import type { EventLine } from '../../main/session/ports.ts';
import type { SessionEvent } from '../../shared/events.ts';
import { bestRate, rateText } from './rate.ts';

const EVENTS = 50_000;
const GROUP = 500;
const SINGLES = 2000;

function line(seq: number): EventLine {
  const event = {
    event: 'TrailMoved',
    timestamp: '2025-01-01T00:00:00.000Z',
    seq,
    event_id: `1-${seq}`,
    trade_id: 1,
    trail: '60000.1',
  } satisfies SessionEvent;
  return { event, line: JSON.stringify(event) };
}

/** Journaled events a second, hashed and durable: in groups as a session at full speed writes them, beside one by one. */
export function benchJournal(folder: string): string[] {
  const path = join(folder, 'state.db');
  const store = new JournalStore(
    openForWriting(path, new Date().toISOString(), () => {}),
    path,
  );
  const journal = store.journalOf('bench');
  let seq = 0;
  let inputs = 0;
  const append = (count: number) => {
    const events = Array.from({ length: count }, () => line(++seq));
    journal.append({ inputs: ['["q",1,1,1,1,1]'], firstInput: inputs++, events, checkpoint: null, metrics: [] });
  };
  const grouped = bestRate(EVENTS, 3, () => {
    for (let written = 0; written < EVENTS; written += GROUP) append(GROUP);
  });
  const single = bestRate(SINGLES, 3, () => {
    for (let written = 0; written < SINGLES; written++) append(1);
  });
  store.close();
  return [
    `journal: ${rateText(grouped)} events in groups of ${GROUP}; one by one ${rateText(single)}; ratio ${(grouped / single).toFixed(1)}`,
  ];
}
