import { parseTimestamp } from '../../../../shared/time.ts';
import { CandleStore } from './candle-store.ts';
import { DecisionLog } from './decision-log.ts';
import { eventHead } from './event-head.ts';
import { describeFields, type Fields, numberOf, parseFields, textOf } from './fields.ts';
import { Incidents } from './incidents.ts';
import { Latest } from './latest.ts';

/** One line of a history table. */
export interface HistoryEntry {
  readonly at: string;
  /** Its place in market time, ms UTC; NaN before the first decision of a simulated market. */
  readonly marketAt: number;
  readonly event: string;
  readonly detail: string;
}

export type HistoryGroup = 'breaker' | 'feed' | 'session' | 'orders' | 'funding';

const GROUPS: Readonly<Record<string, HistoryGroup>> = {
  CIRCUIT_BREAKER_TRIPPED: 'breaker',
  BreakerReset: 'breaker',
  ErrorBreakerOpened: 'breaker',
  ErrorBreakerClosed: 'breaker',
  FeedConnected: 'feed',
  FeedLost: 'feed',
  GapBackfillComplete: 'feed',
  QUEUE_OVERFLOW: 'feed',
  MalformedMessage: 'feed',
  SEED_INCOMPLETE: 'feed',
  FALLBACK: 'feed',
  StaleData: 'feed',
  CandleRepaired: 'feed',
  FeedBlind: 'feed',
  ClockJumped: 'feed',
  SystemSuspended: 'feed',
  SystemResumed: 'feed',
  OrderDenied: 'orders',
  OrderDropped: 'orders',
  OrderQueueBackpressure: 'orders',
  FundingApplied: 'funding',
};
/** Seen in the chart and the tables of trades and decisions; in the histories they would only be noise. */
const SHOWN_ELSEWHERE = new Set([
  'SignalGenerated',
  'OrderSubmitted',
  'ExecutionFill',
  'ExecutionExit',
  'WorkingOrderCreated',
  'WorkingOrderCancelled',
  'TrailActivated',
  'TrailMoved',
]);
/** Nothing but their number is of interest. */
const COUNTED_ONLY = new Set(['SignalGenerated', 'TrailActivated', 'TrailMoved', 'WorkingOrderCreated']);
/** Stamped with market time whatever the source. */
const MARKET_EVENTS = new Set(['ExecutionFill', 'ExecutionExit', 'WorkingOrderCancelled', 'CIRCUIT_BREAKER_TRIPPED']);
const LIVE_SOURCES = new Set(['bitunix']);
/** Long, and shown elsewhere. */
const LEFT_OUT = ['config', 'config_hash'];
const MAX_ENTRIES = 200;
/** A candle's line as the writer orders it; any other order is parsed as JSON. */
const CANDLE =
  /"open_time":(\d+),"open":"([\d.]+)","high":"([\d.]+)","low":"([\d.]+)","close":"([\d.]+)",.*"source":"(\w+)"\}$/;

/** What the report needs of `events.jsonl`, line by line. Only lines that matter one by one are parsed. */
export class EventDigest {
  readonly counts = new Map<string, number>();
  readonly candles = new CandleStore();
  readonly decisions = new DecisionLog();
  readonly incidents = new Incidents();
  readonly exits: Fields[] = [];
  /** Initial stop of each trade, by its id. */
  readonly stops = new Map<string, string>();
  /** The latest trip of the circuit breaker, or null. */
  trip: Fields | null = null;
  readonly history: Readonly<Record<HistoryGroup, Latest<HistoryEntry>>> = {
    breaker: new Latest(MAX_ENTRIES),
    feed: new Latest(MAX_ENTRIES),
    session: new Latest(MAX_ENTRIES),
    orders: new Latest(MAX_ENTRIES),
    funding: new Latest(MAX_ENTRIES),
  };
  start: Fields | null = null;
  end: Fields | null = null;
  /** Candles that came before the run or were made up: they warmed up the indicators only. */
  warmUpCandles = 0;
  damagedLines = 0;
  private marketAt = Number.NaN;
  private readonly onMark: (ts: number, equity: string) => void;

