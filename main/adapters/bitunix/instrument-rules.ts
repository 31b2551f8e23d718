import type { z } from 'zod';
import { formatDecimal, formatScaled } from '../../../shared/decimal.ts';
import type { InstrumentSpec } from '../../../shared/instrument.ts';
import type { tradingPairSchema } from './rest-schemas.ts';

/** The exchange has no smallest order value; this is ours. USDT. */
const MIN_NOTIONAL = '5';

/** What the exchange allows for one contract. */
export interface InstrumentRules {
  readonly spec: InstrumentSpec;
  /** Largest quantity of one order in coins, as decimal text; null when the exchange doesn't say. */
  readonly maxLimitQty: string | null;
  readonly maxMarketQty: string | null;
  readonly minLeverage: number;
  readonly maxLeverage: number;
  /** A buy may cost at most mark × (1 + this), a sale must bring mark × (1 − this). Fraction. */
  readonly priceProtection: number | null;
  /** OPEN, CANCEL_ONLY, STOP, PREVIEW or something new. */
  readonly status: string;
  /** False when orders are refused, whatever the market data do. */
  readonly isTradable: boolean;
}

/** Rules of a `trading_pairs` row: there are no tick and lot fields, only numbers of decimals. Fact sheet 3.6. */
export function instrumentRules(pair: z.output<typeof tradingPairSchema>): InstrumentRules {
  return {
    spec: {
      symbol: pair.symbol,
      tickSize: formatScaled(1, pair.quotePrecision),
      lotSize: formatScaled(1, pair.basePrecision),
      minQty: formatDecimal(pair.minTradeVolume),
      minNotional: MIN_NOTIONAL,
    },
    maxLimitQty: textOf(pair.maxLimitOrderVolume),
    maxMarketQty: textOf(pair.maxMarketOrderVolume),
    minLeverage: pair.minLeverage,
    maxLeverage: pair.maxLeverage,
    priceProtection: pair.priceProtectScope,
    status: pair.symbolStatus,
    isTradable: pair.symbolStatus === 'OPEN' && pair.isApiSupported,
  };
}

function textOf(value: number | null): string | null {
  return value === null ? null : formatDecimal(value);
}
