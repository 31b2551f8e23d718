import type { WorkingOrderCancelled } from '../../../shared/events.ts';
import type { Candle, Quote } from '../../../shared/market.ts';
import type { Lots, Money, Ticks } from '../../../shared/money.ts';
import type { ExitReason } from '../../../shared/stop-reason.ts';
import type { EngineConfig, EngineObserver } from '../engine-config.ts';
import type { Ledger } from '../ledger.ts';
import { candleExit, type ExitCall, quoteExit } from './exit-rules.ts';
import { type EntryFill, entryFilled, exitFilled, workingOrderCancelled, workingOrderCreated } from './order-events.ts';
import type { EntryOrder, WorkingOrder } from './orders.ts';
import { Position, type PositionState } from './position.ts';
import { slippedPrice } from './slippage.ts';
import { closeTrade } from './trade-close.ts';

/** The moment of an execution: candle index, market time and what the market traded. */
export interface Moment {
  readonly index: number;
  readonly ts: number;
  /** Volume that bounds what one entry order may take; 0 when unknown. */
  readonly volume: number;
  /** Mean volume of the last 20 closed candles. */
  readonly meanVolume: number;
}

/** The paper broker's book of one instrument: at most one position, one entry limit and one remainder. */
export class PaperBook {
  position: Position | null = null;
  entryLimit: WorkingOrder | null = null;
  remainder: WorkingOrder | null = null;
  /** Number of the latest trade. */
  tradeCount = 0;
  /** Candle index in which the last trade closed; −1 before the first. */
  lastCloseIndex = -1;
  private readonly executed = new Map<string, number>();
  private readonly config: EngineConfig;
  private readonly ledger: Ledger;
  private readonly observer: EngineObserver;
  private readonly onTrade: (pnl: Money) => void;

  constructor(config: EngineConfig, ledger: Ledger, observer: EngineObserver, onTrade: (pnl: Money) => void) {
    this.config = config;
    this.ledger = ledger;
    this.observer = observer;
    this.onTrade = onTrade;
  }

  /** Flat, and nothing waits. */
  get isFree(): boolean {
    return this.position === null && this.entryLimit === null;
  }

  /**
   * Executes an entry order: a market order at `reference` slipped, a limit order by working it. Returns why it was denied,
   * or `undefined`. An order id is executed once; a second time it is denied as a duplicate.
   */
  submit(
    order: EntryOrder,
    reference: number,
    moment: Moment,
  ): 'duplicate' | 'invalid_order' | 'no_liquidity' | undefined {
    if (this.executed.has(order.id)) return 'duplicate';
    if (!(reference > 0 && Number.isFinite(reference) && order.lots > 0 && order.price > 0)) return 'invalid_order';
    if (order.type === 'limit') {
      this.remember(order.id, moment.ts);
      this.entryLimit = {
        order,
        id: order.id,
        isRemainder: false,
        limit: order.price,
        lots: order.lots,
        bornIndex: moment.index,
      };
      this.announceWorking(this.entryLimit, moment.ts);
      return undefined;
    }
    const price = this.marketPrice(order, reference, moment);
    const lots = Math.min(order.lots, this.liquidity(price, moment)) as Lots;
    if (lots <= 0) return 'no_liquidity';
    this.remember(order.id, moment.ts);
    this.fillEntry(order, { lots, price, isMaker: false, openedInsideCandle: false }, moment);
    this.leaveRemainder(order, (order.lots - lots) as Lots, price, moment);
    return undefined;
  }

  /** True when a market order would get at least one lot now. */
  hasLiquidity(order: EntryOrder, reference: number, moment: Moment): boolean {
    return this.liquidity(this.marketPrice(order, reference, moment), moment) > 0;
  }

  private marketPrice(order: EntryOrder, reference: number, moment: Moment): Ticks {
    return this.config.instrument.ticksAgainst(
      this.slip(reference, order.direction, order.lots, moment),
      order.direction,
    );
  }

  private remember(id: string, ts: number): void {
    for (const [old, at] of this.executed) {
      if (ts - at < 600_000) break;
      this.executed.delete(old);
    }
    this.executed.set(id, ts);
  }

  /** Tests the entry limit against a closed candle or a quote; `best` is the better price it may get. */
  fillEntryLimit(touch: number, best: number, moment: Moment, insideCandle: boolean): void {
    const working = this.entryLimit;
    if (working === null || this.position !== null) return;
    const price = this.touchPrice(working, touch, best, moment);
    if (price === undefined) return;
    const lots = Math.min(working.lots, this.liquidity(price, moment)) as Lots;
    if (lots <= 0) return;
    this.entryLimit = null;
    this.fillEntry(working.order, { lots, price, isMaker: true, openedInsideCandle: insideCandle }, moment);
    this.leaveRemainder(working.order, (working.lots - lots) as Lots, working.limit, moment);
  }

