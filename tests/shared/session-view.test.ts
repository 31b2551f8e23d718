import { describe, expect, it } from 'vitest';
import { BarStore } from '../../main/composition/bar-store.ts';
import type { EventBody, SessionEvent } from '../../shared/events.ts';
import { EMPTY_VIEW, foldSession, type SessionViewState } from '../../shared/session-view.ts';

const MINUTE = 60_000;

function numbered(bodies: readonly EventBody[]): SessionEvent[] {
  return bodies.map((body, index) => ({
    ...body,
    timestamp: '2025-01-01T00:00:00.000Z',
    seq: index + 1,
    event_id: `e-${index + 1}`,
  }));
}

function candle(index: number, source: 'live' | 'history' | 'synthetic' = 'live'): EventBody {
  return {
    event: 'CandleProcessed',
    symbol: 'BTCUSDT',
    interval: '1m',
    open_time: index * MINUTE,
    open: '100.0',
    high: '102.0',
    low: '99.0',
    close: '101.0',
    volume: '3',
    source,
  };
}

function decision(index: number, inputs: Record<string, number | null>): EventBody {
  const stages = [{ stage: 'market_intake' as const, result: 'UP', reason: '', inputs }];
  return {
    event: 'DecisionMade',
    open_time: index * MINUTE,
    stages,
    outcome: 'no_trade',
    reason: 'no_setup',
    cost_r: null,
    equity: '10000',
  };
}

function folded(events: readonly SessionEvent[], view: SessionViewState = EMPTY_VIEW): SessionViewState {
  const next = foldSession(view, events);
  if (next === undefined) throw new Error('events are missing');
  return next;
}

describe('averages of a candle', () => {
  const events = numbered([
    candle(1),
    decision(1, { ema20: null, atr: 3 }),
    candle(2),
    decision(2, { ema20: 100.5, ema50: null, atr: 3 }),
    candle(3),
    decision(3, { ema20: 100.6, ema50: 99.5, sma10: 101 }),
  ]);
  const expected = [null, { ema20: 100.5 }, { ema20: 100.6, ema50: 99.5, sma10: 101 }];

  it('come from its decision, in whatever pieces the events arrive', () => {
    expect(folded(events).bars.map(({ a }) => a)).toEqual(expected);
    const oneByOne = events.reduce((view, event) => folded([event], view), EMPTY_VIEW);
    expect(oneByOne).toEqual(folded(events));
  });

  it('are kept for every candle of the run', () => {
    const store = new BarStore();
    for (const event of events) store.add(event);
    expect(store.before(Number.MAX_SAFE_INTEGER, 10)).toEqual(folded(events).bars);
    expect(store.before(3 * MINUTE, 1)).toEqual([folded(events).bars[1]]);
  });
});

describe('conditions of a session', () => {
  const spans = (bodies: readonly EventBody[]) =>
    folded(numbered(bodies)).conditions.map(({ kind, after, until, cause }) => [kind, after, until, cause]);

  it('cover the candles that closed while they lasted', () => {
    expect(
      spans([
        candle(1, 'history'),
        candle(2, 'history'),
        candle(3),
        { event: 'EntriesPaused', by: 'page' },
        { event: 'EntriesPaused', by: 'page' },
        candle(4),
        candle(5),
        { event: 'EntriesResumed', by: 'page' },
        { event: 'FeedLost', reason: 'closed' },
        { event: 'FeedConnected', source: 'bitunix' },
        candle(6, 'synthetic'),
        { event: 'ErrorBreakerOpened', weight: 6, reason: 'auth' },
        candle(7),
      ]),
    ).toEqual([
      ['history', null, 2 * MINUTE, ''],
      ['paused', 3 * MINUTE, 5 * MINUTE, 'page'],
      ['feed_lost', 5 * MINUTE, 5 * MINUTE, 'closed'],
      ['synthetic', 5 * MINUTE, 6 * MINUTE, ''],
      ['error_breaker', 6 * MINUTE, null, 'auth'],
    ]);
  });

  it('end with the session, and stale data with the next live candle', () => {
    expect(
      spans([
        candle(1),
        { event: 'StaleData', age_ms: 15_000, action: 'rest_poll' },
        candle(2),
        { event: 'FeedBlind', from: 3 * MINUTE, to: 4 * MINUTE },
        { event: 'KillEngaged', by: 'page' },
        { event: 'SessionEnd', reason: 'kill_switch', exit_code: 99, candles: 2, trades: 0, equity: '10000' },
      ]),
    ).toEqual([
      ['stale', MINUTE, MINUTE, ''],
      ['blind', 3 * MINUTE - 1, 4 * MINUTE, ''],
      ['halted', 2 * MINUTE, 2 * MINUTE, 'page'],
    ]);
  });

  it('end with the process that would have told their end', () => {
    expect(
      spans([
        candle(1),
        { event: 'SystemSuspended' },
        { event: 'ErrorBreakerOpened', weight: 6, reason: 'auth' },
        { event: 'EntriesPaused', by: 'page' },
        { event: 'SessionRecovered', last_seq: 4, equity: '10000', position: 'flat' },
        candle(2),
      ]),
    ).toEqual([
      ['asleep', MINUTE, MINUTE, ''],
      ['error_breaker', MINUTE, MINUTE, 'auth'],
      ['paused', MINUTE, null, 'page'],
    ]);
  });

  it('are bounded, and what lasts is not forgotten for what came after', () => {
    const flaps = Array.from({ length: 1000 }, (_, index): EventBody[] => [
      { event: 'FeedLost', reason: `${index}` },
      { event: 'FeedConnected', source: 'bitunix' },
    ]).flat();
    const found = spans([candle(1), { event: 'EntriesPaused', by: 'page' }, ...flaps]);
    expect(found).toHaveLength(400);
    expect(found[0]).toEqual(['paused', MINUTE, null, 'page']);
    expect(found.at(-1)).toEqual(['feed_lost', MINUTE, MINUTE, '999']);
    expect(found[1]).toEqual(['feed_lost', MINUTE, MINUTE, '601']);
  });
});
