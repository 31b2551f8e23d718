import { z } from 'zod';

/** Bounds are part of the contract: an error message names them. */
const bars = (low: number, high: number) => z.number().int().min(low).max(high);
const factor = (low: number, high: number) => z.number().min(low).max(high);

const engineSchema = z.strictObject({
  min_history_bars: bars(1, 5000).default(100),
  max_history_bars: bars(100, 50_000).default(500),
  pending_trigger_max_bars: bars(1, 1000).default(24),
  derivatives_refresh_bars: bars(1, 10_000).default(6),
  cooldown_bars: bars(0, 1000).default(5),
  max_bars_open: bars(1, 100_000).default(50),
});

const pullbackRibbonSchema = z.strictObject({
  enabled: z.boolean().default(true),
  stop_atr_mult: factor(0.1, 20).default(1.5),
  tp_r_mult: factor(0.1, 50).default(2),
});

const sweepInvalidationSchema = z.strictObject({
  enabled: z.boolean().default(true),
  lookback_bars: bars(2, 500).default(10),
  stop_atr_mult: factor(0, 20).default(0.5),
  min_vol_ratio: factor(0, 100).default(0.5),
  require_cvd_confirm: z.boolean().default(false),
});

const smaCrossoverSchema = z
  .strictObject({
    enabled: z.boolean().default(true),
    fast: bars(2, 1000).default(10),
    slow: bars(3, 2000).default(30),
    confirmation_bars: bars(1, 100).default(2),
    volatility_threshold: factor(0, 1).default(0.0005),
    stop_atr_mult: factor(0.1, 20).default(1.5),
    tp_r_mult: factor(0.1, 50).default(2),
  })
  .refine((setup) => setup.fast < setup.slow, { path: ['fast'], message: 'must be below slow' });

/** A strategy file as the trader writes it. Percent values are percent; `*_r` values are multiples of R; `*_bps` basis points. */
export const strategySchema = z.strictObject({
  meta: z
    .strictObject({
      name: z.string().min(1).max(100).default('Unnamed'),
      timeframe: z.string().max(10).default('1m'),
    })
    .prefault({}),
  engine: engineSchema
    .refine((engine) => engine.min_history_bars <= engine.max_history_bars, {
      path: ['min_history_bars'],
      message: 'must not exceed max_history_bars',
    })
    .prefault({}),
  derivatives_gates: z
    .strictObject({
      no_trade_funding_8h: factor(0, 10).default(0.05),
      half_size_funding_8h: factor(0, 10).default(0.03),
    })
    .prefault({}),
  setups: z
    .strictObject({
      pullback_ribbon: pullbackRibbonSchema.prefault({ enabled: false }),
      sweep_invalidation: sweepInvalidationSchema.prefault({ enabled: false }),
      sma_crossover: smaCrossoverSchema.prefault({ enabled: false }),
    })
    .prefault({}),
  risk: z
    .strictObject({
      equity: factor(1, 10_000_000).default(10_000),
      risk_pct: factor(0.01, 10).default(1),
      rr_min: factor(0, 50).default(1.5),
      max_cost_r: factor(0, 100).default(1),
      max_leverage: factor(1, 125).default(20),
    })
    .prefault({}),
  cvd: z.strictObject({ enabled: z.boolean().default(true), lookback: bars(1, 500).default(20) }).prefault({}),
  execution: z
    .strictObject({
      slip_bps: factor(0, 100).default(0.5),
      half_spread_bps: factor(0, 100).default(5),
      liquidity_share: factor(0.000001, 1).default(0.1),
      liquidity_usd: factor(5, 100_000_000).default(100_000),
      take_profit: z.enum(['market', 'limit']).default('market'),
      trail_activate_r: factor(0, 50).default(0.5),
      trail_distance_r: factor(0.01, 50).default(1.5),
    })
    .prefault({}),
});

export type StrategyConfig = z.infer<typeof strategySchema>;
export type SetupName = keyof StrategyConfig['setups'];