  /** Tests the remainder of the open position in the same way. */
  fillRemainder(touch: number, best: number, moment: Moment): void {
    const working = this.remainder;
    if (working === null || this.position === null) return;
    const price = this.touchPrice(working, touch, best, moment);
    if (price === undefined) return;
    const lots = Math.min(working.lots, this.liquidity(price, moment)) as Lots;
    if (lots <= 0) return;
    const left = (working.lots - lots) as Lots;
    this.remainder = left > 0 ? { ...working, lots: left, lastFillIndex: moment.index } : null;
    const order = { ...working.order, id: working.id, type: 'limit' as const };
    this.fillEntry(order, { lots, price, isMaker: true, openedInsideCandle: false }, moment);
  }

  /** The price a working order gets when `touch` reaches its limit on a later candle than it was born in. */
  private touchPrice(working: WorkingOrder, touch: number, best: number, moment: Moment): Ticks | undefined {
    const { instrument } = this.config;
    if (moment.index <= (working.lastFillIndex ?? working.bornIndex)) return undefined;
    const limit = instrument.price(working.limit);
    const isBuy = working.order.direction === 1;
    if (isBuy ? touch > limit : touch < limit) return undefined;
    return instrument.ticksAgainst(isBuy ? Math.min(limit, best) : Math.max(limit, best), working.order.direction);
  }

  /** Cancels working orders whose life of candles is over; called after the fill tests of a candle. */
  expire(index: number, ts: number): void {
    const life = this.config.strategy.engine.pending_trigger_max_bars;
    for (const working of [this.entryLimit, this.remainder]) {
      if (working !== null && index - working.bornIndex >= life) this.cancel(working, 'pending_trigger_expired', ts);
    }
  }

  cancelAll(reason: WorkingOrderCancelled['reason'], ts: number): number {
    const working = [this.entryLimit, this.remainder].filter((order) => order !== null);
    for (const order of working) this.cancel(order, reason, ts);
    return working.length;
  }

  private cancel(working: WorkingOrder, reason: WorkingOrderCancelled['reason'], ts: number): void {
    if (working.isRemainder) this.remainder = null;
    else this.entryLimit = null;
    this.observer.event(workingOrderCancelled(working, this.config.instrument, reason), ts);
  }

  /** Tests the position against a closed candle: stop, target, then age. Moves the trail when it stays open. */
  exitOnCandle(candle: Candle, moment: Moment): void {
    const { position } = this;
    if (position === null) return;
    const { entryIndex, openedInsideCandle, direction } = position.opening;
    const isEntryCandle = openedInsideCandle && entryIndex === moment.index;
    const call = candleExit(position, candle, moment.index);
    if (call !== undefined) {
      const since = isEntryCandle ? call.reference : candle.open;
      position.noteExcursion(Math.min(since, call.reference), Math.max(since, call.reference));
      this.exit(call, moment);
      return;
    }
    if (isEntryCandle) {
      // a limit is passed on the way to the extreme against it; whether the other one came before is not known
      const against = direction === 1 ? candle.low : candle.high;
      position.noteExcursion(against, against);
      return;
    }
    position.noteExcursion(candle.low, candle.high);
    this.ageAndTrail(candle.close, moment);
  }

  /** At a candle's close: the exit of a position that is open for too long, else the move of its trail. */
  ageAndTrail(close: number, moment: Moment): void {
    const { position } = this;
    if (position === null) return;
    const { engine, execution } = this.config.strategy;
    if (moment.index - position.opening.entryIndex > engine.max_bars_open) {
      this.exit({ reason: 'STALE_EXIT', reference: this.marketReference(close, position) }, moment);
      return;
    }
    const rule = { activateR: execution.trail_activate_r, distanceR: execution.trail_distance_r };
    const moved = position.moveTrail(close, rule);
    if (moved === 'kept' || position.trail === null) return;
    const event = moved === 'activated' ? 'TrailActivated' : 'TrailMoved';
    const trail = this.config.instrument.formatPrice(position.trail);
    this.observer.event({ event, trade_id: position.opening.tradeId, trail }, moment.ts);
  }

  exitOnQuote(quote: Quote, moment: Moment): void {
    const { position } = this;
    if (position === null) return;
    const touch = position.opening.direction === 1 ? quote.bid : quote.ask;
    position.noteExcursion(touch, touch);
    const call = quoteExit(position, quote);
    if (call !== undefined) this.exit(call, moment);
  }

  /** Closes the position as a market order at `reference` (already with its half spread), slipped. */
  forceClose(reason: ExitReason, reference: number, moment: Moment): boolean {
    if (this.position === null) return false;
    this.exit({ reason, reference }, moment);
    return true;
  }

