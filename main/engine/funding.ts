import { formatDecimal } from '../../shared/decimal.ts';
import type { FundingApplied } from '../../shared/events.ts';
import type { Instrument } from '../../shared/instrument.ts';
import { formatMoney, type Money, money } from '../../shared/money.ts';
import { FUNDING_PERIOD_MS, toIso } from '../../shared/time.ts';
import type { Position } from './execution/position.ts';

/** Charged by live sources when the rate can't be had: 0.01 %. */
const FALLBACK_RATE = 0.0001;
const RATE_SCALE = 1_000_000_000_000;
const E8 = 100_000_000;

/** Funding rates as the source made them known, and the settlements that are due. */
export class FundingBook {
  private readonly mode: 'none' | 'file' | 'live';
  private readonly refreshBars: number;
  private readonly rates = new Map<number, number>();
  private nextSettlement: number | null = null;
  private latest: { readonly ts: number; readonly rate: number } | null = null;
  private gateRate: number | null = null;

  constructor(mode: 'none' | 'file' | 'live', refreshBars: number) {
    this.mode = mode;
    this.refreshBars = refreshBars;
  }

  /** A rate for the settlement nearest to `ts` (files stamp some ms late). Fraction per 8 hours. */
  setRate(ts: number, rate: number): void {
    const minute = Math.round(ts / 60_000) * 60_000;
    this.rates.set(minute, rate);
    if (this.latest === null || minute >= this.latest.ts) this.latest = { ts: minute, rate };
    for (const old of this.rates.keys()) {
      if (old >= minute - 3 * FUNDING_PERIOD_MS) break;
      this.rates.delete(old);
    }
  }

  /** Refreshes the gate's view every few candles; `index` counts closed candles from 1. */
  refreshGate(index: number, now: number): void {
    if (this.mode === 'none' || (index - 1) % this.refreshBars !== 0) return;
    const period = Math.floor(now / FUNDING_PERIOD_MS) * FUNDING_PERIOD_MS;
    this.gateRate = this.latest !== null && this.latest.ts >= period ? this.latest.rate : null;
  }

  /** Rate for the gate: a fraction, null when missing, undefined when the source has no funding. */
  get rate(): number | null | undefined {
    return this.mode === 'none' ? undefined : this.gateRate;
  }

  /** Settlements in (previous close, `closeTime`], each with its rate and whether it was known. */
  due(openTime: number, closeTime: number): readonly Settlement[] {
    if (this.mode === 'none') return [];
    this.nextSettlement ??= Math.floor(openTime / FUNDING_PERIOD_MS) * FUNDING_PERIOD_MS + FUNDING_PERIOD_MS;
    if (closeTime < this.nextSettlement) return [];
    const found: Settlement[] = [];
    while (this.nextSettlement <= closeTime) {
      const rate = this.rates.get(this.nextSettlement);
      const missing = this.mode === 'live' ? FALLBACK_RATE : 0;
      found.push({ at: this.nextSettlement, rate: rate ?? missing, isKnown: rate !== undefined });
      this.nextSettlement += FUNDING_PERIOD_MS;
    }
    return found;
  }

  save(): FundingState {
    const { nextSettlement, latest, gateRate } = this;
    return { rates: [...this.rates], nextSettlement, latest, gateRate };
  }

  load(state: FundingState): void {
    for (const [ts, rate] of state.rates) this.rates.set(ts, rate);
    this.nextSettlement = state.nextSettlement;
    this.latest = state.latest;
    this.gateRate = state.gateRate;
  }
}

export interface Settlement {
  readonly at: number;
  readonly rate: number;
  readonly isKnown: boolean;
}

export interface FundingState {
  readonly rates: readonly (readonly [number, number])[];
  readonly nextSettlement: number | null;
  readonly latest: { readonly ts: number; readonly rate: number } | null;
  readonly gateRate: number | null;
}

/** Funding of a position at a price: qty × price × rate, longs pay a positive rate. Paid rounds up, received rounds down. */
export function fundingAmount(position: Position, price: number, rate: number, instrument: Instrument): Money {
  const value = BigInt(Math.round(price * E8)) * BigInt(position.lots.lots) * BigInt(Math.round(rate * RATE_SCALE));
  const signed = position.opening.direction === 1 ? -value : value;
  const divisor = BigInt(instrument.lotsPerUnit) * BigInt(RATE_SCALE);
  const quotient = signed / divisor;
  return money(Number(signed % divisor < 0n ? quotient - 1n : quotient));
}

/** The event of one settlement. */
export function fundingEvent(position: Position, settlement: Settlement, price: number, amount: Money): FundingApplied {
  return {
    event: 'FundingApplied',
    trade_id: position.opening.tradeId,
    settled_at: toIso(settlement.at),
    rate: formatDecimal(settlement.rate),
    price: formatDecimal(price),
    amount: formatMoney(amount),
    known: settlement.isKnown,
  };
}
