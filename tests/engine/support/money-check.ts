import { deepEqual, equal, ok } from 'node:assert/strict';
import { parseScaled } from '../../../shared/decimal.ts';
import type { EventBody, ExecutionExit, ExecutionFill } from '../../../shared/events.ts';

/** Units of 1e-8 USDT that one tick of 0.1 is worth on one lot of 0.0001. */
const TICK_LOT = 1000n;
const RATES = { maker: 2n, taker: 6n } as const;

export function units(text: string, scale: number): bigint {
  const value = parseScaled(text, scale);
  if (value === undefined) throw new Error(`${text} has more than ${scale} decimals`);
  return BigInt(value);
}

/** Keeps the account from its events alone, in BigInt, and checks every figure of a trade on the way. */
export class MoneyCheck {
  /** Realised equity in units of 1e-8 USDT. */
  balance: bigint;
  /** Sum of the PnL of closed trades. */
  realised = 0n;
  private lots: { readonly ticks: bigint; readonly qty: bigint }[] = [];
  private direction = 1n;
  private fees = 0n;
  private funding = 0n;
  private gross = 0n;

  constructor(start: number) {
    this.balance = BigInt(start);
  }

  get isFlat(): boolean {
    return this.lots.length === 0;
  }

  private get qty(): bigint {
    return this.lots.reduce((sum, { qty }) => sum + qty, 0n);
  }

  /** Marked at a price in units of 1e-8. */
  equityAt(priceE8: bigint): bigint {
    const gained = this.lots.map(({ ticks, qty }) => this.direction * (priceE8 - ticks * 10_000_000n) * qty);
    return this.balance + gained.reduce((sum, one) => sum + one, 0n) / 10_000n;
  }

  apply(body: EventBody): void {
    if (body.event === 'ExecutionFill') this.fill(body);
    if (body.event === 'FundingApplied') {
      this.balance += units(body.amount, 8);
      this.funding += units(body.amount, 8);
    }
    if (body.event === 'ExecutionExit') this.exit(body);
  }

  private fill({ price, qty, fee, liquidity, reduce_only, side }: ExecutionFill): void {
    const [ticks, lots, paid] = [units(price, 1), units(qty, 4), units(fee, 8)];
    ok(lots > 0n && ticks > 0n);
    equal(paid, (ticks * lots * TICK_LOT * RATES[liquidity] + 9999n) / 10_000n);
    this.fees += paid;
    this.balance -= paid;
    const direction = side === 'BUY' ? 1n : -1n;
    if (!reduce_only) {
      if (this.isFlat) this.direction = direction;
      equal(direction, this.direction);
      this.lots.push({ ticks, qty: lots });
      return;
    }
    deepEqual([direction, lots], [-this.direction, this.qty]);
    this.gross = this.lots.reduce((sum, one) => sum + (ticks - one.ticks) * one.qty, 0n) * this.direction * TICK_LOT;
    this.balance += this.gross;
  }

  private exit(trade: ExecutionExit): void {
    const qty = this.qty;
    const cost = this.lots.reduce((sum, one) => sum + one.ticks * one.qty, 0n) * 10_000_000n;
    const pnl = this.gross - this.fees + this.funding;
    const told = [trade.gross_pnl, trade.fees, trade.funding, trade.pnl, trade.entry_price].map((text) =>
      units(text, 8),
    );
    deepEqual(told, [this.gross, this.fees, this.funding, pnl, (cost * 2n + qty) / (qty * 2n)]);
    equal(units(trade.qty, 4), qty);
    this.realised += pnl;
    this.lots = [];
    [this.fees, this.funding, this.gross] = [0n, 0n, 0n];
  }
}
