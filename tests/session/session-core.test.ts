import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MockWalk } from '../../main/adapters/mock/mock-source.ts';
import { SessionCore } from '../../main/session/session-core.ts';
import { decodeInput, encodeInput, type SessionInput } from '../../main/session/session-input.ts';
import type { SessionEvent } from '../../shared/events.ts';
import { MINUTE_MS } from '../../shared/time.ts';
import { testSetup } from './support/setup.ts';

const START = 1_735_689_600_000;

/** A core with what it told, fed with the mock's walk and whatever else a test puts between its ticks. */
function runCore(seed: number, ticks: number, between: (tick: number, at: number) => readonly SessionInput[]) {
  const events: SessionEvent[] = [];
  const inputs: SessionInput[] = [];
  const core = new SessionCore(testSetup({ seed }), {
    wantsDetail: true,
    event: (event) => events.push(event),
    mark: () => {},
  });
  const give = (input: SessionInput) => {
    inputs.push(input);
    core.handle(input);
  };
  const walk = new MockWalk(seed, MINUTE_MS, START);
  give({ kind: 'start', at: START });
  for (const candle of walk.history()) give({ kind: 'candle', at: START, candle, origin: 'history' });
  for (let tick = 0; tick < ticks; tick++) {
    const at = START + tick * 100;
    for (const input of walk.next()) give({ ...input, at } as SessionInput);
    for (const input of between(tick, at)) give(input);
  }
  return { core, events, inputs };
}

const ORDERS = new Set(['OrderSubmitted']);

