import type {
  ExecutionFill,
  OrderDenied,
  OrderSubmitted,
  WorkingOrderCancelled,
  WorkingOrderCreated,
} from '../../../shared/events.ts';
import type { Instrument } from '../../../shared/instrument.ts';
import { orderSide } from '../../../shared/market.ts';
import { formatMoney, type Lots, type Money, type Ticks } from '../../../shared/money.ts';
import type { EntryOrder, WorkingOrder } from './orders.ts';
import type { Position } from './position.ts';
import { type ExitFill, exitOrderType } from './trade-close.ts';

/** What happened to orders, as events: pure, one function for each, so that books and engine only decide. */

/** An order left for the market, or for the execution queue, where it waits `latencyMs`. */
export function orderSubmitted(order: EntryOrder, instrument: Instrument, latencyMs: number): OrderSubmitted {
  return {
    event: 'OrderSubmitted',
    order_id: order.id,
    setup: order.setup,
    side: orderSide(order.direction),
    type: order.type,
    qty: instrument.formatQty(order.lots),
    price: instrument.formatPrice(order.price),
    stop: instrument.formatPrice(order.stop),
    target: instrument.formatPrice(order.target),
    latency_ms: latencyMs,
  };
}

/** We refused an order before any market saw it. */
export function orderDenied(order: EntryOrder, instrument: Instrument, reason: string): OrderDenied {
  return {
    event: 'OrderDenied',
    order_id: order.id,
    setup: order.setup,
    side: orderSide(order.direction),
    qty: instrument.formatQty(order.lots),
    price: instrument.formatPrice(order.price),
    reason,
  };
}

/** A limit order waits for its price, at most `lifeBars` candles. */
export function workingOrderCreated(
  working: WorkingOrder,
  instrument: Instrument,
  lifeBars: number,
): WorkingOrderCreated {
  return { event: 'WorkingOrderCreated', ...describeWorking(working, instrument), expires_after_bars: lifeBars };
}

export function workingOrderCancelled(
  working: WorkingOrder,
  instrument: Instrument,
  reason: WorkingOrderCancelled['reason'],
): WorkingOrderCancelled {
  return { event: 'WorkingOrderCancelled', ...describeWorking(working, instrument), reason };
}

function describeWorking({ id, order, lots, limit }: WorkingOrder, instrument: Instrument) {
  return {
    order_id: id,
    side: orderSide(order.direction),
    qty: instrument.formatQty(lots),
    price: instrument.formatPrice(limit),
  };
}

/** What one order got at once. */
export interface EntryFill {
  readonly lots: Lots;
  readonly price: Ticks;
  readonly isMaker: boolean;
  readonly openedInsideCandle: boolean;
}

/** An entry filled, in part or whole, and cost `fee`. */
export function entryFilled(
  order: EntryOrder,
  fill: EntryFill,
  { tradeId, fee }: { readonly tradeId: number; readonly fee: Money },
  instrument: Instrument,
): ExecutionFill {
  return {
    event: 'ExecutionFill',
    order_id: order.id,
    trade_id: tradeId,
    setup: order.setup,
    side: orderSide(order.direction),
    type: order.type,
    qty: instrument.formatQty(fill.lots),
    price: instrument.formatPrice(fill.price),
    fee: formatMoney(fee),
    liquidity: fill.isMaker ? 'maker' : 'taker',
    reduce_only: false,
    stop: instrument.formatPrice(order.stop),
    target: instrument.formatPrice(order.target),
  };
}

/** The whole position left the market; asked for while the position still holds its lots. */
export function exitFilled(
  { opening, lots }: Position,
  { price, fee, reason }: ExitFill,
  liquidity: 'maker' | 'taker',
  instrument: Instrument,
): ExecutionFill {
  return {
    event: 'ExecutionFill',
    order_id: `${opening.orderId}_exit`,
    trade_id: opening.tradeId,
    setup: opening.setup,
    side: orderSide(opening.direction === 1 ? -1 : 1),
    type: exitOrderType(reason),
    qty: instrument.formatQty(lots.lots),
    price: instrument.formatPrice(price),
    fee: formatMoney(fee),
    liquidity,
    reduce_only: true,
    stop: instrument.formatPrice(opening.stop),
    target: instrument.formatPrice(opening.target),
  };
}
