import { describe, expect, it } from 'vitest';
import { CvdDivergence } from '../../main/engine/indicators/cvd-divergence.ts';
import { MarketIndicators } from '../../main/engine/indicators/market-indicators.ts';
import { fundingGate } from '../../main/engine/strategy/stages/derivatives-flows.ts';
import { regimeOf, trendOf } from '../../main/engine/strategy/stages/market-intake.ts';
import type { Candle } from '../../shared/market.ts';
import { candle, flat, following, ramp } from './support/candles.ts';
import { account, feed, strategyOf } from './support/engine-under-test.ts';

const strategy = strategyOf();

function indicatorsAfter(candles: readonly Candle[]): MarketIndicators {
  const indicators = new MarketIndicators(strategy);
  for (const one of candles) indicators.push(one);
  return indicators;
}

describe('5 market_intake', () => {
  it('trend is UP if EMA20 > EMA50 and close > EMA20, DOWN mirrored, else CHOP', () => {
    const up = indicatorsAfter(ramp(60, 1000, 1, 0));
    const ema20 = up.ema20.value;
    expect([trendOf(up, 1059), trendOf(up, ema20 + 0.01), trendOf(up, ema20), trendOf(up, ema20 - 0.01)]).toEqual([
      'UP',
      'UP',
      'CHOP',
      'CHOP',
    ]);
    const down = indicatorsAfter(ramp(60, 1000, -1, 0));
    const low = down.ema20.value;
    expect([trendOf(down, 941), trendOf(down, low), trendOf(down, low + 0.01)]).toEqual(['DOWN', 'CHOP', 'CHOP']);
    expect(trendOf(indicatorsAfter(flat(60, 1000, 1)), 1001)).toBe('CHOP');
  });

  it('11.2 there is no trend before candle 50', () => {
    expect(trendOf(indicatorsAfter(ramp(49, 1000, 1, 0)), 1049)).toBe('CHOP');
    expect(trendOf(indicatorsAfter(ramp(50, 1000, 1, 0)), 1049)).toBe('UP');
  });

  it('regime by ATR14 / close: below 0.002 CHOP_LOWVOL, above 0.006 TREND_HIGHVOL, else NORMAL', () => {
    const regime = (range: number) => regimeOf(indicatorsAfter(flat(20, 1000, range / 2)), 1000);
    expect([regime(1.9), regime(2), regime(6), regime(6.1)]).toEqual([
      'CHOP_LOWVOL',
      'NORMAL',
      'NORMAL',
      'TREND_HIGHVOL',
    ]);
    expect(regimeOf(indicatorsAfter(flat(14, 1000, 1)), 1000)).toBe('UNKNOWN');
  });

  it('equal highs or lows: at least one of the previous 11 within 0.08 % of the last one', () => {
    const base = { close: 1000, low: 900, high: 1100 };
    const rising = (n: number) => Array.from({ length: n }, (_, i) => candle(i, { ...base, high: 1200 + 10 * i }));
    const equal = (last: number, between: number) => {
      const candles = [candle(0, { ...base, high: 2000 }), ...following(rising(1), ...rising(between))];
      const indicators = indicatorsAfter([...candles, candle(99, { ...base, high: last })]);
      const restored = new MarketIndicators(strategy);
      restored.load(JSON.parse(JSON.stringify(indicators.save())));
      expect(restored.hasEqual('high')).toBe(indicators.hasEqual('high'));
      return indicators.hasEqual('high');
    };
    expect([equal(2000, 10), equal(2000, 11), equal(2001.6, 5), equal(2001.7, 5), equal(1998.4, 5)]).toEqual([
      true,
      false,
      true,
      false,
      false,
    ]);
    expect(indicatorsAfter([candle(0, base)]).hasEqual('low')).toBe(false);
    expect(indicatorsAfter([candle(0, base), candle(1, base)]).hasEqual('low')).toBe(true);
  });

  it('its verdict shows swing high and low of 40 candles', () => {
    const under = account(strategy);
    feed(under, [
      candle(0, { close: 1000, high: 1500 }),
      ...following([candle(0, { close: 1 })], ...flat(40, 1000, 7)),
    ]);
    const [intake] = under.recorder.last('DecisionMade').stages;
    expect(intake).toMatchObject({ stage: 'market_intake', inputs: { swing_high: 1007, swing_low: 993 } });
  });
});

