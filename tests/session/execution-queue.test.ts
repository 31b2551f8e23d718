import { describe, expect, it } from 'vitest';
import type { EntryOrder } from '../../main/engine/execution/orders.ts';
import { ExecutionQueue } from '../../main/session/execution-queue.ts';
import type { Lots, Ticks } from '../../shared/money.ts';

function order(id: string): EntryOrder {
  const [lots, price] = [1 as Lots, 1000 as Ticks];
  return { id, setup: 'test', direction: 1, type: 'market', lots, price, stop: price, target: price };
}

describe('4 the execution queue', () => {
  it('draws latencies of 50 to 500 ms, the same for the same seed', () => {
    const draw = (seed: number) => {
      const queue = new ExecutionQueue(seed);
      return Array.from({ length: 64 }, (_, index) => queue.push(order(String(index)), 0) ?? -1);
    };
    const latencies = draw(3);
    expect(draw(3)).toEqual(latencies);
    expect(Math.min(...latencies)).toBeGreaterThanOrEqual(50);
    expect(Math.max(...latencies)).toBeLessThanOrEqual(500);
    expect(new Set(latencies).size).toBeGreaterThan(10);
  });

  it('gives an order back only when its latency is over', () => {
    const queue = new ExecutionQueue(3);
    const latency = queue.push(order('a'), 1000) ?? -1;
    expect(queue.takeDue(1000 + latency - 1)).toEqual([]);
    expect(queue.takeDue(1000 + latency).map(({ id }) => id)).toEqual(['a']);
    expect(queue.takeDue(1_000_000)).toEqual([]);
  });

  it('holds 64; further orders wait up to 5 s for a place and are then dropped', () => {
    const queue = new ExecutionQueue(3);
    for (let index = 0; index < 64; index++) expect(queue.push(order(String(index)), 0)).toBeDefined();
    expect(queue.push(order('late'), 0)).toBeUndefined();
    expect(queue.push(order('too-late'), 100)).toBeUndefined();
    expect(queue.admitWaiting(4999)).toEqual({ admitted: [], dropped: [] });
    const second = queue.admitWaiting(5000);
    expect(second.dropped.map(({ id }) => id)).toEqual(['late']);
    expect(queue.takeDue(600)).toHaveLength(64);
    const third = queue.admitWaiting(5001);
    expect(third.admitted.map(([{ id }]) => id)).toEqual(['too-late']);
  });

  it('survives a save and load with its generator', () => {
    const queue = new ExecutionQueue(9);
    queue.push(order('a'), 0);
    const copy = new ExecutionQueue(9);
    copy.load(JSON.parse(JSON.stringify(queue.save())) as ReturnType<ExecutionQueue['save']>);
    expect(copy.push(order('b'), 0)).toBe(queue.push(order('b'), 0));
    expect(copy.takeDue(1000)).toEqual(queue.takeDue(1000));
  });
});
