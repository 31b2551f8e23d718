import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReconnectBackoff, retryDelayMs } from '../../../main/adapters/bitunix/backoff.ts';

const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('reconnect backoff', () => {
  it('doubles from 1 s to 30 s, within 20 %, never over 36 s, wherever the data would go stale', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fraction, fc.integer({ min: -5000, max: 40_000 })), { maxLength: 40 }), (waits) => {
        let random = 0;
        const backoff = new ReconnectBackoff(() => random);
        for (const [index, [drawn, deadline]] of waits.entries()) {
          random = drawn;
          const base = Math.min(30_000, 1000 * 2 ** index);
          const wait = backoff.next(deadline);
          expect(wait).toBeGreaterThanOrEqual(base * 0.8);
          expect(wait).toBeLessThanOrEqual(base * 1.2);
        }
      }),
    );
  });

  it('is over in time when the jitter allows it', () => {
    const backoff = new ReconnectBackoff(() => 0.99);
    for (let tries = 0; tries < 5; tries++) backoff.next();
    expect(backoff.next(25_000)).toBe(25_000);
    expect(backoff.next(20_000)).toBe(24_000);
  });

  it('begins anew after 60 s of health, also when they came in pieces', () => {
    const backoff = new ReconnectBackoff(() => 0.5);
    expect([backoff.next(), backoff.next(), backoff.next()]).toEqual([1000, 2000, 4000]);
    backoff.addHealth(59_000);
    expect(backoff.next()).toBe(8000);
    backoff.addHealth(1000);
    expect(backoff.next()).toBe(1000);
  });
});

describe('retry delay', () => {
  it('doubles from 0.5 s, within 20 %', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fraction, (tries, random) => {
        const base = Math.min(8000, 500 * 2 ** (tries - 1));
        const delay = retryDelayMs(tries, () => random);
        expect(delay).toBeGreaterThanOrEqual(base * 0.8);
        expect(delay).toBeLessThanOrEqual(base * 1.2);
      }),
    );
  });
});
