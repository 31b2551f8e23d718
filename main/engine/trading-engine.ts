import { formatDecimal } from '../../shared/decimal.ts';
import type { DecisionMade, WorkingOrderCancelled } from '../../shared/events.ts';
import { intervalMs } from '../../shared/interval.ts';
import { type Candle, type CandleOrigin, type Direction, isSoundQuote, type Quote } from '../../shared/market.ts';
import { formatMoney, type Money, moneyFromNumber } from '../../shared/money.ts';
import type { ExitReason } from '../../shared/stop-reason.ts';
import { candleProcessed } from './candle-event.ts';
import type { EngineConfig, EngineObserver } from './engine-config.ts';
import { orderDenied, orderSubmitted } from './execution/order-events.ts';
import type { EntryOrder } from './execution/orders.ts';
import { type Moment, PaperBook, type PaperBookState } from './execution/paper-book.ts';
import { FundingBook, type FundingState, fundingAmount, fundingEvent } from './funding.ts';
import { type IndicatorsState, MarketIndicators } from './indicators/market-indicators.ts';
import { Ledger } from './ledger.ts';
import { TradingBreaker, type TradingBreakerState } from './risk/trading-breaker.ts';
import { describeSignal, explainDecision } from './strategy/explain.ts';
import { type Decision, type DecisionFacts, StrategyPipeline } from './strategy/pipeline.ts';
import { standingRefusal } from './strategy/stages/execution-risk.ts';
import type { EntryBlock } from './strategy/stages/risk-gate.ts';

/** So many real candles replace invented history. */
const REAL_CANDLES_ENOUGH = 100;

/**
 * The trading core of one run: indicators, strategy, paper execution, ledger and breaker behind two doors, a closed
 * candle and a quote. Pure: no clock, no random source; the same calls give the same events. Its state is saved and loaded whole.
 */
export class TradingEngine {
  readonly config: EngineConfig;
  indicators: MarketIndicators;
  /** Real candles since invented ones were put into the indicators; null when they hold none. */
  private realSinceSynthetic: number | null = null;
  readonly ledger: Ledger;
  readonly breaker: TradingBreaker;
  readonly book: PaperBook;
  readonly funding: FundingBook;
  private readonly pipeline: StrategyPipeline;
  private readonly observer: EngineObserver;
  private readonly stepMs: number;
  /** From a close to the reference of a market order: half the spread against the trader. */
  private readonly buyFactor: number;
  private readonly sellFactor: number;
  private orderCount = 0;
  private readonly orderTimes: number[] = [];
  private lastClose = 0;
  private lastTs = 0;
  quote: Quote | null = null;
  /** Why new entries are blocked, set by the session; a tripped breaker blocks by itself. */
  block: EntryBlock = '';
  /** True while an entry order waits in the execution queue. */
  isEntryQueued = false;
  /** Equity marked to market at the last closed candle, quote or forced close. */
  equity: Money;

  constructor(config: EngineConfig, observer: EngineObserver) {
    const { strategy, limits, instrument, fees, startingEquity } = config;
    this.config = config;
    this.observer = observer;
    this.stepMs = intervalMs(config.interval);
    this.indicators = new MarketIndicators(strategy);
    this.ledger = new Ledger(startingEquity);
    this.equity = startingEquity;
    this.buyFactor = 1 + strategy.execution.half_spread_bps / 10_000;
    this.sellFactor = 1 + -strategy.execution.half_spread_bps / 10_000;
    this.pipeline = new StrategyPipeline({ strategy, limits, instrument, fees });
    this.funding = new FundingBook(config.funding, strategy.engine.derivatives_refresh_bars);
    const breakerLimits = {
      maxDrawdownPct: limits.max_drawdown_pct,
      maxLosingStreak: limits.max_losing_streak,
      maxDailyLoss: config.maxDailyLoss,
    };
    this.breaker = new TradingBreaker(breakerLimits, startingEquity, config.breakersOn);
    this.book = new PaperBook(config, this.ledger, observer, (pnl) => this.breaker.noteTrade(pnl));
  }

