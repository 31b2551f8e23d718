import type { ExchangeConfig } from '../../shared/config/exchange.ts';
import type { RiskConfig } from '../../shared/config/risk.ts';
import type { StrategyConfig } from '../../shared/config/strategy.ts';
import { Instrument, type InstrumentSpec } from '../../shared/instrument.ts';
import type { Interval } from '../../shared/interval.ts';
import { moneyFromNumber, parseMoney } from '../../shared/money.ts';
import type { EngineConfig } from '../engine/engine-config.ts';
import { FeeSchedule } from '../engine/execution/fees.ts';
import type { TradingBreakerState } from '../engine/risk/trading-breaker.ts';

export type SourceName = 'mock' | 'replay' | 'bitunix' | 'backtest';

/**
 * What a run is made of, as recorded at its start: with the recorded inputs it recomputes the run. Holds no run id, host,
 * path or clock, so that the same command gives the same bytes.
 */
export interface SessionSetup {
  readonly appVersion: string;
  readonly gitCommit: string | null;
  readonly mode: 'paper' | 'live';
  readonly source: SourceName;
  readonly symbol: string;
  readonly interval: Interval;
  readonly seed: number;
  /** Market time at which a simulated source begins, ms UTC; null when the data say it. */
  readonly marketStart: number | null;
  readonly strategyName: string;
  readonly strategy: StrategyConfig;
  readonly risk: RiskConfig;
  readonly exchange: { readonly name: string; readonly fees: ExchangeConfig['fees'] };
  readonly instrument: InstrumentSpec;
  /** Decimal USDT. */
  readonly startingEquity: string;
  readonly breakersOn: boolean;
  /** Figures of the breaker that an account brings along from its run before; null for a new account. */
  readonly openingBreaker: TradingBreakerState | null;
  /** Decimal USDT. */
  readonly maxDailyLoss: string;
  readonly hasQuotes: boolean;
  readonly funding: EngineConfig['funding'];
  /** SHA-256 of the rest of this, hex. */
  readonly configHash: string;
  /** The file that is replayed: its name without folder, its content, and the part of it that was asked for. */
  readonly data: {
    readonly file: string;
    readonly sha256: string;
    readonly rows: number;
    /** Open times, ISO: from the first inclusive to the second exclusive; null is no limit. Absent: all of it. */
    readonly span?: { readonly from: string | null; readonly to: string | null };
  } | null;
}

/** Order of latencies a paper order waits, in session ms. */
export const LATENCY_MS = { low: 50, high: 500 } as const;

export function engineConfigOf(setup: SessionSetup): EngineConfig {
  return {
    instrument: new Instrument(setup.instrument),
    interval: setup.interval,
    strategy: setup.strategy,
    limits: setup.risk,
    fees: new FeeSchedule(setup.exchange.fees),
    startingEquity: parseMoney(setup.startingEquity) ?? moneyFromNumber(setup.strategy.risk.equity),
    breakersOn: setup.breakersOn,
    maxDailyLoss: parseMoney(setup.maxDailyLoss) ?? moneyFromNumber(setup.risk.max_daily_loss_usd.paper),
    hasQuotes: setup.hasQuotes,
    funding: setup.funding,
  };
}
