import { z } from 'zod';

const decimal = z.string().regex(/^\d+(\.\d{1,8})?$/, 'must be a decimal with at most 8 places, as text');

/** An exchange file, `config/exchanges/<name>.json`: fees as fractions of notional, instruments with their grid. */
export const exchangeSchema = z.strictObject({
  name: z.string().min(1).max(50),
  fees: z.strictObject({
    maker: z.number().min(0).max(0.01),
    taker: z.number().min(0).max(0.01),
  }),
  instruments: z.record(
    z.string().regex(/^[A-Z0-9]{3,20}$/, 'must be a symbol such as BTCUSDT'),
    z.strictObject({ tick_size: decimal, lot_size: decimal, min_qty: decimal, min_notional: decimal }),
  ),
});

export type ExchangeConfig = z.infer<typeof exchangeSchema>;
