import { z } from 'zod';
import { field, section } from './field-meta.ts';
import { FIXED_CEILINGS } from './fixed-ceilings.ts';

/** Hard limits of the account, `config/risk.json`. USDT, contract units, percent, trades. */
export const riskSchema = section(
  z.strictObject({
    max_notional_usdt: field(
      z.number().min(5).max(FIXED_CEILINGS.maxNotionalUsdt).default(FIXED_CEILINGS.maxNotionalUsdt),
      'Largest position',
      { unit: 'USDT', order: 2, help: 'Value of a position at its entry. Larger orders are made smaller.' },
    ),
    max_qty: field(z.number().min(0.0001).max(FIXED_CEILINGS.maxQty).default(FIXED_CEILINGS.maxQty), 'Largest size', {
      unit: 'BTC',
      order: 2,
      help: 'Size of a position in contract units. Larger orders are made smaller.',
    }),
    max_daily_loss_usd: z
      .strictObject({
        paper: field(z.number().min(1).max(10_000_000).default(500), 'Daily loss limit, paper', {
          unit: 'USDT',
          help: 'Realised and open loss since 00:00 UTC that trips the circuit breaker: the position is closed and the session ends.',
        }),
        live: field(z.number().min(1).max(10_000_000).default(50), 'Daily loss limit, live', {
          unit: 'USDT',
          order: 3,
          help: 'The same for trading with real money, which this version refuses.',
        }),
      })
      .prefault({}),
    max_drawdown_pct: field(z.number().min(0.1).max(100).default(5), 'Drawdown limit', {
      unit: '%',
      help: 'Fall of the equity from its peak that trips the circuit breaker.',
    }),
    max_losing_streak: field(z.number().int().min(1).max(1000).default(5), 'Losing trades in a row', {
      unit: 'trades',
      help: 'This many losing trades in a row trip the circuit breaker.',
    }),
  }),
  'Limits of the account',
  {
    order: 1,
    help: 'They hold for every strategy. The circuit breaker ends a session that reaches one of the first three.',
  },
);

export type RiskConfig = z.infer<typeof riskSchema>;
