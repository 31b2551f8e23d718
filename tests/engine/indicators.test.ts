import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Atr } from '../../main/engine/indicators/atr.ts';
import { CandleRing } from '../../main/engine/indicators/candle-ring.ts';
import { Ema } from '../../main/engine/indicators/ema.ts';
import { MarketIndicators } from '../../main/engine/indicators/market-indicators.ts';
import { RollingExtreme } from '../../main/engine/indicators/rolling-extreme.ts';
import { RollingSum } from '../../main/engine/indicators/rolling-sum.ts';
import type { Candle } from '../../shared/market.ts';
import { candlesOf, walks } from './support/arbitraries.ts';
import { candle, flat, ramp } from './support/candles.ts';
import { strategyOf } from './support/engine-under-test.ts';
import { atrOf, cvdOf, emaOf, mean, sum, vwapOf } from './support/naive.ts';

const EVERYTHING = strategyOf({ setups: { sma_crossover: { enabled: true }, sweep_invalidation: { enabled: true } } });

function indicatorsAfter(candles: readonly Candle[], strategy = EVERYTHING): MarketIndicators {
  const indicators = new MarketIndicators(strategy);
  for (const one of candles) indicators.push(one);
  return indicators;
}

/** Equal within a share of 1e-9, the slack that the rules themselves allow. */
function near(actual: number, wanted: number | undefined, scale = Math.abs(wanted ?? 0)): void {
  expect(wanted).toBeDefined();
  expect(Math.abs(actual - (wanted ?? Number.NaN))).toBeLessThanOrEqual(1e-9 * scale + 1e-12);
}

describe('5 indicators, values worked out by hand', () => {
  it('EMA of 3 over 2, 4, 6, 8, 4: seeded with 4, then 6, then 5', () => {
    const ema = new Ema(3);
    const seen = [2, 4, 6, 8, 4].map((value) => {
      ema.push(value);
      return ema.isReady ? ema.value : null;
    });
    expect(seen).toEqual([null, null, 4, 6, 5]);
  });

  it('ATR of 3 over true ranges 2, 5, 2, 4: seeded with 3, then 10/3', () => {
    const atr = new Atr(3);
    const bars = [
      [10, 8, 9],
      [11, 9, 10],
      [15, 11, 14],
      [13, 12, 12],
      [12, 8, 9],
    ] as const;
    const seen = bars.map(([high, low, close]) => {
      atr.push(high, low, close);
      return atr.isReady ? atr.value : null;
    });
    expect(seen).toEqual([null, null, null, 3, 10 / 3]);
  });

  it('on a ramp an EMA of n lags by (n − 1) / 2 steps, and the ATR is step + 2 × wick', () => {
    const { ema9, ema20, ema50, atr } = indicatorsAfter(ramp(120, 1000, 2, 3));
    near(ema9.value, 1238 - 4 * 2);
    near(ema20.value, 1238 - 9.5 * 2);
    near(ema50.value, 1238 - 24.5 * 2);
    near(atr.value, 2 + 2 * 3);
  });

  it('VWAP of 30 × (100, volume 1) and 30 × (200, volume 3) is 175, and 101 at typical price 101', () => {
    const first = flat(30, 100, 1, 1);
    const second = Array.from({ length: 30 }, (_, i) => candle(30 + i, { close: 200, volume: 3 }));
    expect(indicatorsAfter([...first, ...second]).vwap).toBe(175);
    const uneven = Array.from({ length: 60 }, (_, i) => candle(i, { close: 100, high: 105, low: 98, volume: 7 }));
    near(indicatorsAfter(uneven).vwap ?? 0, 101);
  });

  it('CVD: a close at 3/4 of the range counts half of the volume, 20 times', () => {
    const bars = Array.from({ length: 20 }, (_, i) => candle(i, { close: 11, high: 12, low: 8, volume: 10 }));
    expect(indicatorsAfter(bars).cvd?.value).toBe(100);
    const still = Array.from({ length: 20 }, (_, i) => candle(i, { close: 11, volume: 10 }));
    expect(indicatorsAfter(still).cvd?.value).toBe(0);
  });
});

describe('11.2 no value before a window is full', () => {
  it('EMA first at candle n, ATR14 at candle 15, VWAP at 60, sweep level at 11, crossover means at 10 and 30', () => {
    const indicators = new MarketIndicators(EVERYTHING);
    const first: Record<string, number> = {};
    for (const bar of flat(70, 100, 1)) {
      indicators.push(bar);
      const { ema9, ema20, ema50, atr, crossover, cvd, vwap, priorLow, priorHigh } = indicators;
      const ready = {
        ema9: ema9.isReady,
        ema20: ema20.isReady,
        ema50: ema50.isReady,
        atr: atr.isReady,
        vwap: vwap !== null,
        level: priorLow !== null && priorHigh !== null,
        fast: crossover?.fastMean !== null,
        slow: crossover?.slowMean !== null,
        cvd: cvd?.value !== null,
      };
      for (const [name, isReady] of Object.entries(ready)) if (isReady) first[name] ??= indicators.count;
    }
    expect(first).toEqual({
      ema9: 9,
      ema20: 20,
      ema50: 50,
      atr: 15,
      vwap: 60,
      level: 11,
      fast: 10,
      slow: 30,
      cvd: 20,
    });
  });

  it('VWAP is none when the volumes sum to 0, and comes back with the first volume', () => {
    expect(indicatorsAfter(flat(60, 100, 1, 0)).vwap).toBeNull();
    expect(indicatorsAfter([...flat(60, 100, 1, 0), candle(60, { close: 103, volume: 0.0001 })]).vwap).toBe(103);
    expect(indicatorsAfter([...flat(60, 100, 1, 300), ...flat(60, 100, 1, 0)]).vwap).toBeNull();
  });

  it('11.6 the mean volume is of 20 candles including the current one, fewer if fewer, 0 if nothing traded', () => {
    expect(indicatorsAfter(flat(1, 100, 1, 8)).meanVolume).toBe(8);
    expect(indicatorsAfter([...flat(3, 100, 1, 8), candle(3, { close: 100, volume: 16 })]).meanVolume).toBe(10);
    expect(indicatorsAfter([...flat(30, 100, 1, 8), candle(30, { close: 100, volume: 48 })]).meanVolume).toBe(10);
    expect(indicatorsAfter([...flat(20, 100, 1, 0.3), ...flat(20, 100, 1, 0)]).meanVolume).toBe(0);
  });
});