  /** Reference of a market order that closes `position` on candle data: close × (1 ∓ half spread). */
  marketReference(close: number, position: Position): number {
    return close * (1 - (position.opening.direction * this.config.strategy.execution.half_spread_bps) / 10_000);
  }

  private exit(call: ExitCall, moment: Moment): void {
    const { position } = this;
    if (position === null) return;
    const { instrument, strategy, fees } = this.config;
    const isMaker = call.reason === 'TP' && strategy.execution.take_profit === 'limit';
    const direction = position.opening.direction === 1 ? -1 : 1;
    const lots = position.lots.lots;
    const target = position.targetPrice;
    const reference = isMaker
      ? direction === -1
        ? Math.max(target, call.reference)
        : Math.min(target, call.reference)
      : call.reference;
    const real = isMaker ? reference : this.slip(reference, direction, lots, moment);
    const price = Math.max(1, instrument.ticksAgainst(real, direction)) as Ticks;
    const liquidity = isMaker ? 'maker' : 'taker';
    const fee = fees.fee(instrument.notional(price, lots), liquidity);

    const fill = { price, fee, ts: moment.ts, index: moment.index, reason: call.reason };
    const filled = exitFilled(position, fill, liquidity, instrument);
    const trade = closeTrade(position, fill, instrument);
    this.observer.event(filled, moment.ts);
    this.ledger.post(trade.gross);
    this.ledger.post(-fee as Money);
    this.position = null;
    this.lastCloseIndex = moment.index;
    this.observer.event(trade.event, moment.ts);
    if (this.remainder !== null) this.cancel(this.remainder, 'position_closed', moment.ts);
    this.onTrade(trade.pnl);
  }

  private fillEntry(order: EntryOrder, fill: EntryFill, moment: Moment): void {
    const { instrument, fees } = this.config;
    const fee = fees.fee(instrument.notional(fill.price, fill.lots), fill.isMaker ? 'maker' : 'taker');
    this.position ??= new Position(
      {
        tradeId: ++this.tradeCount,
        orderId: order.id,
        setup: order.setup,
        direction: order.direction,
        stop: order.stop,
        target: order.target,
        entryIndex: moment.index,
        entryTs: moment.ts,
        openedInsideCandle: fill.openedInsideCandle,
      },
      instrument,
    );
    this.position.lots.add(fill.lots, fill.price, fee);
    this.ledger.post(-fee as Money);
    this.observer.event(
      entryFilled(order, fill, { tradeId: this.position.opening.tradeId, fee }, instrument),
      moment.ts,
    );
  }

  private leaveRemainder(order: EntryOrder, lots: Lots, limit: Ticks, moment: Moment): void {
    if (lots <= 0) return;
    const id = `${order.id}_remainder`;
    this.remainder = { order, id, isRemainder: true, limit, lots, bornIndex: moment.index };
    this.announceWorking(this.remainder, moment.ts);
  }

  private announceWorking(working: WorkingOrder, ts: number): void {
    const { instrument, strategy } = this.config;
    this.observer.event(workingOrderCreated(working, instrument, strategy.engine.pending_trigger_max_bars), ts);
  }

  private slip(reference: number, direction: 1 | -1, lots: Lots, moment: Moment): number {
    const { strategy, instrument } = this.config;
    const size = { qty: instrument.qty(lots), meanVolume: moment.meanVolume };
    return slippedPrice(reference, direction, strategy.execution.slip_bps, size);
  }

  /** Lots that one entry order gets from one candle at this price. */
  private liquidity(price: Ticks, moment: Moment): Lots {
    const { instrument, strategy } = this.config;
    const byValue = strategy.execution.liquidity_usd / instrument.price(price);
    const byVolume = moment.volume > 0 ? strategy.execution.liquidity_share * moment.volume : byValue;
    return instrument.lotsDown(Math.min(byVolume, byValue));
  }

  save(): PaperBookState {
    const { entryLimit, remainder, tradeCount, lastCloseIndex } = this;
    const position = this.position?.save() ?? null;
    return { position, entryLimit, remainder, tradeCount, lastCloseIndex, executed: [...this.executed] };
  }

  load(state: PaperBookState): void {
    this.position = state.position === null ? null : Position.load(state.position, this.config.instrument);
    this.entryLimit = state.entryLimit;
    this.remainder = state.remainder;
    this.tradeCount = state.tradeCount;
    this.lastCloseIndex = state.lastCloseIndex;
    for (const [id, ts] of state.executed) this.executed.set(id, ts);
  }
}

export interface PaperBookState {
  readonly position: PositionState | null;
  readonly entryLimit: WorkingOrder | null;
  readonly remainder: WorkingOrder | null;
  readonly tradeCount: number;
  readonly lastCloseIndex: number;
  readonly executed: readonly (readonly [string, number])[];
}
