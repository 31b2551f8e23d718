import type { EngineObserver } from '../../../main/engine/engine-config.ts';
import type { EventBody, EventName } from '../../../shared/events.ts';
import type { Money } from '../../../shared/money.ts';

export interface RecordedEvent {
  readonly ts: number;
  readonly body: EventBody;
}

export interface RecordedMark {
  readonly equity: Money;
  readonly ts: number;
  readonly isInPosition: boolean;
}

type EventOf<Name extends EventName> = Extract<EventBody, { readonly event: Name }>;

/** Keeps every event and mark of an engine, in order. */
export class Recorder implements EngineObserver {
  readonly wantsDetail: boolean;
  readonly events: RecordedEvent[] = [];
  readonly marks: RecordedMark[] = [];

  constructor(wantsDetail = true) {
    this.wantsDetail = wantsDetail;
  }

  event(body: EventBody, ts: number): void {
    this.events.push({ ts, body });
  }

  mark(equity: Money, ts: number, isInPosition: boolean): void {
    this.marks.push({ equity, ts, isInPosition });
  }

  /** Every event of one name. */
  all<Name extends EventName>(name: Name): EventOf<Name>[] {
    return this.events.map(({ body }) => body).filter((body): body is EventOf<Name> => body.event === name);
  }

  /** The latest event of one name; throws when there is none. */
  last<Name extends EventName>(name: Name): EventOf<Name> {
    const found = this.all(name).at(-1);
    if (found === undefined) throw new Error(`no ${name} was recorded`);
    return found;
  }

  /** Names in order, without the per-candle detail. */
  get names(): EventName[] {
    const detail: readonly EventName[] = ['CandleProcessed', 'DecisionMade', 'SignalGenerated'];
    return this.events.map(({ body }) => body.event).filter((name) => !detail.includes(name));
  }

  /** One JSON text per event: what "byte for byte" is compared on. */
  get lines(): string[] {
    return this.events.map((event) => JSON.stringify(event));
  }
}