  /**
   * One closed candle. In order: entry limits, exits, trail, remainders, funding, mark, roll of the day, breakers, strategy.
   * Returns the order the strategy wants, for a source with quotes; on candle data the order has been executed at this close.
   */
  onCandle(candle: Candle, origin: CandleOrigin): EntryOrder | undefined {
    const closeTime = candle.openTime + this.stepMs;
    this.indicators.push(candle);
    this.followSynthetic(origin);
    this.lastClose = candle.close;
    this.lastTs = closeTime;
    const index = this.indicators.count;
    if (this.observer.wantsDetail) this.observer.event(candleProcessed(candle, origin, this.config), closeTime);
    if (origin === 'history' || origin === 'synthetic') return undefined;

    const moment = { index, ts: closeTime, volume: candle.volume, meanVolume: this.indicators.meanVolume };
    if (this.config.hasQuotes) {
      if (origin === 'live') this.book.ageAndTrail(candle.close, moment);
    } else {
      const { low, high, open } = candle;
      if (this.book.entryLimit !== null) {
        const isBuy = this.book.entryLimit.order.direction === 1;
        this.book.fillEntryLimit(isBuy ? low : high, open, moment, true);
      }
      if (this.book.position !== null) this.book.exitOnCandle(candle, moment);
      if (this.book.remainder !== null) {
        const isBuy = this.book.remainder.order.direction === 1;
        this.book.fillRemainder(isBuy ? low : high, open, moment);
      }
    }
    if (this.book.entryLimit !== null || this.book.remainder !== null) this.book.expire(index, closeTime);
    if (this.config.funding !== 'none') this.settleFunding(candle, closeTime);
    this.markAt(candle.close, closeTime, closeTime - 1);
    this.observer.mark(this.equity, closeTime, this.book.position !== null);
    return this.decide(candle, origin, moment);
  }

  /**
   * One quote: limits, exits and remainders are tested against it, then the breaker. Quotes never run the strategy.
   * One with a zero, negative or non-finite price is passed over.
   */
  onQuote(quote: Quote): void {
    if (!isSoundQuote(quote)) return;
    this.quote = quote;
    this.lastTs = quote.ts;
    const { book } = this;
    if (book.entryLimit === null && book.position === null) return;
    const moment = this.momentAt(this.indicators.count + 1, quote.ts);
    if (book.entryLimit !== null) {
      const touch = book.entryLimit.order.direction === 1 ? quote.ask : quote.bid;
      book.fillEntryLimit(touch, touch, moment, false);
    }
    book.exitOnQuote(quote, moment);
    if (book.remainder !== null) {
      const touch = book.remainder.order.direction === 1 ? quote.ask : quote.bid;
      book.fillRemainder(touch, touch, moment);
    }
    this.markAt(quote.last, quote.ts, quote.ts);
  }

  /** Executes an entry order on a quote, after its latency. Denied orders are told as events. */
  executeOnQuote(order: EntryOrder, quote: Quote): void {
    const block = isSoundQuote(quote) ? this.entryBlock : 'invalid_order';
    if (block !== '') {
      this.deny(order, block, quote.ts);
      return;
    }
    const reference = order.direction === 1 ? quote.ask : quote.bid;
    const moment = this.momentAt(this.indicators.count + (order.type === 'limit' ? 0 : 1), quote.ts);
    const denied = this.book.submit(order, reference, moment);
    if (denied !== undefined) this.deny(order, denied, quote.ts);
    this.markAt(quote.last, quote.ts, quote.ts);
  }

  /** Cancels every working order, then closes the position at once as a market order at the last known price. */
  flatten(
    exitReason: ExitReason,
    cancelReason: WorkingOrderCancelled['reason'],
  ): { cancelled: number; closed: number } {
    const cancelled = this.book.cancelAll(cancelReason, this.lastTs);
    return { cancelled, closed: this.closePosition(exitReason) ? 1 : 0 };
  }

  /** Closes the position as a market order at the last known price; true when there was one. */
  closePosition(reason: ExitReason): boolean {
    const { position } = this.book;
    if (position === null) return false;
    const { quote } = this;
    const quoted = quote === null ? undefined : position.opening.direction === 1 ? quote.bid : quote.ask;
    const onQuote = this.config.hasQuotes && quoted !== undefined;
    const index = this.indicators.count + (onQuote ? 1 : 0);
    const reference = onQuote ? quoted : this.book.marketReference(this.lastClose, position);
    this.book.forceClose(reason, reference, this.momentAt(index, this.lastTs));
    this.equity = this.ledger.balance;
    this.observer.mark(this.equity, this.lastTs, false);
    return true;
  }

