import type { EventBody, SessionEvent } from '../../shared/events.ts';
import { toIso } from '../../shared/time.ts';

/** Numbers the events of a session and gives each its header. */
export class EventStamper {
  /** Sequence number of the latest event. */
  seq = 0;
  private readonly idPrefix: string;
  private lastIsoMs = -1;
  private lastIso = '';

  constructor(seed: number) {
    this.idPrefix = seed.toString(36);
  }

  /** `ts` in ms UTC. */
  stamp(body: EventBody, ts: number): SessionEvent {
    const seq = ++this.seq;
    if (ts !== this.lastIsoMs) {
      this.lastIsoMs = ts;
      this.lastIso = toIso(ts);
    }
    const event_id = `${this.idPrefix}-${seq}`;
    // The name is assigned over itself, so that the header leads every line.
    const header = { event: body.event, timestamp: this.lastIso, seq, event_id };
    return Object.assign(header, body) as SessionEvent;
  }
}
