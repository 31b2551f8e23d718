import type { EventName, SessionEvent } from '../../shared/events.ts';
import {
  type Check,
  count,
  decimal,
  fields,
  finite,
  flag,
  isoTime,
  isRecord,
  listOf,
  moment,
  oneOf,
  orNull,
  recordOf,
  text,
} from './shape.ts';

const header = fields({ event: text, timestamp: isoTime, seq: count });

const scalar: Check = (value) => value === null || ['number', 'string', 'boolean'].includes(typeof value);
const stage = fields({ stage: text, result: text, reason: text, inputs: recordOf(scalar) });
const orderSide = oneOf('BUY', 'SELL');
/** Decimals that are only shown are taken as any text: what is no number shows as unknown. */
const price = { qty: text, price: text };
const bracket = { stop: text, target: text };

export const breakerFigures = fields({
  equity: text,
  peak_equity: text,
  drawdown_pct: finite,
  losing_streak: finite,
  daily_loss: text,
});

/** What the page reads of each event. An event of a name that is not listed is shown by its name alone. */
const BODIES: Readonly<Partial<Record<EventName, Check>>> = {
  CandleProcessed: fields({
    source: text,
    open_time: moment,
    open: decimal,
    high: decimal,
    low: decimal,
    close: decimal,
    volume: decimal,
  }),
  DecisionMade: fields({
    open_time: moment,
    stages: listOf(stage),
    outcome: oneOf('order', 'no_trade'),
    reason: text,
    cost_r: orNull(finite),
    equity: decimal,
  }),
  ExecutionFill: fields({
    ...price,
    ...bracket,
    order_id: text,
    trade_id: count,
    setup: text,
    side: orderSide,
    type: text,
    fee: text,
    reduce_only: flag,
  }),
  ExecutionExit: fields({
    ...price,
    trade_id: count,
    side: oneOf('LONG', 'SHORT'),
    setup: text,
    reason: text,
    entry_ts: isoTime,
    entry_price: text,
    exit_ts: isoTime,
    gross_pnl: text,
    fees: text,
    funding: text,
    pnl: text,
    r_multiple: text,
    bars_open: finite,
    tags: listOf(text),
  }),
  TrailActivated: fields({ trade_id: count, trail: text }),
  TrailMoved: fields({ trade_id: count, trail: text }),
  CIRCUIT_BREAKER_TRIPPED: fields({ reason: text, figures: breakerFigures }),
  CandleRepaired: fields({ open_time: moment, fields: listOf(text) }),
  GapBackfillComplete: fields({ from: moment, to: moment, count }),
  FeedBlind: fields({ from: moment, to: moment }),
  FundingApplied: fields({ settled_at: isoTime, rate: text, price: text, amount: text, known: flag }),
};

export function isEvent(value: unknown): value is SessionEvent {
  if (!header(value) || !isRecord(value)) return false;
  const name = value.event as EventName;
  return Object.hasOwn(BODIES, name) ? (BODIES[name]?.(value) ?? true) : true;
}
