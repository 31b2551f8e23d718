import { type Fields, numberOf } from './fields.ts';

/** Stretches of time in which the market was not seen or entries were not allowed. */
export type SpanKind =
  | 'feed_lost'
  | 'stale'
  | 'blind'
  | 'asleep'
  | 'not_running'
  | 'no_candles'
  | 'paused'
  | 'error_breaker';
export type MarkKind = 'kill' | 'rearmed' | 'trip' | 'reset' | 'recovered' | 'fallback' | 'clock_jump';

/** Market time, ms UTC. */
export interface IncidentSpan {
  readonly kind: SpanKind;
  readonly from: number;
  /** null when it lasted to the end of the record. */
  readonly to: number | null;
}

export interface IncidentMark {
  readonly kind: MarkKind;
  readonly at: number;
}

const BEGINS: Readonly<Record<string, SpanKind>> = {
  FeedLost: 'feed_lost',
  SystemSuspended: 'asleep',
  EntriesPaused: 'paused',
  ErrorBreakerOpened: 'error_breaker',
};
const ENDS: Readonly<Record<string, SpanKind>> = {
  FeedConnected: 'feed_lost',
  SystemResumed: 'asleep',
  EntriesResumed: 'paused',
  ErrorBreakerClosed: 'error_breaker',
};
const MARKS: Readonly<Record<string, MarkKind>> = {
  KillEngaged: 'kill',
  Rearmed: 'rearmed',
  CIRCUIT_BREAKER_TRIPPED: 'trip',
  BreakerReset: 'reset',
  SessionRecovered: 'recovered',
  FALLBACK: 'fallback',
  ClockJumped: 'clock_jump',
};
/** More than this of a kind are counted and not kept: a line for each would hide the others. */
const MAX_KEPT = 500;

/** Follows the events that begin, end or mark something out of the ordinary. */
export class Incidents {
  readonly marks: IncidentMark[] = [];
  private readonly closed: IncidentSpan[] = [];
  private readonly open = new Map<SpanKind, number>();
  leftOut = 0;

  /**
   * One event with its place in market time, ms UTC. `ownTime` says that the clock of session and market is the same, so
   * that the times inside an event are market times too. `before` is the time of the event before it.
   */
  event(
    name: string,
    event: Fields,
    place: { readonly at: number; readonly before: number; readonly ownTime: boolean },
  ): void {
    const { at } = place;
    if (!Number.isFinite(at)) return;
    const begins = BEGINS[name];
    const ends = ENDS[name];
    const mark = MARKS[name];
    if (begins !== undefined && !this.open.has(begins)) this.open.set(begins, at);
    if (ends !== undefined) this.close(ends, at);
    if (mark !== undefined) this.mark({ kind: mark, at });
    if (!place.ownTime) return;
    if (name === 'FeedBlind') this.span({ kind: 'blind', from: numberOf(event, 'from'), to: numberOf(event, 'to') });
    if (name === 'StaleData') this.stale(at - numberOf(event, 'age_ms'), at);
    if (name === 'SessionRecovered' && place.before < at)
      this.span({ kind: 'not_running', from: place.before, to: at });
    if (name === 'SystemResumed') this.slept(at, numberOf(event, 'asleep_ms'));
  }

  /** In the order of time; what was still open has no end. */
  get spans(): readonly IncidentSpan[] {
    const unfinished = [...this.open].map(([kind, from]): IncidentSpan => ({ kind, from, to: null }));
    return [...this.closed, ...unfinished].sort((a, b) => a.from - b.from);
  }

  private close(kind: SpanKind, at: number): void {
    const from = this.open.get(kind);
    this.open.delete(kind);
    if (from !== undefined) this.span({ kind, from, to: at });
  }

  /** Data that stay away are told again with a greater age: one span grows. */
  private stale(from: number, to: number): void {
    const last = this.closed.findLastIndex(({ kind }) => kind === 'stale');
    const before = this.closed[last];
    if (before?.to != null && from <= before.to) this.closed[last] = { ...before, to };
    else this.span({ kind: 'stale', from, to });
  }

  /** A sleep that was noticed only when it was over. */
  private slept(at: number, asleepMs: number): void {
    const isKnown = this.closed.some(({ kind, to }) => kind === 'asleep' && to === at);
    if (!isKnown) this.span({ kind: 'asleep', from: at - asleepMs, to: at });
  }

  private span(span: IncidentSpan): void {
    if (!Number.isFinite(span.from) || !(Number(span.to) >= span.from)) return;
    if (this.closed.length < MAX_KEPT) this.closed.push(span);
    else this.leftOut++;
  }

  private mark(mark: IncidentMark): void {
    if (this.marks.length < MAX_KEPT) this.marks.push(mark);
    else this.leftOut++;
  }
}
