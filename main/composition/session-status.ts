import type { Instrument } from '../../shared/instrument.ts';
import { orderSide, positionSide } from '../../shared/market.ts';
import { formatMoney, type Ticks } from '../../shared/money.ts';
import type { PositionStatus, SessionStatus, WorkingOrderStatus } from '../../shared/session-status.ts';
import type { Position } from '../engine/execution/position.ts';
import type { SessionActor } from '../session/session-actor.ts';
import type { SessionSetup } from '../session/session-setup.ts';

/** What a session is and has, at this moment. */
export function describeSession(
  actor: SessionActor,
  run: {
    readonly runId: string;
    readonly startedAt: Date;
    readonly endedAt: Date | null;
    readonly setup: SessionSetup;
    readonly speed: number | 'max';
    readonly replaySpan: readonly [number, number] | null;
  },
): SessionStatus {
  const { core } = actor;
  const { engine } = core;
  const { setup } = run;
  return {
    schema_version: 1,
    run_id: run.runId,
    state: core.phase,
    stop_reason: core.stopReason,
    mode: setup.mode,
    source: setup.source,
    symbol: setup.symbol,
    interval: setup.interval,
    has_quotes: setup.hasQuotes,
    strategy: setup.strategyName,
    seed: setup.seed,
    started_at: run.startedAt.toISOString(),
    uptime_sec: Math.max(0, Math.floor(((run.endedAt ?? new Date()).getTime() - run.startedAt.getTime()) / 1000)),
    speed: run.speed === 'max' ? 0 : run.speed,
    market_time: engine.marketTime === 0 ? null : engine.marketTime,
    replay_span: run.replaySpan,
    seq: core.seq,
    equity: formatMoney(engine.equity),
    realised: formatMoney(engine.ledger.balance),
    starting_equity: setup.startingEquity,
    price: engine.lastPriceText,
    position: describePosition(actor),
    working_orders: describeWorking(actor),
    queued_orders: core.queuedOrders,
    trades: engine.book.tradeCount - (engine.book.position === null ? 0 : 1),
    candles: core.candleCount,
    errors: core.errorCount,
    feed_age_ms: actor.feedAgeMs,
    feed: actor.feedHealth,
    is_halted: core.isHalted,
    is_tripped: engine.breaker.isTripped,
    is_paused: core.isPaused,
    breaker: engine.breaker.figures,
  };
}

function describePosition({ core }: SessionActor): PositionStatus | null {
  const { position } = core.engine.book;
  if (position === null) return null;
  const { instrument } = core.engine.config;
  const { opening, lots, trail } = position;
  const { equity, ledger } = core.engine;
  return {
    trade_id: opening.tradeId,
    side: positionSide(opening.direction),
    setup: opening.setup,
    qty: instrument.formatQty(lots.lots),
    entry_price: instrument.formatAverage(lots.cost, lots.lots),
    entry_time: opening.entryTs,
    breakeven: instrument.formatPrice(breakevenTicks(position, instrument, core.engine.config.fees.taker)),
    stop: instrument.formatPrice(opening.stop),
    target: instrument.formatPrice(opening.target),
    trail: trail === null ? null : instrument.formatPrice(trail),
    unrealised: formatMoney((equity - ledger.balance) as typeof equity),
    // with quotes a position opens and closes in the candle after the last closed one
    bars_open: core.engine.indicators.count + (core.engine.config.hasQuotes ? 1 : 0) - opening.entryIndex,
  };
}

/** Exit price that pays entry fees, its own fee and funding, rounded to the tick against the trader. */
function breakevenTicks({ opening, lots, funding }: Position, instrument: Instrument, taker: number): Ticks {
  const { direction } = opening;
  const perTick = lots.lots * instrument.tickLotValue;
  const owed = direction * lots.cost * instrument.tickLotValue + lots.fees - funding;
  const ticks = owed / (perTick * (direction - taker));
  return (direction === 1 ? Math.ceil(ticks) : Math.floor(ticks)) as Ticks;
}

function describeWorking({ core }: SessionActor): WorkingOrderStatus[] {
  const { book, config } = core.engine;
  const working = [book.entryLimit, book.remainder].filter((order) => order !== null);
  return working.map((order) => ({
    order_id: order.id,
    side: orderSide(order.order.direction),
    qty: config.instrument.formatQty(order.lots),
    price: config.instrument.formatPrice(order.limit),
  }));
}