  /** With 100 real candles the invented ones are discarded: the indicators start again from the real ones alone. */
  private followSynthetic(origin: CandleOrigin): void {
    if (origin === 'synthetic') this.realSinceSynthetic = 0;
    else if (this.realSinceSynthetic !== null && ++this.realSinceSynthetic >= REAL_CANDLES_ENOUGH) {
      const real = this.indicators.history.last(this.realSinceSynthetic);
      this.indicators = new MarketIndicators(this.config.strategy);
      for (const candle of real) this.indicators.push(candle);
      this.realSinceSynthetic = null;
    }
  }

  private settleFunding(candle: Candle, closeTime: number): void {
    for (const settlement of this.funding.due(candle.openTime, closeTime)) {
      const { position } = this.book;
      if (position === null) continue;
      const amount = fundingAmount(position, candle.close, settlement.rate, this.config.instrument);
      position.addFunding(amount);
      this.ledger.post(amount);
      this.observer.event(fundingEvent(position, settlement, candle.close, amount), closeTime);
    }
  }

  /** Marks equity to a price. `dayTs` lies in the day the mark belongs to: a candle that closes at midnight is the old day's. */
  private markAt(price: number, ts: number, dayTs: number): void {
    const { position } = this.book;
    this.equity = (position === null ? this.ledger.balance : this.ledger.balance + position.unrealised(price)) as Money;
    const tripped = this.breaker.mark(this.equity, dayTs);
    if (tripped === null) return;
    this.observer.event({ event: 'CIRCUIT_BREAKER_TRIPPED', reason: tripped, figures: this.breaker.figures }, ts);
  }

  private decide(candle: Candle, origin: CandleOrigin, moment: Moment): EntryOrder | undefined {
    const facts = this.factsAt(candle, origin, moment);
    // With no one to tell the reason, a candle that can't trade whatever a setup finds is not looked at.
    if (!this.observer.wantsDetail && standingRefusal(facts, this.config.strategy.engine) !== '') return undefined;
    const decision = this.pipeline.decide(candle, this.indicators, facts);
    const order = decision.reason === '' ? this.toOrder(decision) : undefined;
    let reason = decision.reason;
    if (order !== undefined && !this.config.hasQuotes) {
      reason = this.wouldBeDenied(order, candle, moment);
    }
    if (this.observer.wantsDetail) this.tellDecision(decision, reason, candle, facts);
    if (order === undefined) {
      this.tellDenial(decision, moment.ts);
      return undefined;
    }
    this.orderTimes.push(moment.ts);
    if (this.config.hasQuotes) return order;
    if (reason !== '') {
      this.deny(order, reason, moment.ts);
      return undefined;
    }
    this.tellSubmitted(order, moment.ts, 0);
    const denied = this.book.submit(order, this.candleReference(candle.close, order.direction), moment);
    if (denied !== undefined) this.deny(order, denied, moment.ts);
    return undefined;
  }

  /** On candle data a market order is known to find no liquidity before it is sent. */
  private wouldBeDenied(order: EntryOrder, candle: Candle, moment: Moment): string {
    if (order.type === 'limit') return '';
    return this.book.hasLiquidity(order, this.candleReference(candle.close, order.direction), moment)
      ? ''
      : 'no_liquidity';
  }

  private factsAt(candle: Candle, origin: CandleOrigin, moment: Moment): DecisionFacts {
    const { book, funding, orderTimes } = this;
    funding.refreshGate(moment.index, moment.ts);
    while (orderTimes.length > 0 && moment.ts - (orderTimes[0] ?? 0) >= 60_000) orderTimes.shift();
    return {
      origin: this.realSinceSynthetic === null ? origin : 'synthetic',
      bars: moment.index,
      isFree: book.isFree && !this.isEntryQueued,
      barsSinceClose: book.lastCloseIndex < 0 ? Number.MAX_SAFE_INTEGER : moment.index - book.lastCloseIndex,
      realised: this.ledger.balance,
      equity: this.equity,
      block: this.entryBlock,
      ordersLastMinute: orderTimes.length,
      fundingRate: funding.rate,
      buyReference: this.config.instrument.ticksUp(this.reference(candle.close, 1)),
      sellReference: this.config.instrument.ticksDown(this.reference(candle.close, -1)),
    };
  }

  /** Why no entry may leave now. */
  get entryBlock(): EntryBlock {
    if (this.block !== '') return this.block;
    return this.breaker.isTripped ? 'breaker_tripped' : '';
  }

  /** Price a market order would get now, before slippage: the quote's side, or the close with half the spread. */
  private reference(close: number, direction: Direction): number {
    if (this.config.hasQuotes && this.quote !== null) return direction === 1 ? this.quote.ask : this.quote.bid;
    return this.candleReference(close, direction);
  }