describe('the session core', () => {
  it('1.1 no order leaves after the latch, wherever KILL falls between ticks, fills and queue waits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), fc.integer({ min: 0, max: 2999 }), (seed, killTick) => {
        const { core, events } = runCore(seed, 3000, (tick, at) =>
          tick === killTick ? [{ kind: 'command', at, command: { name: 'Kill', by: 'test' } }] : [],
        );
        const latch = events.findIndex(({ event }) => event === 'KillEngaged');
        const after = events.slice(latch);
        expect(latch).toBeGreaterThan(0);
        expect(after.filter(({ event }) => ORDERS.has(event))).toEqual([]);
        expect(after.filter((event) => event.event === 'ExecutionFill' && !event.reduce_only)).toEqual([]);
        expect(core.engine.book.position).toBeNull();
        expect(core.engine.book.entryLimit).toBeNull();
        expect(core).toMatchObject({ phase: 'stopped', stopReason: 'kill_switch', isHalted: true });
      }),
      { numRuns: 60 },
    );
  });

  it('4 stops in the one order: working orders cancelled, then the position closed, then the end', () => {
    const { events } = runCore(11, 12_000, (tick, at) =>
      tick === 11_990 ? [{ kind: 'stop', at, reason: 'user_stop', by: 'test' }] : [],
    );
    const tail = events.slice(events.findIndex(({ event }) => event === 'StopRequested')).map(({ event }) => event);
    expect(tail[0]).toBe('StopRequested');
    expect(tail.at(-1)).toBe('SessionEnd');
    const cancelled = tail.lastIndexOf('WorkingOrderCancelled');
    const closed = tail.indexOf('ExecutionExit');
    if (cancelled >= 0 && closed >= 0) expect(cancelled).toBeLessThan(tail.length);
    expect(tail).not.toContain('OrderSubmitted');
  });

  it('2.1 the recorded inputs, encoded and read back, give the same events byte for byte', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
        const { events, inputs } = runCore(seed, 2000, () => []);
        const again: SessionEvent[] = [];
        const core = new SessionCore(testSetup({ seed }), {
          wantsDetail: true,
          event: (event) => again.push(event),
          mark: () => {},
        });
        for (const input of inputs) core.handle(decodeInput(encodeInput(input)));
        expect(JSON.stringify(again)).toBe(JSON.stringify(events));
      }),
      { numRuns: 10 },
    );
  });

  it('8 a state saved between any two inputs goes on exactly as the run that was never interrupted', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), fc.integer({ min: 300, max: 6000 }), (seed, cut) => {
        const { events, inputs } = runCore(seed, 6000, () => []);
        const first = new SessionCore(testSetup({ seed }), { wantsDetail: true, event: () => {}, mark: () => {} });
        for (const input of inputs.slice(0, cut)) first.handle(input);
        const later: SessionEvent[] = [];
        const second = new SessionCore(testSetup({ seed }), {
          wantsDetail: true,
          event: (event) => later.push(event),
          mark: () => {},
        });
        second.load(JSON.parse(JSON.stringify(first.save())) as ReturnType<typeof first.save>);
        for (const input of inputs.slice(cut)) second.handle(input);
        expect(JSON.stringify(later)).toBe(JSON.stringify(events.slice(first.seq)));
      }),
      { numRuns: 15 },
    );
  });

  it('4 orders wait between 50 and 500 ms and fill on the first quote at or after that', () => {
    const { events } = runCore(5, 40_000, () => []);
    const submitted = events.filter((event) => event.event === 'OrderSubmitted');
    expect(submitted.length).toBeGreaterThan(0);
    for (const order of submitted) {
      expect(order.latency_ms).toBeGreaterThanOrEqual(50);
      expect(order.latency_ms).toBeLessThanOrEqual(500);
    }
  });

  it('12.13 pausing blocks entries, journaled, without a halt; resuming lifts it', () => {
    const { events } = runCore(5, 40_000, (tick, at) => {
      if (tick === 0) return [{ kind: 'command', at, command: { name: 'PauseEntries', by: 'test' } }];
      if (tick === 20_000) return [{ kind: 'command', at, command: { name: 'ResumeEntries', by: 'test' } }];
      return [];
    });
    const resumed = events.findIndex(({ event }) => event === 'EntriesResumed');
    expect(events.slice(0, resumed).some(({ event }) => ORDERS.has(event))).toBe(false);
    expect(
      events.slice(0, resumed).some((event) => event.event === 'DecisionMade' && event.reason === 'entries_paused'),
    ).toBe(true);
    expect(events.slice(resumed).some(({ event }) => ORDERS.has(event))).toBe(true);
  });

  it.each([
    ['PauseEntries', 0],
    ['PauseEntries', 20],
    ['ClosePosition', 0],
    ['ClosePosition', 20],
  ] as const)('12.13 %s, %d ticks after an order left, takes it back: nothing fills later', (name, later) => {
    const ticks = 12_000;
    const { events: undisturbed } = runCore(5, ticks, () => []);
    const fillsOf = (events: readonly SessionEvent[], id: string) =>
      events.filter((event) => event.event === 'ExecutionFill' && event.order_id === id);
    let open = 0;
    for (const order of undisturbed) {
      if (order.event !== 'OrderSubmitted') continue;
      const tick = (Date.parse(order.timestamp) - START) / 1000 + later;
      const [fill] = fillsOf(undisturbed, order.order_id);
      if (fill === undefined || Date.parse(fill.timestamp) <= START + (tick + 1) * 1000) continue;
      open++;
      const { events } = runCore(5, ticks, (at, now) =>
        at === tick ? [{ kind: 'command', at: now, command: { name, by: 'test' } }] : [],
      );
      expect(fillsOf(events, order.order_id)).toEqual([]);
    }
    expect(open).toBeGreaterThan(0);
  });

  it('7 more than 20 failed operations in one run stop it with error; an auth failure blocks entries at once', () => {
    const { core, events } = runCore(5, 400, (tick, at) =>
      tick < 21 ? [{ kind: 'error', at, error: tick === 0 ? 'auth' : 'transient', what: 'kline' }] : [],
    );
    expect(events.some(({ event }) => event === 'ErrorBreakerOpened')).toBe(true);
    expect(core).toMatchObject({ stopReason: 'error', errorCount: 21 });
  });

  it('8 a run that was recovered with failures in its past is recomputed in one go to the same events', () => {
    const {
      inputs,
      events,
      core: first,
    } = runCore(5, 400, (tick, at) =>
      tick < 3 ? [{ kind: 'error', at, error: tick === 0 ? 'auth' : 'transient', what: 'kline' }] : [],
    );
    const at = inputs.at(-1)?.at ?? 0;
    const more: SessionInput[] = [
      { kind: 'recovered', at },
      ...Array.from({ length: 20 }, () => ({ kind: 'error', at, error: 'transient', what: 'depth' }) as const),
    ];
    const afterCrash: SessionEvent[] = [];
    const second = new SessionCore(testSetup({ seed: 5 }), {
      wantsDetail: true,
      event: (event) => afterCrash.push(event),
      mark: () => {},
    });
    second.load(JSON.parse(JSON.stringify(first.save())) as ReturnType<typeof first.save>);
    const before = events.length;
    for (const input of more) {
      first.handle(input);
      second.handle(input);
    }
    expect(afterCrash.map(({ event }) => event)).toEqual(['SessionRecovered', 'ErrorBreakerOpened']);
    expect(JSON.stringify(events.slice(before))).toBe(JSON.stringify(afterCrash));
  });

  it('takes entries back when the computer sleeps, and enters nothing before it has seen the market again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), fc.integer({ min: 0, max: 2999 }), (seed, sleepTick) => {
        const { core, events, inputs } = runCore(seed, 4000, (tick, at) => {
          if (tick === sleepTick) return [{ kind: 'suspended', at }];
          return tick === sleepTick + 900 ? [{ kind: 'resumed', at, asleepMs: 90_000 }] : [];
        });
        const from = events.findIndex(({ event }) => event === 'SystemSuspended');
        const to = events.findIndex(({ event }) => event === 'SystemResumed');
        const asleep = events.slice(from, to);
        expect(from).toBeGreaterThan(0);
        expect(events[to]).toMatchObject({ asleep_ms: 90_000 });
        expect(asleep.filter((event) => event.event === 'ExecutionFill' && !event.reduce_only)).toEqual([]);
        expect(asleep.map(({ event }) => event)).not.toContain('OrderSubmitted');
        for (const event of asleep) {
          if (event.event === 'WorkingOrderCancelled') expect(['sleep', 'position_closed']).toContain(event.reason);
          if (event.event === 'OrderDropped') expect(event.reason).toBe('blocked');
        }
        // what was recorded gives the same again, and the session trades on
        const again: SessionEvent[] = [];
        const copy = new SessionCore(testSetup({ seed }), {
          wantsDetail: true,
          event: (event) => again.push(event),
          mark: () => {},
        });
        for (const input of inputs) copy.handle(decodeInput(encodeInput(input)));
        expect(JSON.stringify(again)).toBe(JSON.stringify(events));
        expect(core.engine.entryBlock).toBe('');
      }),
      { numRuns: 40 },
    );
  });

  it('12.14 a clock that jumped forward is taken for a sleep; one that was set back, or a sleep told of, is only told', () => {
    const { core, inputs } = runCore(5, 10, () => []);
    const at = inputs.at(-1)?.at ?? 0;
    const walk = new MockWalk(5, MINUTE_MS, START);
    walk.history();
    const quote = () => core.handle({ ...walk.next()[0], at } as SessionInput);
    const blockAfter = (input: Omit<SessionInput, 'at'>) => {
      core.handle({ ...input, at } as SessionInput);
      return core.engine.entryBlock;
    };
    expect(blockAfter({ kind: 'clockJumped', byMs: -60_000 } as SessionInput)).toBe('');
    expect(blockAfter({ kind: 'clockJumped', byMs: 60_000 } as SessionInput)).toBe('stale_quotes');
    quote();
    expect(core.engine.entryBlock).toBe('');
    expect(blockAfter({ kind: 'suspended' } as SessionInput)).toBe('stale_quotes');
    expect(blockAfter({ kind: 'clockJumped', byMs: 60_000 } as SessionInput)).toBe('stale_quotes');
    quote();
    expect(core.engine.entryBlock).toBe('stale_quotes');
    // a process that ended in its sleep is told by nobody that it is over
    expect(blockAfter({ kind: 'recovered' } as SessionInput)).toBe('stale_quotes');
    quote();
    expect(core.engine.entryBlock).toBe('');
  });

  it('shows the volume of the open candle, and records inputs without it', () => {
    const { core, inputs } = runCore(5, 61, () => []);
    const [before, now] = [inputs.at(-3), inputs.at(-1)];
    expect(before).toMatchObject({ kind: 'quote', volume: expect.any(Number) });
    const closed = inputs.findLast(({ kind }) => kind === 'candle');
    expect(closed).toMatchObject({ candle: { volume: (before as { volume?: number }).volume } });
    expect(core.openBar.current?.v).toBe((now as { volume?: number }).volume);
    expect(core.openBar.current?.v).toBeGreaterThan(0);
    expect(decodeInput(encodeInput(now as SessionInput))).not.toHaveProperty('volume');
  });
});
