import { z } from 'zod';
import { Instrument } from '../instrument.ts';
import { field, section } from './field-meta.ts';

const decimal = () => z.string().regex(/^\d+(\.\d{1,8})?$/, 'must be a decimal with at most 8 places, as text');
const fee = () => z.number().min(0).max(0.01);

const instrumentSchema = section(
  z
    .strictObject({
      tick_size: field(decimal(), 'Tick', { unit: 'USDT', help: 'Smallest step of a price.' }),
      lot_size: field(decimal(), 'Lot', { unit: 'contract units', help: 'Smallest step of a size.' }),
      min_qty: field(decimal(), 'Least size', { unit: 'contract units', help: 'Smaller orders are not sent.' }),
      min_notional: field(decimal(), 'Least value', { unit: 'USDT', help: 'Orders of a smaller value are not sent.' }),
    })
    .refine(hasExactGrid, {
      path: ['tick_size'],
      message: 'tick and lot must be above 0 and give whole steps of 1e-8 USDT, and the lot must divide 1',
    }),
  'Instrument',
  { order: 2, help: 'Used by simulated runs; live data bring the rules of the exchange.' },
);

/** An exchange file, `config/exchanges/<name>.json`: fees as fractions of notional, instruments with their grid. */
export const exchangeSchema = section(
  z.strictObject({
    name: field(z.string().min(1).max(50), 'Name', { help: 'As it stands in reports.' }),
    fees: z.strictObject({
      maker: field(fee(), 'Maker fee', {
        unit: '× value',
        help: 'Fraction of the value: 0.0002 is 0.02 %. Limit entries.',
      }),
      taker: field(fee(), 'Taker fee', {
        unit: '× value',
        help: 'Fraction of the value: 0.0006 is 0.06 %. Market orders, stops and forced exits.',
      }),
    }),
    instruments: z.record(z.string().regex(/^[A-Z0-9]{3,20}$/, 'must be a symbol such as BTCUSDT'), instrumentSchema),
  }),
  'Fees',
  { order: 1, help: 'What each fill of a paper order pays.' },
);

export type ExchangeConfig = z.infer<typeof exchangeSchema>;

/** An instrument without an exact grid of prices and sizes cannot be traded; it says so itself. */
function hasExactGrid(spec: { tick_size: string; lot_size: string; min_qty: string; min_notional: string }): boolean {
  try {
    new Instrument({
      symbol: '',
      tickSize: spec.tick_size,
      lotSize: spec.lot_size,
      minQty: spec.min_qty,
      minNotional: spec.min_notional,
    });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
