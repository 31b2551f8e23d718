import type { EngineConfig } from '../../../main/engine/engine-config.ts';
import { FeeSchedule } from '../../../main/engine/execution/fees.ts';
import type { EntryOrder } from '../../../main/engine/execution/orders.ts';
import { startingEquityOf, TradingEngine } from '../../../main/engine/trading-engine.ts';
import { riskSchema } from '../../../shared/config/risk.ts';
import { type StrategyConfig, strategySchema } from '../../../shared/config/strategy.ts';
import { DEFAULT_INSTRUMENT, Instrument } from '../../../shared/instrument.ts';
import type { Candle } from '../../../shared/market.ts';
import { type Lots, moneyFromNumber, type Ticks } from '../../../shared/money.ts';
import { MINUTE_MS } from '../../../shared/time.ts';
import { Recorder } from './recorder.ts';

export const BTC = new Instrument(DEFAULT_INSTRUMENT);
export const FEES = new FeeSchedule({ maker: 0.0002, taker: 0.0006 });

export type Overrides = { readonly [key: string]: number | string | boolean | Overrides };

/** A strategy with every setup off but those that `overrides` switches on; the rest as in the specification. */
export function strategyOf(overrides: Overrides = {}): StrategyConfig {
  return strategySchema.parse(overrides);
}

/** Shipped strategies differ in their setups only; this is one setup alone, with cost and spread out of the way. */
export function quietStrategy(setups: Overrides, rest: Overrides = {}): StrategyConfig {
  return strategyOf({
    setups,
    risk: { max_cost_r: 100 },
    execution: { half_spread_bps: 0, slip_bps: 0 },
    ...rest,
  });
}

export interface Account {
  readonly strategy: StrategyConfig;
  readonly engine: TradingEngine;
  readonly recorder: Recorder;
}

/** A fresh engine on candle data without funding and with breakers off, unless said otherwise. */
export function account(strategy: StrategyConfig, changes: Partial<EngineConfig> = {}, wantsDetail = true): Account {
  const recorder = new Recorder(wantsDetail);
  const config: EngineConfig = {
    instrument: BTC,
    interval: '1m',
    strategy,
    limits: riskSchema.parse({}),
    fees: FEES,
    startingEquity: startingEquityOf(strategy),
    breakersOn: false,
    maxDailyLoss: moneyFromNumber(500),
    hasQuotes: false,
    funding: 'none',
    ...changes,
  };
  return { strategy, engine: new TradingEngine(config, recorder), recorder };
}

export function feed({ engine }: Account, candles: readonly Candle[]): void {
  for (const candle of candles) engine.onCandle(candle, 'live');
}

/** A settlement rate of a funding file: stamp in ms, fraction. */
export type FundingRow = readonly [number, number];

/**
 * A backtest as the specification has it: each candle once, rates as they become known, flat after a trip of the
 * breaker, `SESSION_END` after the last candle.
 */
export function backtest(under: Account, candles: readonly Candle[], rates: readonly FundingRow[] = []): void {
  const { engine, recorder } = under;
  let nextRate = 0;
  for (const candle of candles) {
    const closeTime = candle.openTime + MINUTE_MS;
    for (let row = rates[nextRate]; row !== undefined && row[0] <= closeTime + 30_000; row = rates[++nextRate]) {
      engine.funding.setRate(...row);
    }
    engine.onCandle(candle, 'live');
    if (recorder.events.at(-1)?.body.event === 'CIRCUIT_BREAKER_TRIPPED' || engine.breaker.isTripped) {
      engine.flatten('CIRCUIT_BREAKER', 'stop');
      return;
    }
  }
  engine.flatten('SESSION_END', 'stop');
}

export interface PlacedOrder extends Partial<Omit<EntryOrder, 'price' | 'stop' | 'target' | 'lots'>> {
  /** In contract units and prices, on the grid. */
  readonly qty: number;
  readonly price: number;
  readonly stop: number;
  readonly target: number;
}

/** Puts an order of our own on the book at the close of the newest candle, as the strategy would; returns the denial. */
export function place({ engine }: Account, order: PlacedOrder, reference?: number): string | undefined {
  const { indicators, book } = engine;
  const newest = indicators.history.at(0);
  if (newest === undefined) throw new Error('feed a candle first');
  const ticks = (price: number) => Math.round(price * 10) as Ticks;
  const entry: EntryOrder = {
    id: order.id ?? 'order-1',
    setup: order.setup ?? 'sma_crossover',
    direction: order.direction ?? 1,
    type: order.type ?? 'market',
    lots: Math.round(order.qty * 10_000) as Lots,
    price: ticks(order.price),
    stop: ticks(order.stop),
    target: ticks(order.target),
  };
  return book.submit(entry, reference ?? newest.close, {
    index: indicators.count,
    ts: newest.openTime + MINUTE_MS,
    volume: newest.volume,
    meanVolume: indicators.meanVolume,
  });
}

/** Why the decision on each candle from `first` (an index from 0) on sent no order; empty where one went out. */
export function reasons({ recorder }: Account, first = 0): string[] {
  return recorder
    .all('DecisionMade')
    .slice(first)
    .map(({ reason }) => reason);
}
