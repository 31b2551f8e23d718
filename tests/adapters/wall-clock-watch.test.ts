import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { watchWallClock } from '../../main/adapters/system/wall-clock-watch.ts';

describe('the watch over the wall clock', () => {
  it('tells jumps in both directions once, and follows a slow drift', () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    let offset = 0;
    let now = 1000;
    const jumps: number[] = [];
    const end = watchWallClock((byMs) => jumps.push(byMs), {
      wallMs: () => 1_700_000_000_000 + offset + now,
      monotonicMs: () => now,
    });
    const moved = (ms: number) => {
      offset += ms;
      now += 1000;
      vi.advanceTimersByTime(1000);
      return jumps.splice(0);
    };
    expect(moved(0)).toEqual([]);
    for (let drift = 0; drift < 20; drift++) expect(moved(900)).toEqual([]);
    expect(moved(28_800_000)).toEqual([28_800_000]);
    expect(moved(0)).toEqual([]);
    expect(moved(-3_600_000)).toEqual([-3_600_000]);
    end();
    expect(moved(60_000)).toEqual([]);
  });
});
