import fc from 'fast-check';
import { type StrategyConfig, strategySchema } from '../../../shared/config/strategy.ts';
import type { Candle } from '../../../shared/market.ts';
import { Random } from '../../../shared/random.ts';
import { MINUTE_MS } from '../../../shared/time.ts';
import { START } from './candles.ts';

export interface Walk {
  readonly seed: number;
  readonly count: number;
  /** First price, price grid and size of a candle's move, in price units. */
  readonly price: number;
  readonly grid: number;
  readonly move: number;
  /** Share of candles that open away from the close before, and of those that trade nothing. */
  readonly gaps: number;
  readonly idle: number;
  readonly volume: number;
}

/** Walks that gap, stand still and trade nothing now and then; 0.01 is finer than the tick of 0.1, 0.5 meets levels exactly. */
export function walks(count: number): fc.Arbitrary<Walk> {
  return fc.record({
    seed: fc.integer({ min: 0, max: 0xffff_ffff }),
    count: fc.constant(count),
    price: fc.constantFrom(400, 3000, 96_000),
    grid: fc.constantFrom(0.01, 0.1, 0.5),
    move: fc.constantFrom(0.0005, 0.001, 0.004),
    gaps: fc.constantFrom(0, 0.1, 0.5),
    idle: fc.constantFrom(0, 0, 0.2),
    volume: fc.constantFrom(0.5, 20, 300),
  });
}

export function candlesOf({ seed, count, price, grid, move, gaps, idle, volume }: Walk): Candle[] {
  const random = new Random(seed);
  const step = price * move;
  const inverse = Math.round(1 / grid);
  const onGrid = (value: number) => Math.max(1, Math.round(value * inverse)) / inverse;
  const chance = (share: number) => random.uniform(0, 1) < share;
  let close = onGrid(price);
  let drift = 0;
  return Array.from({ length: count }, (_, i) => {
    if (chance(0.02)) drift = random.uniform(-0.4, 0.4) * step;
    const open = chance(gaps) ? onGrid(close + random.uniform(-2, 2) * step) : close;
    close = onGrid(open + drift + random.uniform(-1, 1) * step);
    return {
      openTime: START + i * MINUTE_MS,
      open,
      high: Math.max(open, close, onGrid(Math.max(open, close) + random.uniform(-0.3, 0.7) * step)),
      low: Math.min(open, close, onGrid(Math.min(open, close) - random.uniform(-0.3, 0.7) * step)),
      close,
      volume: chance(idle) ? 0 : Math.round(random.uniform(0.0001, volume) * 10_000) / 10_000,
    };
  });
}

/** Strategies that trade often, over the whole range of what a file may say. */
export const strategies: fc.Arbitrary<StrategyConfig> = fc
  .record({
    engine: fc.record({
      min_history_bars: fc.constantFrom(1, 30),
      pending_trigger_max_bars: fc.constantFrom(1, 3, 24),
      cooldown_bars: fc.constantFrom(0, 0, 1, 5),
      max_bars_open: fc.constantFrom(1, 8, 50),
    }),
    setups: fc.record({
      pullback_ribbon: fc.record({
        enabled: fc.boolean(),
        stop_atr_mult: fc.constantFrom(0.3, 1.5, 4),
        tp_r_mult: fc.constantFrom(0.5, 1.5, 2),
      }),
      sweep_invalidation: fc.record({
        enabled: fc.boolean(),
        lookback_bars: fc.constantFrom(2, 10),
        stop_atr_mult: fc.constantFrom(0, 0.5, 2),
        require_cvd_confirm: fc.boolean(),
      }),
      sma_crossover: fc.record({
        enabled: fc.constant(true),
        fast: fc.constantFrom(2, 4),
        slow: fc.constantFrom(5, 12),
        confirmation_bars: fc.constantFrom(1, 2),
        volatility_threshold: fc.constantFrom(0, 0.0005),
        stop_atr_mult: fc.constantFrom(0.3, 1.5, 4),
        tp_r_mult: fc.constantFrom(0.5, 1.5, 2),
      }),
    }),
    risk: fc.record({
      equity: fc.constantFrom(1000, 10_000, 1_000_000),
      risk_pct: fc.constantFrom(0.05, 0.5, 2),
      rr_min: fc.constantFrom(0, 0, 0.5, 1.5),
      max_cost_r: fc.constantFrom(2, 100, 100),
      max_leverage: fc.constantFrom(1, 20),
    }),
    execution: fc.record({
      slip_bps: fc.constantFrom(0, 0.5, 10),
      half_spread_bps: fc.constantFrom(0, 1, 5),
      liquidity_share: fc.constantFrom(0.001, 0.02, 0.5),
      liquidity_usd: fc.constantFrom(500, 100_000),
      take_profit: fc.constantFrom('market', 'limit'),
      trail_activate_r: fc.constantFrom(0, 0.1, 0.5),
      trail_distance_r: fc.constantFrom(0.2, 0.7, 1.5),
    }),
  })
  .map((file) => strategySchema.parse(file));
