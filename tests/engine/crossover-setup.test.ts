import { describe, expect, it } from 'vitest';
import { Crossover } from '../../main/engine/indicators/crossover.ts';
import type { Candle } from '../../shared/market.ts';
import { following, type Prices, ramp } from './support/candles.ts';
import { type Account, account, feed, type Overrides, quietStrategy, reasons } from './support/engine-under-test.ts';

/** With averages of 1 and 2 the side is the direction of the last move, so a sequence can be read off its closes. */
function firings(closes: readonly number[], confirmationBars = 2): string {
  const crossover = new Crossover(1, 2, confirmationBars);
  return closes
    .map((close) => {
      crossover.push(close);
      return crossover.confirmed === 0 ? '.' : crossover.confirmed === 1 ? 'B' : 'S';
    })
    .join('');
}

describe('5 sma_crossover: confirmation', () => {
  it('fires on the candle that makes it 2 in a row on the new side after a flip, once', () => {
    expect(firings([10, 9, 10, 11, 12, 13])).toBe('...B..');
    expect(firings([10, 11, 10, 9, 8, 7])).toBe('...S..');
  });

  it('a flip that is not confirmed does not fire, the flip back can', () => {
    expect(firings([10, 9, 8, 9, 8, 7, 6])).toBe('.....S.');
    expect(firings([10, 9, 10, 9, 10, 9, 10])).toBe('.......');
  });

  it('counts the confirmation bars of the file', () => {
    expect(firings([10, 9, 10, 11, 12], 1)).toBe('..B..');
    expect(firings([10, 9, 10, 11, 12], 3)).toBe('....B');
  });

  it('11.3 the first side after warm-up is no flip', () => {
    expect(firings([10, 11, 12, 13, 14])).toBe('.....');
    expect(firings([10, 10, 10, 11, 12, 13])).toBe('......');
  });

  it('11.3 averages within 1e-9 of the price keep the previous side, and the candle counts for it', () => {
    expect(firings([10, 9, 10, 10, 10])).toBe('...B.');
    expect(firings([10, 9, 10, 10 + 1.8e-8, 11])).toBe('...B.');
    expect(firings([10, 9, 10, 10 - 1.8e-8, 10.5])).toBe('...B.');
    expect(firings([10, 9, 10, 10 - 2.2e-8, 9])).toBe('....S');
  });

  it('has no side before the slow average is full', () => {
    const crossover = new Crossover(2, 4, 1);
    const sides = [4, 3, 9, 9, 1, 1].map((close) => {
      crossover.push(close);
      return crossover.confirmed;
    });
    expect(sides).toEqual([0, 0, 0, 0, -1, 0]);
  });
});

/** SMA2 over SMA3 after a fall of 20 candles to 9810 in steps of 10; every true range is 20, so ATR14 is 20. */
const FALL = ramp(20, 10_000, -10, 5);
const up = (from: number, steps: number): Prices[] =>
  Array.from({ length: steps }, (_, i) => {
    const close = from + 10 * (i + 1);
    return { open: close - 10, close, high: close + 5, low: close - 15 };
  });
const down = (from: number, steps: number): Prices[] =>
  up(from, steps).map((_, i) => {
    const close = from - 10 * (i + 1);
    return { open: close + 10, close, high: close + 15, low: close - 5 };
  });
const RISE = following(FALL, ...up(9810, 6));

function run(candles: readonly Candle[], setup: Overrides = {}, rest: Overrides = {}): Account {
  const rule = { fast: 2, slow: 3, volatility_threshold: 0, ...setup };
  const strategy = quietStrategy({ sma_crossover: rule }, { engine: { min_history_bars: 1 }, ...rest });
  const under = account(strategy);
  feed(under, candles);
  return under;
}

const shown = ({ recorder }: Account) =>
  recorder
    .all('SignalGenerated')
    .map((signal) => [
      (signal.open_time - (FALL[0]?.openTime ?? 0)) / 60_000,
      `${signal.side} ${signal.type} ${signal.entry} ${signal.stop} ${signal.target}`,
    ]);

