import type { RiskConfig } from '../../shared/config/risk.ts';
import type { StrategyConfig } from '../../shared/config/strategy.ts';
import type { EventBody } from '../../shared/events.ts';
import type { Instrument } from '../../shared/instrument.ts';
import type { Interval } from '../../shared/interval.ts';
import type { Money } from '../../shared/money.ts';
import type { FeeSchedule } from './execution/fees.ts';

/** What a run is made of; fixed from its first to its last event. */
export interface EngineConfig {
  readonly instrument: Instrument;
  readonly interval: Interval;
  readonly strategy: StrategyConfig;
  readonly limits: RiskConfig;
  readonly fees: FeeSchedule;
  readonly startingEquity: Money;
  readonly breakersOn: boolean;
  /** Loss since 00:00 UTC that trips the breaker. */
  readonly maxDailyLoss: Money;
  /** True when the source gives quotes, so that orders execute on them; false on candle data. */
  readonly hasQuotes: boolean;
  /** `none`: no settlements and no gate; `file`: a missing rate charges 0; `live`: a missing rate charges 0.01 %. */
  readonly funding: 'none' | 'file' | 'live';
}

/** Where the engine tells what happened. */
export interface EngineObserver {
  /** False spares the per-candle events (CandleProcessed, DecisionMade, SignalGenerated). */
  readonly wantsDetail: boolean;
  /** One event with its market time, ms UTC. */
  event(body: EventBody, ts: number): void;
  /** Equity marked to market, once per closed candle and after a forced close. */
  mark(equity: Money, ts: number, isInPosition: boolean): void;
}