describe('5 derivatives_flows', () => {
  const gate = (rate: number | null | undefined) => fundingGate(rate, strategy.derivatives_gates);

  it.each([
    [0.0005, 'no_trade'],
    [-0.0005, 'no_trade'],
    [0.000_499_9, 'half_size'],
    [0.0003, 'half_size'],
    [-0.0003, 'half_size'],
    [0.000_299_9, 'pass'],
    [0, 'pass'],
    [null, 'half_size'],
    [undefined, 'off'],
  ])('8-hour funding of %s (a fraction) → %s', (rate, wanted) => {
    expect(gate(rate)).toBe(wanted);
  });

  it('is refreshed every 6 candles: 1, 7, 13 …; without a rate the source should have → half size; no source → off', () => {
    const under = account(strategy, { funding: 'file' });
    const results: string[] = [];
    flat(14, 1000, 5).forEach((bar, i) => {
      if (i === 2) under.engine.funding.setRate(Date.UTC(2025, 0, 1), 0.0006);
      if (i === 8) under.engine.funding.setRate(Date.UTC(2025, 0, 1), 0.0001);
      under.engine.onCandle(bar, 'live');
      results.push(under.recorder.last('DecisionMade').stages[1]?.result ?? '');
    });
    expect(results).toEqual([
      ...Array.from({ length: 6 }, () => 'half_size'),
      ...Array.from({ length: 6 }, () => 'no_trade'),
      ...Array.from({ length: 2 }, () => 'pass'),
    ]);
    const without = account(strategy);
    feed(without, flat(2, 1000, 5));
    expect(without.recorder.last('DecisionMade').stages[1]).toMatchObject({ result: 'off', inputs: {} });
  });
});

describe('5 cvd_divergence: the last candle against the 4 before', () => {
  /** Lookback 1: the delta of each candle is its own; close at the top is +volume, at the bottom −volume. */
  const verdict = (lastLow: number, lastHigh: number, lastVolume: number, lastClose: 'top' | 'bottom') => {
    const cvd = new CvdDivergence(1);
    for (const [low, volume] of [
      [91, 50],
      [90, 80],
      [92, 60],
      [93, 70],
    ] as const) {
      cvd.push(candle(0, { open: low, close: low, low, high: 110, volume }));
    }
    const close = lastClose === 'top' ? lastHigh : lastLow;
    cvd.push(candle(4, { open: close, close, low: lastLow, high: lastHigh, volume: lastVolume }));
    return cvd.divergence;
  };

  it('a low strictly below their lows with a CVD not strictly below their lowest is BULLISH', () => {
    expect(verdict(89, 109, 79, 'bottom')).toBe('BULLISH');
    expect(verdict(89, 109, 80, 'bottom')).toBe('BULLISH');
    expect(verdict(89, 109, 81, 'bottom')).toBe('NONE');
    expect(verdict(90, 109, 1, 'bottom')).toBe('NONE');
  });

  it('a high strictly above their highs with a CVD not strictly above their highest is BEARISH', () => {
    expect(verdict(95, 111, 51, 'bottom')).toBe('BEARISH');
    expect(verdict(95, 111, 50, 'bottom')).toBe('BEARISH');
    expect(verdict(95, 111, 49, 'bottom')).toBe('NONE');
    expect(verdict(95, 110, 60, 'bottom')).toBe('NONE');
    expect(verdict(95, 111, 10, 'top')).toBe('NONE');
  });

  it('11.12 BULLISH is tested first and excludes BEARISH', () => {
    expect(verdict(89, 111, 60, 'bottom')).toBe('BULLISH');
  });

  it('11.12 CVDs within 1e-9 of the volume are equal', () => {
    expect(verdict(89, 109, 80 + 7e-8, 'bottom')).toBe('BULLISH');
    expect(verdict(89, 109, 80 + 9e-8, 'bottom')).toBe('NONE');
  });

  it('needs 4 earlier CVDs, so with a lookback of 20 it speaks from candle 24 on; off, never', () => {
    const cvd = new CvdDivergence(20);
    const seen = Array.from({ length: 30 }, (_, i) => {
      cvd.push(candle(i, { open: 150 - i, close: 151 - i, high: 151 - i, low: 149 - i, volume: 10 }));
      return cvd.divergence;
    });
    expect(seen.indexOf('BULLISH')).toBe(23);
    expect(new MarketIndicators(strategyOf({ cvd: { enabled: false } })).cvd).toBeNull();
  });
});