describe('5 sma_crossover: the order', () => {
  it('BUY at market on the 3rd rising candle: stop 1.5 × ATR away, target 2 × that', () => {
    expect(shown(run([...FALL, ...RISE]))).toEqual([[22, 'BUY market 9840 9810 9900']]);
  });

  it('SELL mirrored', () => {
    const rise = ramp(20, 10_000, 10, 5);
    const fall = following(rise, ...down(10_190, 6));
    expect(shown(run([...rise, ...fall]))).toEqual([[22, 'SELL market 10160 10190 10100']]);
  });

  it('5 prices: planned at close × (1 ± half spread), to the tick against the trader', () => {
    const spread = { execution: { half_spread_bps: 5, slip_bps: 3 } };
    // 9840 × 1.0005 = 9844.92
    expect(shown(run([...FALL, ...RISE], {}, spread))).toEqual([[22, 'BUY market 9845 9815 9905']]);
    const rise = ramp(20, 10_000, 10, 5);
    const fall = following(rise, ...down(10_190, 6));
    // 10160 × 0.9995 = 10154.92
    expect(shown(run([...rise, ...fall], {}, spread))).toEqual([[22, 'SELL market 10154.9 10184.9 10094.9']]);
  });

  it('uses its own stop and target multiples', () => {
    const [first] = shown(run([...FALL, ...RISE], { stop_atr_mult: 2.5, tp_r_mult: 3 }));
    expect(first).toEqual([22, 'BUY market 9840 9790 9990']);
  });

  it('only if ATR14 / close ≥ volatility_threshold, equality passes', () => {
    expect(shown(run([...FALL, ...RISE], { volatility_threshold: 20 / 9840 }))).toHaveLength(1);
    expect(shown(run([...FALL, ...RISE], { volatility_threshold: 20.001 / 9840 }))).toEqual([]);
  });

  it('11.3 a firing that fails the volatility test is lost', () => {
    const wild = following([...FALL, ...RISE.slice(0, 3)], { open: 9840, close: 9850, high: 9990, low: 9700 });
    const under = run([...FALL, ...RISE.slice(0, 3), ...wild], { volatility_threshold: 0.0025 });
    expect(reasons(under, 22)).toEqual(['no_setup', 'no_setup']);
  });

  it('11.3 a firing in a position or in cooldown is lost, but its side is followed', () => {
    const first = [...FALL, ...RISE];
    const turn = following(first, ...down(9870, 6));
    const again = following([...first, ...turn], ...up(9810, 12));
    const wide = { stop_atr_mult: 10, tp_r_mult: 10 };
    const under = run([...first, ...turn, ...again], wide);
    const refused = reasons(under).flatMap((reason, i) =>
      reason === '' || reason === 'not_flat' ? [[i, reason]] : [],
    );
    expect(refused).toEqual([
      [22, ''],
      [28, 'not_flat'],
      [34, 'not_flat'],
    ]);
    expect(under.recorder.all('OrderSubmitted')).toHaveLength(1);
    // the trade of candle 22 stops out on candle 26: the SELL of candle 28 falls into its cooldown
    const tight = run([...first, ...turn, ...again], { stop_atr_mult: 0.5, tp_r_mult: 10 });
    expect(reasons(tight).flatMap((reason, i) => (reason === 'cooldown' ? [i] : []))).toEqual([28]);
  });

  it('nothing at all if ATR / close < 0.0001', () => {
    const calm = [...FALL, ...RISE].map((bar) => {
      const squeeze = (price: number) => 10_000 + (price - 10_000) / 25;
      return {
        ...bar,
        open: squeeze(bar.open),
        high: squeeze(bar.high),
        low: squeeze(bar.low),
        close: squeeze(bar.close),
      };
    });
    // true ranges of 0.8 on a price of 9993.6: 0.00008
    expect(reasons(run(calm), 20)).toEqual(Array.from({ length: 6 }, () => 'low_volatility'));
  });
});
