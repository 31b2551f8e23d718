import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CandleBuilder } from '../../../main/adapters/bitunix/candle-builder.ts';
import type { KlinePush } from '../../../main/adapters/bitunix/frames.ts';
import { START } from './support/manual-timers.ts';

const MINUTE = 60_000;

function push(ts: number, change: Partial<KlinePush> = {}): KlinePush {
  const prices = { open: 100, high: 110, low: 90, close: 105, volume: 5 };
  return { kind: 'kline', channel: 'market_kline_1min', symbol: 'BTCUSDT', ts, ...prices, ...change };
}

/** Pushes of some candles, as an honest exchange makes them: volume and range only grow, each candle opens elsewhere. */
const market = fc
  .array(
    fc.array(fc.record({ step: fc.integer({ min: 1, max: 15_000 }), move: fc.integer({ min: -50, max: 50 }) }), {
      minLength: 1,
      maxLength: 8,
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((bars) =>
    bars.flatMap((moves, bar) => {
      const openTime = START + bar * MINUTE;
      const open = 1000 + bar * 7;
      let ts = openTime;
      let close = open;
      let high = open;
      let low = open;
      let volume = 0;
      return moves.flatMap(({ step, move }) => {
        ts += step;
        if (ts >= openTime + MINUTE) return [];
        close += move / 10;
        high = Math.max(high, close);
        low = Math.min(low, close);
        volume += 1;
        return [push(ts, { open, high, low, close, volume })];
      });
    }),
  );

function build(pushes: readonly KlinePush[], bars = 8) {
  const builder = new CandleBuilder(MINUTE);
  for (const item of pushes) builder.add(item);
  return Array.from({ length: bars }, (_, bar) => builder.peek(START + bar * MINUTE)?.candle);
}

describe('candle builder', () => {
  it('gives the same candles for any order of its pushes, repeated as often as you like', () => {
    const shuffled = market.chain((pushes) =>
      fc.tuple(
        fc.constant(pushes),
        pushes.length === 0
          ? fc.constant([])
          : fc
              .tuple(
                fc.shuffledSubarray(pushes, { minLength: pushes.length }),
                fc.array(fc.constantFrom(...pushes), { maxLength: 20 }),
              )
              .chain(([all, more]) => fc.shuffledSubarray([...all, ...more], { minLength: all.length + more.length })),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([ordered, disordered]) => {
        expect(build(disordered)).toEqual(build(ordered));
      }),
    );
  });

  it('never gives a candle again that was sealed, whatever comes late', () => {
    fc.assert(
      fc.property(market, fc.integer({ min: 0, max: 5 }), (pushes, bar) => {
        const builder = new CandleBuilder(MINUTE);
        builder.seal(START + bar * MINUTE);
        for (const item of pushes) {
          const newest = builder.add(item);
          expect(newest === null || newest > START + bar * MINUTE).toBe(true);
        }
        for (let sealed = 0; sealed <= bar; sealed++) expect(builder.peek(START + sealed * MINUTE)).toBeUndefined();
      }),
    );
  });

  it('is closed by the first push of a later candle', () => {
    const builder = new CandleBuilder(MINUTE);
    expect(builder.add(push(START + 500))).toBe(START);
    expect(builder.add(push(START + MINUTE + 2500, { open: 105, volume: 1 }))).toBe(START + MINUTE);
    expect(builder.add(push(START + 59_000, { close: 107, volume: 6 }))).toBe(START + MINUTE);
    expect(builder.peek(START)).toMatchObject({ candle: { openTime: START, close: 107, volume: 6 }, isComplete: true });
  });

  it.each([
    ['more volume, same open: a late push of the old candle', { open: 100, volume: 6, close: 106 }, START],
    ['less volume: a new candle', { open: 100, volume: 1 }, START + MINUTE],
    ['another open: a new candle', { open: 105, volume: 9 }, START + MINUTE],
    ['a narrower range: a new candle', { open: 100, high: 104, volume: 9 }, START + MINUTE],
  ])('judges a push just beyond the boundary: %s', (_what, change, expected) => {
    const builder = new CandleBuilder(MINUTE);
    builder.add(push(START + 59_500));
    expect(builder.add(push(START + MINUTE + 300, change))).toBe(expected);
  });

  it('does not trust that judgement for long', () => {
    const builder = new CandleBuilder(MINUTE);
    builder.add(push(START + 59_500));
    expect(builder.add(push(START + MINUTE + 2100, { volume: 6 }))).toBe(START + MINUTE);
  });

  it('says when a candle may lack its end, and widens one whose open lies outside', () => {
    const builder = new CandleBuilder(MINUTE);
    builder.add(push(START + 40_000, { open: 120 }));
    expect(builder.peek(START)).toEqual({
      candle: { openTime: START, open: 120, high: 120, low: 90, close: 105, volume: 5 },
      isComplete: false,
    });
  });
});
