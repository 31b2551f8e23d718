import { z } from 'zod';

/** Ceilings that no configuration can loosen (percent of equity per trade, share of leverage in use, orders a minute). */
export const FIXED_CEILINGS = {
  riskPct: 2,
  marginShare: 0.9,
  ordersPerMinute: 10,
  maxNotionalUsdt: 200_000,
  maxQty: 1,
} as const;

/** Hard limits of the account, `config/risk.json`. USDT, contract units, percent, trades. */
export const riskSchema = z.strictObject({
  max_notional_usdt: z.number().min(5).max(FIXED_CEILINGS.maxNotionalUsdt).default(FIXED_CEILINGS.maxNotionalUsdt),
  max_qty: z.number().min(0.0001).max(FIXED_CEILINGS.maxQty).default(FIXED_CEILINGS.maxQty),
  max_daily_loss_usd: z
    .strictObject({
      paper: z.number().min(1).max(10_000_000).default(500),
      live: z.number().min(1).max(10_000_000).default(50),
    })
    .prefault({}),
  max_drawdown_pct: z.number().min(0.1).max(100).default(5),
  max_losing_streak: z.number().int().min(1).max(1000).default(5),
});

export type RiskConfig = z.infer<typeof riskSchema>;
