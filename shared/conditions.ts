import type { CandleProcessed, SessionEvent } from './events.ts';

/**
 * What kept a session from trading as usual for a while. `history`, `backfill` and `synthetic` are candles that may not open a
 * trade; the others are states of the session or of its feed.
 */
export type ConditionKind =
  | 'history'
  | 'backfill'
  | 'synthetic'
  | 'paused'
  | 'error_breaker'
  | 'feed_lost'
  | 'stale'
  | 'blind'
  | 'asleep'
  | 'tripped'
  | 'halted';

/** The candles that closed under a condition: those that opened after `after`, up to the one that opened at `until`. */
export interface Condition {
  readonly kind: ConditionKind;
  /** When it began, ISO. */
  readonly at: string;
  /** Open time, ms UTC, of the last candle closed before; null when there was none. */
  readonly after: number | null;
  /** Open time, ms UTC, of its last candle; null while it lasts. Not over `after` when no candle closed under it. */
  readonly until: number | null;
  /** Who or what brought it about; may be empty. */
  readonly cause: string;
}

/** How many are kept, newest last; those that last are kept whatever came after them. */
const KEPT = 400;

/** Folds one event into the conditions of a session. `last`: open time of the last candle closed before it, null if none. */
export function foldConditions(
  conditions: readonly Condition[],
  event: SessionEvent,
  last: number | null,
): readonly Condition[] {
  const begin = (kind: ConditionKind, cause: string) =>
    begun(conditions, { kind, at: event.timestamp, after: last, until: null, cause });
  const end = (...kinds: ConditionKind[]) => ended(conditions, last, kinds);
  switch (event.event) {
    case 'CandleProcessed':
      return withCandle(conditions, event, last);
    case 'EntriesPaused':
      return begin('paused', event.by);
    case 'EntriesResumed':
      return end('paused');
    case 'ErrorBreakerOpened':
      return begin('error_breaker', event.reason);
    case 'ErrorBreakerClosed':
      return end('error_breaker');
    case 'FeedLost':
      return begin('feed_lost', event.reason);
    case 'FeedConnected':
      return end('feed_lost', 'stale');
    case 'StaleData':
      return begin('stale', '');
    case 'FeedBlind': {
      const span = { kind: 'blind', at: event.timestamp, after: event.from - 1, until: event.to, cause: '' } as const;
      return added(conditions, span);
    }
    case 'SystemSuspended':
      return begin('asleep', '');
    case 'SystemResumed':
      return end('asleep');
    case 'SessionRecovered':
      // nobody is left to tell how these end
      return end('asleep', 'error_breaker');
    case 'CIRCUIT_BREAKER_TRIPPED':
      return begin('tripped', event.reason);
    case 'BreakerReset':
      return end('tripped');
    case 'KillEngaged':
      return begin('halted', event.by);
    case 'Rearmed':
      return end('halted');
    case 'SessionEnd':
      return ended(conditions, last);
    default:
      return conditions;
  }
}

function withCandle(
  conditions: readonly Condition[],
  { source, open_time, timestamp }: CandleProcessed & { readonly timestamp: string },
  last: number | null,
): readonly Condition[] {
  if (source === 'live') return ended(conditions, last, ['stale']);
  const index = conditions.findLastIndex(({ kind }) => kind === source);
  const known = conditions[index];
  if (known !== undefined && known.until === last) return conditions.with(index, { ...known, until: open_time });
  const span: Condition = { kind: source, at: timestamp, after: last, until: open_time, cause: '' };
  return added(conditions, span);
}

/** With one more; beyond the limit the oldest that are over go. */
function added(conditions: readonly Condition[], condition: Condition): readonly Condition[] {
  let surplus = conditions.length + 1 - KEPT;
  const kept = surplus <= 0 ? conditions : conditions.filter(({ until }) => until === null || surplus-- <= 0);
  return [...kept, condition];
}

/** One of a kind lasts at a time. */
function begun(conditions: readonly Condition[], condition: Condition): readonly Condition[] {
  if (conditions.some(({ kind, until }) => kind === condition.kind && until === null)) return conditions;
  return added(conditions, condition);
}

/** Ends those of these kinds, or all, that last. */
function ended(
  conditions: readonly Condition[],
  last: number | null,
  kinds?: readonly ConditionKind[],
): readonly Condition[] {
  const lasts = ({ kind, until }: Condition) => until === null && (kinds === undefined || kinds.includes(kind));
  if (!conditions.some(lasts)) return conditions;
  return conditions.map((condition) => (lasts(condition) ? { ...condition, until: last ?? 0 } : condition));
}
