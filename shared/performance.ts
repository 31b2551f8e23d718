import type { ExecutionExit } from './events.ts';
import type { FinalReport } from './final-report.ts';
import { formatMoney, type Money, money, moneyToNumber } from './money.ts';
import { DailyReturns } from './performance/daily-returns.ts';
import { DrawdownTracker } from './performance/drawdown.ts';
import { sampleDeviation } from './performance/moments.ts';
import { NO_TRADES, type TradeTally, withTrade } from './performance/trade-tally.ts';
import { DAY_MS, toIso } from './time.ts';

export type PerformanceFigures = Pick<
  FinalReport,
  | 'market_from'
  | 'market_to'
  | 'starting_equity'
  | 'ending_equity'
  | 'net_pnl'
  | 'trades'
  | 'wins'
  | 'losses'
  | 'win_rate'
  | 'profit_factor'
  | 'expectancy'
  | 'expectancy_r'
  | 'max_drawdown_pct'
  | 'max_drawdown_usdt'
  | 'drawdown_duration_sec'
  | 'drawdown_recovered'
  | 'sharpe'
  | 'sortino'
  | 'calmar'
  | 'sqn'
  | 'exposure_pct'
  | 'fees'
  | 'funding'
  | 'daily_marks'
>;

/** Fewer daily marks or trades than this and a figure per year would be noise. */
export const MIN_DAILY_MARKS = 14;
export const MIN_TRADES = 10;
/** Calmar needs at least so many daily marks. */
export const MIN_CALMAR_DAYS = 90;
const DAYS_PER_YEAR = 365;

/** The money and ratio figures of a run, from its equity marks and closed trades, in constant memory. */
export class PerformanceTracker {
  private readonly startingEquity: Money;
  private readonly returns: DailyReturns;
  private readonly drawdown: DrawdownTracker;
  private tally: TradeTally = NO_TRADES;
  private equity: Money;
  /** ms UTC. */
  private firstAt: number | null = null;
  private lastAt: number | null = null;
  /** Since when the position still open has been seen in marks, ms UTC. */
  private heldSince: number | null = null;

  /** The starting equity is the first mark: it seeds the peak and is the base of the first day's return. */
  constructor(startingEquity: Money) {
    this.startingEquity = startingEquity;
    this.equity = startingEquity;
    this.returns = new DailyReturns(startingEquity);
    this.drawdown = new DrawdownTracker(startingEquity);
  }

  /** The starting equity holds from this moment of market time on, ms UTC: the open of the first candle. */
  begin(ts: number): void {
    this.firstAt ??= ts;
    this.drawdown.begin(ts);
  }

  /** Equity marked to market at a moment of market time, ms UTC, in the order of time. */
  mark(equity: Money, ts: number, isInPosition: boolean): void {
    this.returns.mark(equity, ts);
    this.drawdown.mark(equity, ts);
    this.equity = equity;
    this.firstAt ??= ts;
    this.lastAt = ts;
    if (!isInPosition) this.heldSince = null;
    else this.heldSince ??= ts;
  }

  /** A closed trade. */
  trade(exit: ExecutionExit): void {
    this.tally = withTrade(this.tally, exit);
    this.heldSince = null;
  }

  /** The figures so far; a position still open counts in equity and exposure only. */
  report(): PerformanceFigures {
    const { tally, equity, firstAt, lastAt } = this;
    const { wins, losses, won, lost, rMultiples } = tally;
    const trades = rMultiples.count;
    const fall = this.drawdown.deepest;
    const fallUntil = fall?.recoveredAt ?? lastAt ?? 0;
    return {
      market_from: firstAt === null ? null : toIso(firstAt),
      market_to: lastAt === null ? null : toIso(lastAt),
      starting_equity: formatMoney(this.startingEquity),
      ending_equity: formatMoney(equity),
      net_pnl: formatMoney(money(equity - this.startingEquity)),
      trades,
      wins,
      losses,
      win_rate: trades === 0 ? null : rounded((wins / trades) * 100),
      profit_factor: losses === 0 ? null : rounded(won / lost),
      expectancy: trades === 0 ? null : rounded(moneyToNumber(money(won - lost)) / trades),
      expectancy_r: trades === 0 ? null : rounded(rMultiples.mean),
      max_drawdown_pct: rounded((fall?.fraction ?? 0) * 100),
      max_drawdown_usdt: formatMoney(money(fall?.amount ?? 0)),
      drawdown_duration_sec: fall === null ? 0 : (fallUntil - fall.from) / 1000,
      drawdown_recovered: fall === null || fall.recoveredAt !== null,
      ...this.ratios(),
      exposure_pct: this.exposurePct,
      fees: formatMoney(tally.fees),
      funding: formatMoney(tally.funding),
    };
  }

  private ratios(): Pick<PerformanceFigures, 'daily_marks' | 'sharpe' | 'sortino' | 'calmar' | 'sqn'> {
    const { moments, downside } = this.returns.sums;
    const { rMultiples } = this.tally;
    const days = moments.count;
    const isEnough = days >= MIN_DAILY_MARKS && rMultiples.count >= MIN_TRADES;
    const perYear = Math.sqrt(DAYS_PER_YEAR);
    return {
      daily_marks: days,
      sharpe: isEnough ? ratio(moments.mean * perYear, sampleDeviation(moments)) : null,
      sortino: isEnough ? ratio(moments.mean * perYear, Math.sqrt(downside / days)) : null,
      calmar:
        isEnough && days >= MIN_CALMAR_DAYS ? ratio(this.yearlyGrowth, this.drawdown.deepest?.fraction ?? 0) : null,
      sqn: ratio(Math.sqrt(rMultiples.count) * rMultiples.mean, sampleDeviation(rMultiples)),
    };
  }

  /** Compound annual growth over the market time from the beginning to the last mark, as a fraction. */
  private get yearlyGrowth(): number {
    const { equity, firstAt, lastAt } = this;
    const years = ((lastAt ?? 0) - (firstAt ?? 0)) / (DAYS_PER_YEAR * DAY_MS);
    return Math.max(0, equity / this.startingEquity) ** (1 / years) - 1;
  }

  private get exposurePct(): number {
    const { tally, firstAt, lastAt, heldSince } = this;
    if (firstAt === null || lastAt === null || lastAt === firstAt) return 0;
    const open = heldSince === null ? 0 : lastAt - heldSince;
    return Math.min(100, rounded(((tally.heldMs + open) / (lastAt - firstAt)) * 100));
  }
}

/** Null where there is nothing to divide by. */
function ratio(numerator: number, denominator: number): number | null {
  const value = numerator / denominator;
  return denominator > 0 && Number.isFinite(value) ? rounded(value) : null;
}

/** To 1e-6 and never −0: more digits of a ratio carry no meaning. */
function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6 + 0;
}
