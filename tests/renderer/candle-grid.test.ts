import { describe, expect, it } from 'vitest';
import { gridOf, openTimeOf } from '../../renderer/candle-grid.ts';

const OPEN = Date.parse('2025-01-01T12:00:00.000Z');
const MINUTE = 60_000;

describe('the candle in which something happened', () => {
  it('on quotes is the one that was open then; a quote at its open is already its own', () => {
    const grid = gridOf({ interval: '1m', has_quotes: true });
    expect(openTimeOf(OPEN, grid)).toBe(OPEN);
    expect(openTimeOf(OPEN + MINUTE - 1, grid)).toBe(OPEN);
    expect(openTimeOf(OPEN + MINUTE, grid)).toBe(OPEN + MINUTE);
  });

  it('on candle data is the one whose close is the stamp', () => {
    const grid = gridOf({ interval: '5m', has_quotes: false });
    expect(openTimeOf(OPEN + 5 * MINUTE, grid)).toBe(OPEN);
    expect(openTimeOf(OPEN + 10 * MINUTE, grid)).toBe(OPEN + 5 * MINUTE);
  });
});