  /** `onMark` is told the equity of each decision, decimal text, with its market time, ms UTC. */
  constructor(onMark: (ts: number, equity: string) => void) {
    this.onMark = onMark;
  }

  /** Market time reached, ms UTC; NaN when nothing tells. */
  get reachedAt(): number {
    return this.marketAt;
  }

  line(buffer: Buffer, start: number, end: number): void {
    const head = eventHead(buffer, start, end);
    if (head === undefined) {
      this.damagedLines++;
      return;
    }
    const { name, at } = head;
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
    if (name === 'CandleProcessed') this.candle(buffer.toString('latin1', start, end));
    else if (name === 'DecisionMade') this.decision(buffer, start, end, at);
    else if (!COUNTED_ONLY.has(name)) this.parsed(name, parseFields(buffer.toString('utf8', start, end)));
  }

  private decision(buffer: Buffer, start: number, end: number, at: string): void {
    const equity = this.decisions.addLine(buffer, start, end);
    if (equity === undefined) this.damagedLines++;
    else {
      this.marketAt = parseTimestamp(Date.parse(at)) ?? Number.NaN;
      this.onMark(this.marketAt, equity);
    }
  }

  private parsed(name: string, event: Fields | undefined): void {
    if (event === undefined) {
      this.damagedLines++;
      return;
    }
    this.decisions.orderEvent(name, event);
    if (name === 'ExecutionExit') this.exits.push(event);
    if (name === 'ExecutionFill') this.noteStop(textOf(event, 'trade_id'), textOf(event, 'stop'));
    if (name === 'CIRCUIT_BREAKER_TRIPPED') this.trip = event;
    if (name === 'SessionStart') this.start ??= event;
    if (name === 'SessionEnd') this.end = event;
    const marketAt = this.place(name, event);
    if (SHOWN_ELSEWHERE.has(name)) return;
    const entry = { at: textOf(event, 'timestamp'), marketAt, event: name, detail: describeFields(event, LEFT_OUT) };
    this.history[GROUPS[name] ?? 'session'].add(entry);
  }

  /**
   * Where in market time an event belongs. A live market runs on the clock of the session; beside a simulated one the
   * session's clock says nothing about the market, but the order of the events does.
   */
  private place(name: string, event: Fields): number {
    const own = parseTimestamp(Date.parse(textOf(event, 'timestamp'))) ?? Number.NaN;
    const ownTime = LIVE_SOURCES.has(textOf(this.start ?? {}, 'source'));
    const before = this.marketAt;
    if (ownTime || MARKET_EVENTS.has(name)) this.marketAt = own;
    this.incidents.event(name, event, { at: this.marketAt, before, ownTime });
    return this.marketAt;
  }

  private noteStop(tradeId: string, stop: string): void {
    if (!this.stops.has(tradeId)) this.stops.set(tradeId, stop);
  }

  private candle(line: string): void {
    const [, openTime, open, high, low, close, source] = CANDLE.exec(line) ?? [];
    if (source !== undefined) {
      this.addCandle(source, Number(openTime), Number(open), Number(high), Number(low), Number(close));
      return;
    }
    const event = parseFields(line);
    if (event === undefined) {
      this.damagedLines++;
      return;
    }
    const number = (key: string) => numberOf(event, key);
    const prices = [number('open'), number('high'), number('low'), number('close')] as const;
    this.addCandle(textOf(event, 'source'), number('open_time'), ...prices);
  }

  private addCandle(source: string, openTime: number, open: number, high: number, low: number, close: number): void {
    if (source === 'history' || source === 'synthetic') this.warmUpCandles++;
    else if (parseTimestamp(openTime) === openTime) this.candles.add(openTime, open, high, low, close);
  }
}
