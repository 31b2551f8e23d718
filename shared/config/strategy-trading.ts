import { z } from 'zod';
import { field, section } from './field-meta.ts';
import { FIXED_CEILINGS } from './fixed-ceilings.ts';
import { bars, factor } from './number-kinds.ts';

/** What a trade may cost and must promise. */
export const strategyRiskSchema = section(
  z
    .strictObject({
      equity: field(factor(1, 10_000_000).default(10_000), 'Starting equity', {
        unit: 'USDT',
        help: 'Of a new account. Simulated runs begin with it; later sizes follow the account. The account of live data keeps its own.',
      }),
      risk_pct: field(factor(0.01, 10).default(1), 'Risk per trade', {
        unit: '%',
        help: 'Share of the equity that is lost when the stop is hit. The size of each position follows from it.',
        order: 0,
        ceiling: { max: FIXED_CEILINGS.riskPct, why: 'a fixed ceiling, above which every order is denied' },
      }),
      rr_min: field(factor(0, 50).default(1.5), 'Least reward to risk', {
        unit: 'R',
        help: 'Trades whose target is nearer than this many times the stop are refused.',
      }),
      max_cost_r: field(factor(0, 100).default(1), 'Highest cost', {
        unit: 'R',
        help: 'Fees and slippage of entry and exit, as a share of the risk. Dearer trades are refused; 0 refuses all.',
      }),
      max_leverage: field(factor(1, 125).default(20), 'Highest leverage', {
        unit: '×',
        help: 'Bounds the position: at most 90 % of this times the equity.',
      }),
    })
    .prefault({}),
  'Risk',
  { order: 1, help: 'How much a trade may lose, and what it must promise.' },
);

/** How paper orders are executed. */
export const executionSchema = section(
  z
    .strictObject({
      slip_bps: field(factor(0, 100).default(0.5), 'Slippage', {
        unit: 'bp',
        help: 'Basis points against you on market and stop orders; large orders slip up to three times as much.',
      }),
      half_spread_bps: field(factor(0, 100).default(5), 'Half spread', {
        unit: 'bp',
        help: 'Distance of bid and ask from the close, where only candles are known.',
      }),
      liquidity_share: field(factor(0.000001, 1).default(0.1), 'Share of the volume', {
        unit: '× volume',
        help: 'One order gets at most this share of the volume of a candle.',
      }),
      liquidity_usd: field(factor(5, 100_000_000).default(100_000), 'Liquidity per candle', {
        unit: 'USDT',
        help: 'One order gets at most this much from a candle.',
      }),
      take_profit: field(z.enum(['market', 'limit']).default('market'), 'Take profit by', {
        help: 'market: at the target as taker, with slippage; limit: at the target as maker.',
      }),
      trail_activate_r: field(factor(0, 50).default(0.5), 'Trailing stop begins at', {
        unit: 'R',
        help: 'Profit at a close from which the stop follows the price.',
      }),
      trail_distance_r: field(factor(0.01, 50).default(1.5), 'Trailing distance', {
        unit: 'R',
        help: 'How far behind the close the trailing stop follows.',
      }),
    })
    .prefault({}),
  'Execution',
  { order: 5, help: 'What a simulated order costs and how positions are left.' },
);

/** Patience: how many candles things take. */
export const engineSchema = section(
  z
    .strictObject({
      min_history_bars: field(bars(1, 5000).default(100), 'Warm-up', {
        unit: 'candles',
        help: 'Closed candles before the first decision.',
      }),
      max_history_bars: field(bars(100, 50_000).default(500), 'History kept', {
        unit: 'candles',
        help: 'Also how many candles are loaded at the start on live data.',
      }),
      pending_trigger_max_bars: field(bars(1, 1000).default(24), 'Life of a limit entry', {
        unit: 'candles',
        help: 'An entry that is not filled by then is cancelled.',
      }),
      derivatives_refresh_bars: field(bars(1, 10_000).default(6), 'Funding is read every', {
        unit: 'candles',
        help: 'How often the funding rate is looked up for the gate.',
      }),
      cooldown_bars: field(bars(0, 1000).default(5), 'Pause after a trade', {
        unit: 'candles',
        help: 'Candles without an entry after the one in which a trade closed.',
      }),
      max_bars_open: field(bars(1, 100_000).default(50), 'Longest trade', {
        unit: 'candles',
        help: 'A position open for longer is closed at market.',
      }),
    })
    .refine((engine) => engine.min_history_bars <= engine.max_history_bars, {
      path: ['min_history_bars'],
      message: 'must not exceed max_history_bars',
    })
    .prefault({}),
  'Session',
  { order: 6, help: 'How many candles things take.' },
);
