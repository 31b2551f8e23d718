import { describe, expect, it } from 'vitest';
import type { DesktopState } from '../../main/desktop/desktop-state.ts';
import { noticesOf } from '../../main/desktop/notice.ts';
import { trayModel } from '../../main/desktop/tray-model.ts';
import type { SessionEvent } from '../../shared/events.ts';
import type { SessionStatus } from '../../shared/session-status.ts';

const SAFE = { halted: null, tripped: null, engagedBy: [] };
const HALTED = { ...SAFE, halted: { by: 'tray', at: '2025-01-01T00:00:00.000Z' } };
const TRIPPED = { ...SAFE, tripped: { reason: 'losing_streak', at: '2025-01-01T00:00:00.000Z' } };
const FLAT = {
  run_id: 'run-1',
  state: 'running',
  source: 'mock',
  symbol: 'BTCUSDT',
  interval: '1m',
  equity: '10012.3456789',
  position: null,
  is_halted: false,
  is_paused: false,
} as unknown as SessionStatus;
const LONG = { ...FLAT, position: { side: 'LONG', qty: '0.012' } } as SessionStatus;

function state(session: SessionStatus | null, safety: DesktopState['safety'] = SAFE): DesktopState {
  return { session, safety };
}

describe('the tray', () => {
  it('tells each state and offers what fits it', () => {
    expect(trayModel(state(null), true)).toEqual({
      status: 'idle',
      stateLine: 'No session',
      tooltip: 'Laptop Agents: No session',
      canStart: true,
      canStop: false,
      canClose: false,
      pause: null,
      canRearm: false,
      canReset: false,
    });
    expect(trayModel(state(LONG), true)).toEqual({
      status: 'running',
      stateLine: 'Running: BTCUSDT 1m (mock), LONG 0.012',
      tooltip: 'Laptop Agents: Running: BTCUSDT 1m (mock), LONG 0.012\nEquity 10012.34 USDT',
      canStart: false,
      canStop: true,
      canClose: true,
      pause: 'pause',
      canRearm: false,
      canReset: false,
    });
    expect(trayModel(state({ ...FLAT, is_paused: true }), true)).toMatchObject({ pause: 'resume', canClose: false });
    expect(trayModel(state({ ...FLAT, state: 'stopped' }, HALTED), true)).toMatchObject({
      status: 'halted',
      stateLine: 'HALTED by tray',
      canStart: false,
      canRearm: true,
    });
    const killed = { ...FLAT, state: 'stopped', is_halted: true } as SessionStatus;
    expect(trayModel(state(killed), true), 'after a re-arm').toMatchObject({ status: 'idle', canStart: true });
    expect(trayModel(state({ ...killed, state: 'stopping' } as SessionStatus), true).status).toBe('halted');
    expect(trayModel(state(null, TRIPPED), true)).toMatchObject({
      status: 'tripped',
      stateLine: 'TRIPPED: losing streak',
      canStart: false,
      canReset: true,
    });
    expect(trayModel(state(null, { ...TRIPPED, engagedBy: ['kill.txt'] }), true)).toMatchObject({
      status: 'halted',
      stateLine: 'HALTED by kill.txt',
    });
    expect(trayModel(state(null), false).canStart).toBe(false);
  });
});

describe('notices', () => {
  const quiet = { ...state(FLAT), before: state(FLAT), events: [] };
  const event = (fields: object) => fields as SessionEvent;

  it('come for fills (several as one), halt, trip, lost data, recovery and an incomplete KILL, and for nothing else', () => {
    const fill = event({ event: 'ExecutionFill', side: 'BUY', qty: '0.012', price: '50000.1' });
    expect(noticesOf(quiet)).toEqual([]);
    expect(noticesOf({ ...quiet, events: [event({ event: 'CandleProcessed' })] })).toEqual([]);
    expect(noticesOf({ ...quiet, events: [fill, fill, fill] })).toEqual([
      { kind: 'fill', title: 'Order filled', body: 'BUY 0.012 at 50000.1 (and 2 before it)' },
    ]);
    expect(noticesOf({ ...quiet, safety: HALTED }).map(({ title }) => title)).toEqual(['Trading is halted']);
    expect(noticesOf({ ...quiet, safety: HALTED, before: state(FLAT, HALTED) })).toEqual([]);
    expect(noticesOf({ ...quiet, safety: TRIPPED }).map(({ title }) => title)).toEqual(['Circuit breaker tripped']);
    const events = [
      event({ event: 'FeedLost', reason: 'no_pong' }),
      event({ event: 'SessionRecovered', equity: '9990' }),
      event({ event: 'KillIncomplete', left: 'a position' }),
      event({ event: 'SessionEnd', reason: 'stale_data' }),
      event({ event: 'SessionEnd', reason: 'user_stop' }),
    ];
    expect(noticesOf({ ...quiet, events }).map(({ title, body }) => `${title}: ${body}`)).toEqual([
      'Market data lost: no pong',
      'Session recovered: It goes on where it was; equity 9990 USDT.',
      'KILL is not complete: Left: a position',
      'Session ended: stale data',
    ]);
  });
});
