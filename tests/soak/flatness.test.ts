import { describe, expect, it } from 'vitest';
import { judgeFlatness, type Sample } from './flatness.ts';

const STEADY: Sample = { heapMb: 60, rssMb: 180, handles: 25, lagMs: 20 };

function course(change: (index: number) => Partial<Sample>): Sample[] {
  return Array.from({ length: 100 }, (_, index) => ({ ...STEADY, ...change(index) }));
}

describe('flatness of a soak', () => {
  it('calls flat what swings, also when it warms up first', () => {
    expect(judgeFlatness(course(() => ({}))).isFlat).toBe(true);
    expect(judgeFlatness(course((index) => ({ heapMb: 60 + (index % 20) }))).isFlat).toBe(true);
    expect(judgeFlatness(course((index) => ({ heapMb: Math.min(200, index * 10) }))).isFlat).toBe(true);
  });

  it.each([
    ['memory', (index: number) => ({ heapMb: 60 + index * 2 })],
    ['handles', (index: number) => ({ handles: 25 + Math.floor(index / 10) })],
    ['lag', (index: number) => ({ lagMs: 20 + index * 3 })],
  ])('sees %s that grows', (_name, change) => {
    const { isFlat, lines } = judgeFlatness(course(change));
    expect(isFlat).toBe(false);
    expect(lines.filter((line) => line.startsWith('GROWS'))).toHaveLength(1);
  });

  it('says nothing from too few samples', () => {
    expect(judgeFlatness([STEADY]).isFlat).toBe(false);
  });
});
