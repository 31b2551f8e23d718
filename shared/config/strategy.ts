import { z } from 'zod';
import { field, section } from './field-meta.ts';
import { bars, factor } from './number-kinds.ts';
import { setupsSchema } from './strategy-setups.ts';
import { engineSchema, executionSchema, strategyRiskSchema } from './strategy-trading.ts';

/** A strategy file as the trader writes it. Percent values are percent; `*_r` values are multiples of R; `*_bps` basis points. */
export const strategySchema = z.strictObject({
  meta: section(
    z
      .strictObject({
        name: field(z.string().min(1).max(100).default('Unnamed'), 'Name', {
          help: 'For people; the file name is what a session is started with.',
        }),
        timeframe: field(z.string().max(10).default('1m'), 'Made for candles of', {
          help: 'A note: the interval is chosen when a session starts.',
        }),
      })
      .prefault({}),
    'Description',
    { order: 9, help: 'Has no influence on trading.' },
  ),
  engine: engineSchema,
  derivatives_gates: section(
    z
      .strictObject({
        no_trade_funding_8h: field(factor(0, 10).default(0.05), 'No trade from', {
          unit: '% per 8 h',
          help: 'Funding rate, up or down, at which no position is opened.',
        }),
        half_size_funding_8h: field(factor(0, 10).default(0.03), 'Half size from', {
          unit: '% per 8 h',
          help: 'Funding rate, up or down, at which positions are halved.',
        }),
      })
      .prefault({}),
    'Funding gate',
    { order: 7, help: 'Holds back when funding is extreme. Off where the market has no funding.' },
  ),
  setups: setupsSchema,
  risk: strategyRiskSchema,
  cvd: section(
    z
      .strictObject({
        enabled: field(z.boolean().default(true), 'Look for divergences', {
          help: 'Without it no setup that needs a divergence fires.',
        }),
        lookback: field(bars(1, 500).default(20), 'Sum over', {
          unit: 'candles',
          help: 'Candles over which the volume delta is summed.',
        }),
      })
      .prefault({}),
    'CVD divergence',
    { order: 8, help: 'Cumulative volume delta, estimated from candles.' },
  ),
  execution: executionSchema,
});

export type StrategyConfig = z.infer<typeof strategySchema>;
export type SetupName = keyof StrategyConfig['setups'];
