import { z } from 'zod';
import { amount, decimal, listOf, price, timestamp } from './wire-values.ts';

/** Answers of the public REST endpoints, read as tolerantly as section 8 of the fact sheet asks. */

const wholeNumber = z.coerce.number().int();

/** `code` is a number, in some clients' eyes a numeric text; `msg` is never tested; `data` may be anything. */
export const envelopeSchema = z.object({
  code: z.union([z.number().int(), z.string().regex(/^\d+$/).transform(Number)]),
  msg: z.string().catch(''),
  data: z.unknown().optional(),
});

/** One kline row. Which of the volumes is in coins is decided by value, see `kline-volume.ts`. */
export const klineRowSchema = z.object({
  time: timestamp,
  open: price,
  high: price,
  low: price,
  close: price,
  quoteVol: amount.optional().catch(undefined),
  baseVol: amount.optional().catch(undefined),
});
export type KlineRow = z.output<typeof klineRowSchema>;

/** Rates in percent of the interval. `nextFundingTime` is junk for delisted contracts. */
export const fundingRateSchema = z.object({
  symbol: z.string(),
  fundingRate: decimal,
  fundingInterval: z.coerce.number().positive().catch(8),
  nextFundingTime: timestamp.nullable().catch(null),
  markPrice: amount.nullable().catch(null),
  lastPrice: amount.nullable().catch(null),
});
export const fundingRatesSchema = listOf(fundingRateSchema);

/** Rates here are fractions. */
export const fundingHistoryRowSchema = z.object({ fundingRate: decimal, fundingTime: timestamp });

export const tickerSchema = z.object({
  symbol: z.string(),
  markPrice: amount.nullable().catch(null),
  lastPrice: price.optional().catch(undefined),
  last: price.optional().catch(undefined),
});

export const tradingPairSchema = z.object({
  symbol: z.string(),
  minTradeVolume: amount,
  maxLimitOrderVolume: amount.nullable().catch(null),
  maxMarketOrderVolume: amount.nullable().catch(null),
  basePrecision: wholeNumber.min(0).max(8),
  quotePrecision: wholeNumber.min(0).max(8),
  minLeverage: wholeNumber.catch(1),
  maxLeverage: wholeNumber.catch(1),
  priceProtectScope: amount.nullable().catch(null),
  symbolStatus: z.string().catch('OPEN'),
  isApiSupported: z.boolean().catch(true),
});

const level = z.tuple([price, amount]).rest(z.unknown());
export const depthSchema = z.object({ asks: z.array(level), bids: z.array(level) });

export const tierSchema = z.object({
  level: wholeNumber,
  startValue: amount,
  endValue: amount,
  leverage: wholeNumber,
  maintenanceMarginRate: amount,
});
