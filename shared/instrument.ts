import { formatScaled, mulDivFloor, parseScaled } from './decimal.ts';
import { type Lots, type Money, money, type Ticks } from './money.ts';

/** Slack of every rounding to ticks or lots, so that 964400.9999999 counts as 964401. */
const ROUNDING_SLACK = 1e-6;
const E8 = 100_000_000;

/** Nearest whole tick, halves up. */
export function roundToTick(ticks: number): Ticks {
  return Math.floor(ticks + 0.5 + ROUNDING_SLACK) as Ticks;
}

/** What the exchange says of a contract; decimals as text. */
export interface InstrumentSpec {
  readonly symbol: string;
  readonly tickSize: string;
  readonly lotSize: string;
  readonly minQty: string;
  /** Smallest order value in USDT. */
  readonly minNotional: string;
}

export const DEFAULT_INSTRUMENT: InstrumentSpec = {
  symbol: 'BTCUSDT',
  tickSize: '0.1',
  lotSize: '0.0001',
  minQty: '0.0001',
  minNotional: '5',
};

/** Tick and lot grid of one contract, with the exact conversions between prices, quantities and money. */
export class Instrument {
  readonly symbol: string;
  readonly spec: InstrumentSpec;
  /** Smallest order quantity in lots. */
  readonly minLots: Lots;
  readonly minNotional: Money;
  /** Value of one tick times one lot, in units of 1e-8 USDT. */
  readonly tickLotValue: number;
  readonly lotsPerUnit: number;
  private readonly tickE8: number;
  private readonly ticksPerUnit: number;

  /** Throws a RangeError when tick × lot is not a whole number of 1e-8 USDT, or a size is not positive. */
  constructor(spec: InstrumentSpec) {
    const tickE8 = parseScaled(spec.tickSize, 8) ?? 0;
    const lotE8 = parseScaled(spec.lotSize, 8) ?? 0;
    const minQtyE8 = parseScaled(spec.minQty, 8) ?? -1;
    const minNotional = parseScaled(spec.minNotional, 8) ?? -1;
    const value = (tickE8 * lotE8) / E8;
    if (tickE8 <= 0 || lotE8 <= 0 || minQtyE8 < 0 || minNotional < 0 || !Number.isSafeInteger(value)) {
      throw new RangeError(
        `instrument ${spec.symbol}: tick ${spec.tickSize} and lot ${spec.lotSize} give no exact grid`,
      );
    }
    if (E8 % lotE8 !== 0) throw new RangeError(`instrument ${spec.symbol}: lot ${spec.lotSize} does not divide 1`);
    this.symbol = spec.symbol;
    this.spec = spec;
    this.tickE8 = tickE8;
    this.ticksPerUnit = E8 / tickE8;
    this.lotsPerUnit = E8 / lotE8;
    this.tickLotValue = value;
    this.minLots = Math.max(1, Math.ceil(minQtyE8 / lotE8)) as Lots;
    this.minNotional = money(minNotional);
  }

  /** Price as a number: the double nearest to the exact decimal, so it compares exactly with parsed candle prices. */
  price(ticks: Ticks): number {
    return (ticks * this.tickE8) / E8;
  }

  /** Real-valued ticks of a price or a price distance. */
  toTicks(price: number): number {
    return price * this.ticksPerUnit;
  }

  /** Ticks of a price with at most 8 decimals, correctly rounded: exact whenever the result is a double. */
  exactTicks(price: number): number {
    return Math.round(price * E8) / this.tickE8;
  }

  ticksDown(price: number): Ticks {
    return Math.floor(price * this.ticksPerUnit + ROUNDING_SLACK) as Ticks;
  }

  ticksUp(price: number): Ticks {
    return Math.ceil(price * this.ticksPerUnit - ROUNDING_SLACK) as Ticks;
  }

  ticksNearest(price: number): Ticks {
    return roundToTick(price * this.ticksPerUnit);
  }

  /** Rounds against the trader: a buyer pays up, a seller gets down. `direction` is +1 to buy, −1 to sell. */
  ticksAgainst(price: number, direction: 1 | -1): Ticks {
    return direction === 1 ? this.ticksUp(price) : this.ticksDown(price);
  }

  lotsDown(qty: number): Lots {
    return Math.floor(qty * this.lotsPerUnit + ROUNDING_SLACK) as Lots;
  }

  lotsNearest(qty: number): Lots {
    return Math.floor(qty * this.lotsPerUnit + 0.5 + ROUNDING_SLACK) as Lots;
  }

  /** Quantity in contract units (BTC) as a number. */
  qty(lots: Lots): number {
    return lots / this.lotsPerUnit;
  }

  /** Exact value of `lots` at `ticks`. */
  notional(ticks: number, lots: number): Money {
    return money(ticks * lots * this.tickLotValue);
  }

  /** Value of `lots` at an off-grid price such as a candle's close, rounded down to 1e-8 USDT. */
  valueAt(price: number, lots: Lots): Money {
    const priceE8 = Math.round(price * E8);
    if (priceE8 % this.lotsPerUnit === 0) return money((priceE8 / this.lotsPerUnit) * lots);
    return money(mulDivFloor(priceE8, lots, this.lotsPerUnit));
  }

  /** Average price of a cost in ticks × lots, to 8 decimals, half up. */
  formatAverage(costTickLots: number, lots: Lots): string {
    const doubled = BigInt(costTickLots) * BigInt(this.tickE8) * 2n + BigInt(lots);
    return formatScaled(doubled / (2n * BigInt(lots)), 8);
  }

  formatPrice(ticks: Ticks): string {
    return formatScaled(ticks * this.tickE8, 8);
  }

  formatQty(lots: Lots): string {
    return formatScaled(lots * (E8 / this.lotsPerUnit), 8);
  }
}
