import type { Frame, ServerMessage, Snapshot } from '../../shared/ipc/frames.ts';
import { breakerFigures, isEvent } from './event-shape.ts';
import {
  type Check,
  count,
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

export const bar = fields({
  t: moment,
  o: finite,
  h: finite,
  l: finite,
  c: finite,
  v: finite,
  a: orNull(recordOf(finite)),
});

const safety = fields({
  halted: orNull(fields({ by: text, at: text })),
  tripped: orNull(fields({ reason: text, at: text })),
  engagedBy: listOf(text),
});

const position = fields({
  trade_id: count,
  side: oneOf('LONG', 'SHORT'),
  setup: text,
  qty: text,
  entry_price: text,
  entry_time: moment,
  breakeven: text,
  stop: text,
  target: text,
  trail: orNull(text),
  unrealised: text,
  bars_open: finite,
});

const workingOrder = fields({ order_id: text, side: oneOf('BUY', 'SELL'), qty: text, price: text });

const feed = fields({
  isLive: flag,
  reconnects: finite,
  messagesPerSecond: finite,
  dropped: finite,
  malformed: finite,
  repairs: finite,
  clockOffsetMs: orNull(finite),
  isDegraded: flag,
  reasons: listOf(text),
  isSynthetic: flag,
});

export const session = fields({
  run_id: text,
  state: oneOf('idle', 'starting', 'seeding', 'running', 'stopping', 'stopped'),
  stop_reason: orNull(text),
  mode: text,
  source: text,
  symbol: text,
  interval: text,
  strategy: text,
  seed: finite,
  started_at: text,
  uptime_sec: finite,
  speed: finite,
  market_time: orNull(moment),
  replay_span: orNull(listOf(moment)),
  has_quotes: flag,
  seq: count,
  equity: text,
  realised: text,
  starting_equity: text,
  price: text,
  position: orNull(position),
  working_orders: listOf(workingOrder),
  queued_orders: count,
  trades: finite,
  candles: count,
  errors: count,
  feed_age_ms: orNull(finite),
  feed: orNull(feed),
  is_halted: flag,
  is_tripped: flag,
  is_paused: flag,
  breaker: breakerFigures,
});

const condition = fields({ kind: text, at: isoTime, after: orNull(moment), until: orNull(moment), cause: text });

export const equityPoint: Check = (point) =>
  Array.isArray(point) && point.length === 2 && moment(point[0]) && finite(point[1]);

export const view = fields({
  seq: count,
  bars: listOf(bar),
  decisions: listOf(isEvent),
  fills: listOf(isEvent),
  exits: listOf(isEvent),
  equity: listOf(equityPoint),
  events: listOf(isEvent),
  conditions: listOf(condition),
  trail: orNull(text),
});

export const limits = fields({
  is_on: flag,
  max_drawdown_pct: finite,
  max_losing_streak: finite,
  max_daily_loss: text,
});

const snapshot = fields({
  schema_version: oneOf(1),
  info: fields({
    app_version: text,
    git_commit: orNull(text),
    workspace: text,
    strategies: listOf(text),
    symbols: listOf(text),
    intervals: listOf(text),
    sources: listOf(text),
    start: fields({
      source: text,
      strategy: text,
      duration_min: finite,
      speed: finite,
      symbol: text,
      interval: text,
      breakers: flag,
    }),
  }),
  safety,
  session: orNull(session),
  limits: orNull(limits),
  unfinished: orNull(fields({ run_id: text, started_at: text, source: text, strategy: text })),
  view,
  open_bar: orNull(bar),
  frame: count,
});

const frame = fields({
  n: count,
  session: orNull(session),
  safety,
  open_bar: orNull(bar),
  events: listOf(isEvent),
  resync: flag,
});

const reply = (value: unknown): boolean =>
  isRecord(value) && (value.ok === true || (value.ok === false && fields({ code: text, message: text })(value.error)));

export function isSnapshot(value: unknown): value is Snapshot {
  return snapshot(value);
}

export function isFrame(value: unknown): value is Frame {
  return frame(value);
}

/** Reads one message of the server; `undefined` when it is not one that the contract knows. Never throws. */
export function parseServerMessage(data: unknown): ServerMessage | undefined {
  if (typeof data !== 'string') return undefined;
  let message: unknown;
  try {
    message = JSON.parse(data);
  } catch {
    return undefined;
  }
  if (!isRecord(message)) return undefined;
  const isKnown =
    (message.type === 'snapshot' && isSnapshot(message.snapshot)) ||
    (message.type === 'frame' && isFrame(message.frame)) ||
    (message.type === 'reply' && count(message.id) && reply(message.reply));
  return isKnown ? (message as unknown as ServerMessage) : undefined;
}
