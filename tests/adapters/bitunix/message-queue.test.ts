import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MessageQueue } from '../../../main/adapters/bitunix/message-queue.ts';
import { SendGuard } from '../../../main/adapters/bitunix/send-guard.ts';
import { Tally } from '../../../main/adapters/bitunix/tally.ts';

describe('message queue', () => {
  it('never grows beyond its bound, keeps the order, and drops what is precious last', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 200 }), (precious) => {
        const queue = new MessageQueue<number>(20);
        let dropped = 0;
        for (const [index, isPrecious] of precious.entries()) {
          if (queue.push(index, isPrecious)) dropped++;
          expect(queue.length).toBeLessThanOrEqual(20);
        }
        const kept = queue.takeAll();
        expect(kept).toEqual([...kept].sort((a, b) => a - b));
        expect(kept.length + dropped).toBe(precious.length);
        const all = precious.flatMap((isPrecious, index) => (isPrecious ? [index] : []));
        if (all.length <= 20) expect(kept.filter((index) => precious[index])).toEqual(all);
        expect(queue.length).toBe(0);
      }),
    );
  });

  it('drops the oldest', () => {
    const queue = new MessageQueue<string>(2);
    for (const message of ['a', 'b', 'c']) queue.push(message, false);
    expect(queue.takeAll()).toEqual(['b', 'c']);
  });
});

describe('tally', () => {
  it('tells at most once a second, and loses no count', () => {
    const tally = new Tally();
    const told: number[] = [];
    for (let now = 0; now < 5000; now += 50) {
      tally.add(3, `sample ${now}`);
      const taken = tally.take(now);
      if (taken !== undefined) told.push(now, taken.count);
    }
    expect(told).toEqual([0, 3, 1000, 60, 2000, 60, 3000, 60, 4000, 60]);
    tally.add(1, 'another');
    expect(tally.take(5000)).toEqual({ count: 58, sample: 'sample 4050' });
    expect(tally.take(9000)).toBeUndefined();
    expect(tally.total).toBe(301);
  });
});

describe('send guard', () => {
  it('admits five frames in any second, and keeps two of them for what must leave', () => {
    const guard = new SendGuard();
    expect(Array.from({ length: 7 }, () => guard.admit(0, true)).filter(Boolean)).toHaveLength(3);
    expect(Array.from({ length: 7 }, () => guard.admit(500)).filter(Boolean)).toHaveLength(2);
    expect(guard.admit(1000)).toBe(false);
    expect(guard.admit(1001)).toBe(true);
  });
});