  private candleReference(close: number, direction: Direction): number {
    return close * (direction === 1 ? this.buyFactor : this.sellFactor);
  }

  private toOrder({ candidate, lots }: Decision): EntryOrder | undefined {
    if (candidate === undefined) return undefined;
    const { setup, direction, type, entry, stop, target } = candidate;
    return { id: `order-${++this.orderCount}`, setup, direction, type, lots, price: entry, stop, target };
  }

  /** Market time of the newest candle close or quote, ms UTC. */
  get marketTime(): number {
    return this.lastTs;
  }

  /** Last traded price as decimal text, empty before the first. */
  get lastPriceText(): string {
    if (this.quote !== null) return formatDecimal(this.quote.last);
    return this.lastClose === 0 ? '' : formatDecimal(this.lastClose);
  }

  /** Announces an order that left; the session calls it for orders that go through its queue. */
  tellSubmitted(order: EntryOrder, ts: number, latencyMs: number): void {
    this.observer.event(orderSubmitted(order, this.config.instrument, latencyMs), ts);
  }

  private deny(order: EntryOrder, reason: string, ts: number): void {
    this.observer.event(orderDenied(order, this.config.instrument, reason), ts);
  }

  /** The risk gate denies a sized candidate; what earlier stages refuse never became an order. */
  private tellDenial(decision: Decision, ts: number): void {
    if (decision.size === undefined || decision.size.isTooSmall) return;
    const order = this.toOrder(decision);
    if (order !== undefined) this.deny(order, decision.reason, ts);
  }

  private tellDecision(decision: Decision, reason: string, candle: Candle, facts: DecisionFacts): void {
    const { candidate } = decision;
    const { indicators } = this;
    const { rules } = this.pipeline;
    const ts = candle.openTime + this.stepMs;
    const signal = candidate === undefined ? undefined : describeSignal(candidate, candle, rules.instrument);
    if (signal !== undefined) this.observer.event(signal, ts);
    const told = reason === decision.reason ? decision : { ...decision, reason };
    const event: DecisionMade = {
      event: 'DecisionMade',
      open_time: candle.openTime,
      stages: explainDecision({ decision: told, signal, candle, indicators, facts, rules }),
      outcome: reason === '' ? 'order' : 'no_trade',
      reason,
      cost_r: decision.cost === null ? null : Math.round(decision.cost * 1e6) / 1e6,
      equity: formatMoney(this.equity),
    };
    this.observer.event(event, ts);
  }

  private momentAt(index: number, ts: number): Moment {
    const { indicators } = this;
    return { index, ts, volume: indicators.history.at(0)?.volume ?? 0, meanVolume: indicators.meanVolume };
  }

  save(): EngineState {
    const { orderCount, lastClose, lastTs, quote, equity, realSinceSynthetic } = this;
    return {
      indicators: this.indicators.save(),
      balance: this.ledger.balance,
      breaker: this.breaker.save(),
      book: this.book.save(),
      funding: this.funding.save(),
      orderTimes: [...this.orderTimes],
      orderCount,
      lastClose,
      lastTs,
      quote,
      equity,
      realSinceSynthetic,
    };
  }

  load(state: EngineState): void {
    this.indicators.load(state.indicators);
    this.ledger.load(state.balance);
    this.breaker.load(state.breaker);
    this.book.load(state.book);
    this.funding.load(state.funding);
    this.orderTimes.push(...state.orderTimes);
    this.orderCount = state.orderCount;
    this.lastClose = state.lastClose;
    this.lastTs = state.lastTs;
    this.quote = state.quote;
    this.equity = state.equity;
    this.realSinceSynthetic = state.realSinceSynthetic;
  }
}

export interface EngineState {
  readonly indicators: IndicatorsState;
  readonly balance: Money;
  readonly breaker: TradingBreakerState;
  readonly book: PaperBookState;
  readonly funding: FundingState;
  readonly orderTimes: readonly number[];
  readonly orderCount: number;
  readonly lastClose: number;
  readonly lastTs: number;
  readonly quote: Quote | null;
  readonly equity: Money;
  readonly realSinceSynthetic: number | null;
}

/** Starting equity of a new account with this strategy. */
export function startingEquityOf(strategy: EngineConfig['strategy']): Money {
  return moneyFromNumber(strategy.risk.equity);
}
