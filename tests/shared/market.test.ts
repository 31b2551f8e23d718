import { describe, expect, it } from 'vitest';
import { candleFault, isSoundQuote, orderSide, positionSide } from '../../shared/market.ts';
import { exitCodeOf, forcedExitReason, STOP_REASONS, type StopReason } from '../../shared/stop-reason.ts';

const SOUND = { openTime: 0, open: 10, high: 12, low: 9, close: 11, volume: 1 };

describe('3 candles that can be used', () => {
  it.each([
    [{}, undefined],
    [{ volume: 0 }, undefined],
    [{ open: 9, high: 9, low: 9, close: 9 }, undefined],
    [{ open: 0 }, 'open must be a positive number'],
    [{ close: Number.NaN }, 'close must be a positive number'],
    [{ high: Number.POSITIVE_INFINITY }, 'high must be a positive number'],
    [{ low: -1 }, 'low must be a positive number'],
    [{ high: 8 }, 'high is below low'],
    [{ high: 10.5 }, 'high is below open or close'],
    [{ low: 10.5 }, 'low is above open or close'],
    [{ volume: -1 }, 'volume must be zero or more'],
    [{ volume: Number.NaN }, 'volume must be zero or more'],
  ])('%j: %s', (changes, fault) => {
    expect(candleFault({ ...SOUND, ...changes })).toBe(fault);
  });

  it('a quote needs three positive, finite prices', () => {
    const quote = { ts: 0, bid: 1, ask: 2, last: 1.5 };
    const broken = [0, -1, Number.NaN, Number.POSITIVE_INFINITY].flatMap((price) =>
      (['bid', 'ask', 'last'] as const).map((field) => isSoundQuote({ ...quote, [field]: price })),
    );
    expect([isSoundQuote(quote), new Set(broken)]).toEqual([true, new Set([false])]);
  });

  it('1 words: LONG and SHORT for positions, BUY and SELL for orders', () => {
    expect([positionSide(1), positionSide(-1), orderSide(1), orderSide(-1)]).toEqual(['LONG', 'SHORT', 'BUY', 'SELL']);
  });
});

describe('4 stopping', () => {
  it('each stop reason has its exit code', () => {
    expect(STOP_REASONS).toEqual({
      completed: 0,
      user_stop: 0,
      signal: 0,
      error: 1,
      circuit_breaker: 2,
      seed_failure: 3,
      stale_data: 4,
      watchdog: 5,
      config_invalid: 6,
      lock_held: 7,
      kill_switch: 99,
    });
    expect(exitCodeOf('kill_switch')).toBe(99);
  });

  it('11.9 a position closed by the end of its session says by which', () => {
    const reasons = Object.keys(STOP_REASONS) as StopReason[];
    expect(Object.fromEntries(reasons.map((reason) => [reason, forcedExitReason(reason)]))).toMatchObject({
      completed: 'SESSION_END',
      signal: 'SESSION_END',
      kill_switch: 'KILL',
      circuit_breaker: 'CIRCUIT_BREAKER',
      stale_data: 'STALE_DATA',
      user_stop: 'USER_STOP',
    });
  });
});
