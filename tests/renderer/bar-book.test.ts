import { describe, expect, it } from 'vitest';
import { BarBook } from '../../renderer/chart/bar-book.ts';
import type { Bar } from '../../shared/session-view.ts';

const MINUTE = 60_000;

function bar(index: number, close = index): Bar {
  return { t: index * MINUTE, o: index, h: index + 1, l: index - 1, c: close, v: 1, a: null };
}

function bars(from: number, to: number): Bar[] {
  return Array.from({ length: to - from }, (_, index) => bar(from + index));
}

function span(book: BarBook): readonly [number | undefined, number | undefined, number] {
  const index = (each: Bar | undefined) => (each === undefined ? undefined : each.t / MINUTE);
  return [index(book.bars[0]), index(book.bars.at(-1)), book.bars.length];
}

describe('the window of candles over a run', () => {
  it('takes in what closes, and averages that come after their candle', () => {
    const book = new BarBook();
    const newest = bars(0, 100);
    book.restart(newest);
    expect(book.extend(newest)).toBe('none');
    book.setOpen(bar(100));
    const explained = { ...bar(100), a: { ema20: 100 } };
    expect(book.extend([...newest, bar(100)])).toEqual([bar(100)]);
    expect(book.open).toBeNull();
    expect(book.extend([...newest, explained])).toEqual([explained]);
    expect(book.bars.at(-1)).toBe(explained);
    expect(span(book)).toEqual([0, 100, 101]);
  });

  it('has everything drawn anew when a candle before the open one changes', () => {
    const book = new BarBook();
    const newest = bars(0, 100);
    book.restart(newest);
    book.setOpen(bar(101));
    expect(book.extend([...newest, bar(100)])).toBe('all');
    expect(book.at(101)).toEqual(bar(101));
  });

  it('slides back to the first candle and forward again without holes and without growing', () => {
    const book = new BarBook();
    const newest = bars(45_000, 50_000);
    book.restart(newest);
    while ((book.bars[0]?.t ?? 0) > 0) {
      const first = (book.bars[0]?.t ?? 0) / MINUTE;
      expect(book.prepend(bars(Math.max(0, first - 2000), first))).toBe(true);
      expect(book.bars.length).toBeLessThanOrEqual(7000);
    }
    expect(book.prepend([])).toBe(false);
    expect(book.isLive).toBe(false);
    expect(span(book)).toEqual([0, 6999, 7000]);
    expect(book.extend([...newest, bar(50_000)])).toBe('none');
    expect(book.setOpen(bar(50_001))).toBe(false);
    while (!book.isLive) {
      const next = (book.bars.at(-1)?.t ?? 0) / MINUTE + 1;
      book.append(bars(next, next + 2000), newest);
    }
    expect(span(book)).toEqual([43_000, 49_999, 7000]);
    expect(book.bars.every(({ t }, place) => t === (43_000 + place) * MINUTE)).toBe(true);
  });

  it('finds the place of a time, and of the candle before it where there is none', () => {
    const book = new BarBook();
    book.restart([bar(1), bar(2), bar(5)]);
    book.setOpen(bar(6));
    expect([0, 1, 2, 3, 5, 6, 9].map((index) => book.placeOf(index * MINUTE))).toEqual([-1, 0, 1, 1, 2, 3, 3]);
    expect([1, 3, 6, 9].map((index) => book.has(index * MINUTE))).toEqual([true, false, true, false]);
  });

  it('keeps older candles over a snapshot that joins them, and lets go of those that do not', () => {
    const book = new BarBook();
    book.restart(bars(0, 100));
    book.rejoin(bars(50, 120));
    expect(span(book)).toEqual([0, 119, 120]);
    book.rejoin(bars(300, 320));
    expect(span(book)).toEqual([300, 319, 20]);
  });
});
