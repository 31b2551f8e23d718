import { decimalText } from './decimal-text.ts';

export interface Tier {
  /** Quote notional from which and up to which the tier holds. */
  readonly startValue: string;
  readonly endValue: string;
  readonly leverage: number;
  /** A fraction. */
  readonly maintenanceMarginRate: string;
}

/** Bitunix futures API, "Get Trading Pairs": the step of a price is 10^-quotePrecision, of a size 10^-basePrecision. */
export interface Instrument {
  readonly symbol: string;
  readonly base: string;
  readonly quote: string;
  readonly basePrecision: number;
  readonly quotePrecision: number;
  readonly minTradeVolume: string;
  readonly maxLimitOrderVolume: string;
  readonly maxMarketOrderVolume: string;
  readonly maxLeverage: number;
  /** How far from mark an order's price may lie: a fraction. */
  readonly priceProtectScope: string;
  readonly tiers: readonly Tier[];
  /** Price that the simulated market starts from, and the mean size of one of its trades, in the base coin. */
  readonly startPrice: number;
  readonly typicalSize: number;
}

const BTCUSDT: Instrument = {
  symbol: 'BTCUSDT',
  base: 'BTC',
  quote: 'USDT',
  basePrecision: 4,
  quotePrecision: 1,
  minTradeVolume: '0.0001',
  maxLimitOrderVolume: '100000',
  maxMarketOrderVolume: '50000',
  maxLeverage: 125,
  priceProtectScope: '0.02',
  tiers: [
    { startValue: '0', endValue: '50000', leverage: 125, maintenanceMarginRate: '0.004' },
    { startValue: '50000', endValue: '200000', leverage: 100, maintenanceMarginRate: '0.005' },
    { startValue: '200000', endValue: '2000000', leverage: 50, maintenanceMarginRate: '0.01' },
    { startValue: '2000000', endValue: '50000000', leverage: 20, maintenanceMarginRate: '0.025' },
  ],
  startPrice: 80_000,
  typicalSize: 0.085,
};

const ETHUSDT: Instrument = {
  symbol: 'ETHUSDT',
  base: 'ETH',
  quote: 'USDT',
  basePrecision: 3,
  quotePrecision: 2,
  minTradeVolume: '0.003',
  maxLimitOrderVolume: '1000000',
  maxMarketOrderVolume: '200000',
  maxLeverage: 100,
  priceProtectScope: '0.05',
  tiers: [
    { startValue: '0', endValue: '50000', leverage: 100, maintenanceMarginRate: '0.005' },
    { startValue: '50000', endValue: '1000000', leverage: 50, maintenanceMarginRate: '0.01' },
    { startValue: '1000000', endValue: '20000000', leverage: 20, maintenanceMarginRate: '0.025' },
  ],
  startPrice: 3000,
  typicalSize: 1.2,
};

/** The symbols that are really traded here. */
export const INSTRUMENTS: readonly Instrument[] = [BTCUSDT, ETHUSDT];

export function priceText(instrument: Instrument, ticks: number): string {
  return decimalText(ticks, instrument.quotePrecision);
}

export function sizeText(instrument: Instrument, lots: number): string {
  return decimalText(lots, instrument.basePrecision);
}

/** Turnover in ticks × lots as the quote coin. */
export function turnoverText(instrument: Instrument, turnover: number): string {
  return decimalText(turnover, instrument.quotePrecision + instrument.basePrecision);
}
