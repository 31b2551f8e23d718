import type { BreakerFigures, CircuitBreakerTripped } from '../../../shared/events.ts';
import { formatMoney, type Money, money, ZERO_MONEY } from '../../../shared/money.ts';
import { utcDay } from '../../../shared/time.ts';

export interface BreakerLimits {
  readonly maxDrawdownPct: number;
  readonly maxLosingStreak: number;
  readonly maxDailyLoss: Money;
}

export type TripReason = CircuitBreakerTripped['reason'];

/**
 * Watches drawdown from peak equity, losing trades in a row and the loss since 00:00 UTC. It only ever trips;
 * lifting it is a command. Figures are followed also while it is switched off.
 */
export class TradingBreaker {
  readonly limits: BreakerLimits;
  readonly isEnabled: boolean;
  private peak: Money;
  private lastMark: Money;
  private dayBaseline: Money;
  /** Equity at 00:00 UTC: a reset moves the baseline that is judged, and not the loss that is shown. */
  private dayStart: Money;
  private day = -1;
  private streak = 0;
  private tripped: TripReason | null = null;

  constructor(limits: BreakerLimits, startingEquity: Money, isEnabled: boolean) {
    this.limits = limits;
    this.isEnabled = isEnabled;
    this.peak = startingEquity;
    this.lastMark = startingEquity;
    this.dayBaseline = startingEquity;
    this.dayStart = startingEquity;
  }

  /** A closed trade with its net PnL. A trade of exactly zero is neither a loss nor part of a row of losses. */
  noteTrade(pnl: Money): void {
    this.streak = pnl < 0 ? this.streak + 1 : 0;
  }

  /** Equity marked to market at a moment of market time. Returns the reason when this mark trips the breaker. */
  mark(equity: Money, ts: number): TripReason | null {
    const day = utcDay(ts);
    if (day > this.day) {
      if (this.day >= 0) {
        this.dayBaseline = this.lastMark;
        this.dayStart = this.lastMark;
      }
      this.day = day;
    }
    this.lastMark = equity;
    if (equity > this.peak) this.peak = equity;
    if (!this.isEnabled || this.tripped !== null) return null;
    this.tripped = this.breach(equity);
    return this.tripped;
  }

  private breach(equity: Money): TripReason | null {
    const { limits, peak } = this;
    if ((peak - equity) * 100 >= limits.maxDrawdownPct * peak) return 'drawdown';
    if (this.streak >= limits.maxLosingStreak) return 'losing_streak';
    if (this.dayBaseline - equity >= limits.maxDailyLoss) return 'daily_loss';
    return null;
  }

  get isTripped(): boolean {
    return this.tripped !== null;
  }

  get peakEquity(): Money {
    return this.peak;
  }

  get figures(): BreakerFigures {
    const lost = this.dayStart - this.lastMark;
    return {
      equity: formatMoney(this.lastMark),
      peak_equity: formatMoney(this.peak),
      drawdown_pct: this.peak > 0 ? Math.round(((this.peak - this.lastMark) / this.peak) * 1e8) / 1e6 : 0,
      losing_streak: this.streak,
      daily_loss: formatMoney(lost > 0 ? money(lost) : ZERO_MONEY),
    };
  }

  save(): TradingBreakerState {
    const { peak, lastMark, dayBaseline, dayStart, day, streak, tripped } = this;
    return { peak, lastMark, dayBaseline, dayStart, day, streak, tripped };
  }

  load(state: TradingBreakerState): void {
    this.peak = state.peak;
    this.lastMark = state.lastMark;
    this.dayBaseline = state.dayBaseline;
    // recorded before the two were told apart
    this.dayStart = state.dayStart ?? state.dayBaseline;
    this.day = state.day;
    this.streak = state.streak;
    this.tripped = state.tripped;
  }
}

export interface TradingBreakerState {
  readonly peak: Money;
  readonly lastMark: Money;
  readonly dayBaseline: Money;
  readonly dayStart?: Money;
  readonly day: number;
  readonly streak: number;
  readonly tripped: TripReason | null;
}

/** What a breaker begins with after a confirmed reset: peak and the day's baseline are the equity now, the streak is 0. */
export function resetState(state: TradingBreakerState, equity: Money): TradingBreakerState {
  const dayStart = state.dayStart ?? state.dayBaseline;
  return { ...state, peak: equity, lastMark: equity, dayBaseline: equity, dayStart, streak: 0, tripped: null };
}
