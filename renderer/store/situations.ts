import type { ConditionKind } from '../../shared/conditions.ts';
import type { SessionEvent } from '../../shared/events.ts';
import type { SessionStatus } from '../../shared/session-status.ts';
import { figure, signed, toNumber } from '../format/figures.ts';
import { TEXT } from '../text/page.ts';
import { words } from '../text/phrases.ts';
import { situationText as text } from '../text/situations.ts';
import type { WorkstationState } from './workstation-state.ts';

/** What the button of a situation does. */
export type SituationAction = 'start' | 'resume' | 'close' | 'stop' | 'events';

/** Something that a person should know of, with what to do next. */
export interface Situation {
  /** The same while the situation is the same. */
  readonly key: string;
  readonly tone: 'danger' | 'warn' | 'info';
  readonly title: string;
  readonly what: string;
  readonly next: string;
  /** When it began, or `at` when it happened once: ISO, empty when that is not known. */
  readonly since: string;
  readonly at: string;
  readonly action: SituationAction | null;
  readonly canBeDismissed: boolean;
}

type Known = Pick<WorkstationState, 'session' | 'view'>;

/** What stands beside halt and trip, worst first. */
export function situationsOf({ session, view }: Known): Situation[] {
  if (session === null) return [];
  const found = session.state === 'stopped' ? endedOf(session, view.events) : runningOf(session, view);
  const incomplete = killIncomplete(session, view.events);
  return incomplete === undefined ? found : [incomplete, ...found];
}

function killIncomplete({ run_id }: SessionStatus, events: readonly SessionEvent[]): Situation | undefined {
  const last = lastOf(events, 'KillIncomplete', 'KillCompleted');
  if (last?.event !== 'KillIncomplete') return undefined;
  const { title, what, next } = text.killIncomplete;
  const key = `kill ${run_id} ${last.seq}`;
  return situation(key, 'danger', { title, what: what(last.left), next, at: last.timestamp, action: 'events' });
}

function endedOf(session: SessionStatus, events: readonly SessionEvent[]): Situation[] {
  const { stop_reason: reason, run_id, equity, starting_equity, trades } = session;
  // halt and trip have banners of their own
  if (reason === null || reason === 'kill_switch' || reason === 'circuit_breaker') return [];
  const isWell = reason === 'completed' || reason === 'user_stop' || reason === 'signal';
  const change = (toNumber(equity) ?? 0) - (toNumber(starting_equity) ?? 0);
  const { title, figures, flat, next } = text.ended;
  return [
    {
      ...situation(`ended ${run_id}`, isWell ? 'info' : 'danger', {
        title: title(words(TEXT.stopReason, reason)),
        what: `${figures(trades, signed(change))} ${flat}`,
        next: next[reason],
        at: endedAt(session, events),
        action: 'start',
      }),
      canBeDismissed: isWell,
    },
  ];
}

/** By the clock on the wall: events of a session that ran faster bear times of its own clock, which are still to come. */
function endedAt(session: SessionStatus, events: readonly SessionEvent[]): string {
  const told = lastOf(events, 'SessionEnd')?.timestamp ?? '';
  const began = Date.parse(session.started_at);
  if (session.speed === 1 || Number.isNaN(began)) return told;
  return new Date(began + session.uptime_sec * 1000).toISOString();
}

function runningOf(session: SessionStatus, view: WorkstationState['view']): Situation[] {
  const { run_id, feed, position } = session;
  const lasting = (kind: ConditionKind) =>
    view.conditions.findLast((each) => each.kind === kind && each.until === null);
  const way: SituationAction = position === null ? 'stop' : 'close';
  const found: Situation[] = [];
  const add = (key: string, tone: Situation['tone'], facts: Facts) =>
    found.push(situation(`${key} ${run_id}`, tone, facts));

  const lost = lasting('feed_lost');
  const stale = lasting('stale');
  if (stale !== undefined) add('stale', 'danger', { ...text.stale, what: '', since: stale.at, action: way });
  else if (lost !== undefined)
    add('lost', 'warn', { ...text.feedLost, what: sentence(lost.cause), since: lost.at, action: way });
  if (feed?.isSynthetic) {
    const since = lastOf(view.events, 'FALLBACK')?.timestamp ?? '';
    add('synthetic', 'warn', { ...text.synthetic, since, action: 'stop' });
  } else if (feed?.isDegraded && lost === undefined && stale === undefined && session.state === 'running') {
    add('degraded', 'warn', { ...text.degraded, what: feed.reasons.map(sentence).join(' '), since: '', action: way });
  }
  const asleep = lasting('asleep');
  if (asleep !== undefined) add('asleep', 'warn', { ...text.asleep, since: asleep.at, action: way });
  const open = lasting('error_breaker');
  if (open !== undefined) {
    const { title, what, next } = text.errorBreaker;
    add('errors', 'warn', { title, what: what(open.cause), next, since: open.at, action: 'events' });
  }
  const recovered = lastOf(view.events, 'SessionRecovered');
  if (recovered !== undefined) {
    const { title, what, next } = text.recovered;
    const told = what(figure(recovered.equity), recovered.position);
    add(`recovered ${recovered.seq}`, 'warn', {
      title,
      what: told,
      next,
      at: recovered.timestamp,
      action: 'events',
    });
  }
  const short = lastOf(view.events, 'SEED_INCOMPLETE');
  if (short !== undefined && session.candles < short.wanted - short.got) {
    const { title, what, next } = text.shortHistory;
    add('short', 'info', { title, what: what(short.got, short.wanted), next, at: short.timestamp, action: null });
  }
  const paused = lasting('paused');
  if (session.is_paused) {
    const what = paused === undefined ? '' : text.paused.what(paused.cause);
    add('paused', 'info', { ...text.paused, what, since: paused?.at ?? '', action: 'resume' });
  }
  return found.map((each) => ({ ...each, canBeDismissed: /^(?:recovered|short)/.test(each.key) }));
}

type Facts = Pick<Situation, 'title' | 'what' | 'next' | 'action'> & Partial<Pick<Situation, 'since' | 'at'>>;

function situation(key: string, tone: Situation['tone'], facts: Facts): Situation {
  return { key, tone, since: '', at: '', canBeDismissed: false, ...facts };
}

function lastOf<Name extends SessionEvent['event']>(events: readonly SessionEvent[], ...names: Name[]) {
  return events.findLast((event): event is Extract<SessionEvent, { event: Name }> =>
    names.includes(event.event as Name),
  );
}

function sentence(words: string): string {
  if (words === '') return '';
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? '' : '.'}`;
}