describe('5 indicators over random candles', () => {
  it('are those of a naive recomputation, on every candle', () => {
    fc.assert(
      fc.property(walks(130), (walk) => {
        const candles = candlesOf(walk);
        const indicators = new MarketIndicators(EVERYTHING);
        candles.forEach((bar, i) => {
          indicators.push(bar);
          if (i % 13 !== 0 && i < 125) return;
          const seen = candles.slice(0, i + 1);
          const closes = seen.map(({ close }) => close);
          const before = candles.slice(0, i).slice(-10);
          const { ema9, ema50, atr, crossover, cvd, vwap, volume } = indicators;
          if (i + 1 >= 9) near(ema9.value, emaOf(closes, 9));
          if (i + 1 >= 50) near(ema50.value, emaOf(closes, 50));
          if (i + 1 >= 15) near(atr.value, atrOf(seen, 14));
          if (i + 1 >= 30) near(crossover?.slowMean ?? 0, mean(closes.slice(-30)));
          if (i + 1 >= 20) near(cvd?.value ?? Number.NaN, cvdOf(seen, 20), sum(seen.map((one) => one.volume)));
          if (vwapOf(seen, 60) !== undefined) near(vwap ?? Number.NaN, vwapOf(seen, 60));
          near(volume.mean, mean(seen.slice(-20).map((one) => one.volume)), walk.volume);
          expect(indicators.priorLow).toBe(before.length < 10 ? null : Math.min(...before.map(({ low }) => low)));
          expect(indicators.priorHigh).toBe(before.length < 10 ? null : Math.max(...before.map(({ high }) => high)));
          expect(indicators.swingHigh.value).toBe(Math.max(...seen.slice(-40).map(({ high }) => high)));
          expect(indicators.swingLow.value).toBe(Math.min(...seen.slice(-40).map(({ low }) => low)));
        });
      }),
      { numRuns: 40 },
    );
  });

  it('continue identically after save → JSON → load, and what was saved stays as it was', () => {
    fc.assert(
      fc.property(walks(110), fc.integer({ min: 0, max: 100 }), (walk, cut) => {
        const candles = candlesOf(walk);
        const whole = indicatorsAfter(candles.slice(0, cut));
        const saved = whole.save();
        const text = JSON.stringify(saved);
        const restored = new MarketIndicators(EVERYTHING);
        restored.load(JSON.parse(text));
        for (const bar of candles.slice(cut)) {
          whole.push(bar);
          restored.push(bar);
          expect(restored.vwap).toBe(whole.vwap);
          expect([restored.hasEqual('high'), restored.hasEqual('low')]).toEqual([
            whole.hasEqual('high'),
            whole.hasEqual('low'),
          ]);
        }
        expect(JSON.stringify(restored.save())).toBe(JSON.stringify(whole.save()));
        expect(JSON.stringify(saved)).toBe(text);
      }),
      { numRuns: 40 },
    );
  });
});

describe('rolling windows', () => {
  const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { maxLength: 60 });
  const length = fc.integer({ min: 1, max: 12 });

  it('RollingSum and RollingExtreme are those of the last n values', () => {
    fc.assert(
      fc.property(values, length, (series, n) => {
        const total = new RollingSum(n);
        const highest = new RollingExtreme(n, 'highest');
        const lowest = new RollingExtreme(n, 'lowest');
        series.forEach((value, i) => {
          total.push(value);
          highest.push(value);
          lowest.push(value);
          const window = series.slice(Math.max(0, i - n + 1), i + 1);
          expect([total.sum, total.count, total.isFull]).toEqual([sum(window), window.length, window.length === n]);
          expect([highest.value, lowest.value]).toEqual([Math.max(...window), Math.min(...window)]);
          expect([highest.isFull, lowest.isFull]).toEqual([window.length === n, window.length === n]);
        });
      }),
    );
  });

  it('a RollingSum forgets a huge value for good once it has left the window', () => {
    const total = new RollingSum(4);
    for (const value of [1e17, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1]) total.push(value);
    expect(total.sum).toBeCloseTo(0.4, 12);
    expect(new RollingSum(3).mean).toBe(0);
  });

  it('a CandleRing keeps the newest, oldest first when read', () => {
    const ring = new CandleRing(3);
    for (const bar of ramp(5, 1, 1, 0)) ring.push(bar);
    expect(ring.last(9).map(({ close }) => close)).toEqual([3, 4, 5]);
    expect([ring.at(0)?.close, ring.at(2)?.close, ring.at(3), ring.at(-1), ring.count]).toEqual([
      5,
      3,
      undefined,
      undefined,
      3,
    ]);
  });
});
