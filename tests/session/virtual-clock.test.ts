import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../main/session/virtual-clock.ts';

function host(stepMs: number) {
  let real = 0;
  let yields = 0;
  return {
    monotonicMs: () => {
      real += stepMs;
      return real;
    },
    yieldToHost: async () => {
      yields++;
    },
    get yields() {
      return yields;
    },
  };
}

describe('12.6 the virtual clock', () => {
  it('fires timers in the order of time, ties in the order in which they were set, cancelled ones never', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ at: fc.integer({ min: 0, max: 50 }), cancel: fc.boolean() })),
        async (timers) => {
          const clock = new VirtualClock(0, host(0));
          const fired: [number, number][] = [];
          for (const [index, { at, cancel }] of timers.entries()) {
            const stop = clock.at(at, () => fired.push([clock.now(), index]));
            if (cancel) stop();
          }
          await clock.run({ onTurn: () => {}, isDone: () => false });
          const expected = timers
            .map(({ at, cancel }, index) => ({ at, cancel, index }))
            .filter(({ cancel }) => !cancel)
            .sort((a, b) => a.at - b.at || a.index - b.index)
            .map(({ at, index }) => [at, index]);
          expect(fired).toEqual(expected);
        },
      ),
    );
  });

  it('yields to the real event loop at least every 20 ms of real time', async () => {
    const machine = host(5);
    const clock = new VirtualClock(0, machine);
    let left = 100;
    const beat = () => {
      if (--left > 0) clock.at(clock.now() + 1000, beat);
    };
    clock.at(0, beat);
    await clock.run({ onTurn: () => {}, isDone: () => false });
    expect(machine.yields).toBeGreaterThanOrEqual(20);
  });

  it('sees between two slices what came from outside', async () => {
    let isStopped = false;
    const machine = {
      ...host(30),
      yieldToHost: async () => {
        isStopped = true;
      },
    };
    const clock = new VirtualClock(0, machine);
    let fired = 0;
    const beat = () => {
      fired++;
      clock.at(clock.now() + 1, beat);
    };
    clock.at(0, beat);
    await clock.run({ onTurn: () => {}, isDone: () => isStopped });
    expect(fired).toBe(1);
  });
});
