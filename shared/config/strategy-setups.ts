import { z } from 'zod';
import { field, section } from './field-meta.ts';
import { bars, factor } from './number-kinds.ts';

const enabled = (what: string) => field(z.boolean().default(true), 'Trade this setup', { help: what });

const targetR = () =>
  field(factor(0.1, 50).default(2), 'Target', {
    unit: 'R',
    help: 'Distance of the target, in multiples of the distance to the stop.',
  });

const stopAtr = () =>
  field(factor(0.1, 20).default(1.5), 'Stop distance', {
    unit: '× ATR',
    help: 'Distance of the stop from the entry. Wider stops mean smaller positions at the same risk.',
  });

const pullbackRibbonSchema = z.strictObject({
  enabled: enabled('Buys pullbacks to the EMA20 in an uptrend and sells them in a downtrend, by limit order.'),
  stop_atr_mult: stopAtr(),
  tp_r_mult: targetR(),
});

const sweepInvalidationSchema = z.strictObject({
  enabled: enabled('Trades candles that take out an extreme and close back inside it, at market.'),
  lookback_bars: field(bars(2, 500).default(10), 'Extreme of the last', {
    unit: 'candles',
    help: 'How far back the high or low lies that has to be taken out.',
  }),
  stop_atr_mult: field(factor(0, 20).default(0.5), 'Stop beyond the level', {
    unit: '× ATR',
    help: 'Distance of the stop beyond the level that was taken out.',
  }),
  min_vol_ratio: field(factor(0, 100).default(0.5), 'Least volume', {
    unit: '× mean',
    help: 'Volume of the candle against the mean of the last 20.',
  }),
  require_cvd_confirm: field(z.boolean().default(false), 'Needs a CVD divergence', {
    help: 'Trades only when volume delta diverges from price the same way.',
  }),
});

const smaCrossoverSchema = z
  .strictObject({
    enabled: enabled('Trades when the fast average crosses the slow one and stays there.'),
    fast: field(bars(2, 1000).default(10), 'Fast average', { unit: 'candles', help: 'Must be below the slow one.' }),
    slow: field(bars(3, 2000).default(30), 'Slow average', { unit: 'candles', help: 'Must be above the fast one.' }),
    confirmation_bars: field(bars(1, 100).default(2), 'Confirmation', {
      unit: 'candles',
      help: 'Candles in a row on the new side before it trades.',
    }),
    volatility_threshold: field(factor(0, 1).default(0.0005), 'Least volatility', {
      unit: 'ATR / price',
      help: 'Quieter markets are left alone. 0.0005 suits candles of a minute, 0.005 those of an hour.',
    }),
    stop_atr_mult: stopAtr(),
    tp_r_mult: targetR(),
  })
  .refine((setup) => setup.fast < setup.slow, { path: ['fast'], message: 'must be below slow' });

/** The setups of a strategy; one that its file does not name is off. */
export const setupsSchema = z
  .strictObject({
    pullback_ribbon: section(pullbackRibbonSchema.prefault({ enabled: false }), 'Setup: pullback', {
      order: 2,
      help: 'First in line: the first setup that fires is the only candidate of its candle.',
    }),
    sweep_invalidation: section(sweepInvalidationSchema.prefault({ enabled: false }), 'Setup: sweep', {
      order: 3,
      help: 'Second in line.',
    }),
    sma_crossover: section(smaCrossoverSchema.prefault({ enabled: false }), 'Setup: SMA crossover', {
      order: 4,
      help: 'Third in line.',
    }),
  })
  .prefault({});
