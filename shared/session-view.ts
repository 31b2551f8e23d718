import { type Averages, averagesOf } from './averages.ts';
import { type Condition, foldConditions } from './conditions.ts';
import type {
  CandleProcessed,
  DecisionMade,
  EventHeader,
  ExecutionExit,
  ExecutionFill,
  SessionEvent,
} from './events.ts';

/**
 * One candle for the chart; numbers, because charts draw numbers. `t` is the open time in ms UTC, `a` the averages at its
 * close: null while the candle is open, and where they are not known.
 */
export interface Bar {
  readonly t: number;
  readonly o: number;
  readonly h: number;
  readonly l: number;
  readonly c: number;
  readonly v: number;
  readonly a: Averages | null;
}

/** Equity marked to a candle's close: time of the close in ms UTC, USDT. */
export type EquityPoint = readonly [ts: number, equity: number];

export type Recorded<Body> = Body & EventHeader;

/** What is kept of each kind, newest last. Older bars are asked for when the chart scrolls to them. */
export const KEPT = { bars: 5000, decisions: 1000, events: 1000, fills: 1000, exits: 1000, equity: 5000 } as const;

/** What the events of a session amount to for somebody who watches it. */
export interface SessionViewState {
  /** Sequence number of the last event folded in; 0 before the first. */
  readonly seq: number;
  readonly bars: readonly Bar[];
  readonly decisions: readonly Recorded<DecisionMade>[];
  readonly fills: readonly Recorded<ExecutionFill>[];
  readonly exits: readonly Recorded<ExecutionExit>[];
  readonly equity: readonly EquityPoint[];
  /** Everything but candles and decisions. */
  readonly events: readonly SessionEvent[];
  /** Oldest first. */
  readonly conditions: readonly Condition[];
  /** Trailing stop of the open position, decimal text; null without one. */
  readonly trail: string | null;
}

export const EMPTY_VIEW: SessionViewState = {
  seq: 0,
  bars: [],
  decisions: [],
  fills: [],
  exits: [],
  equity: [],
  events: [],
  conditions: [],
  trail: null,
};

/**
 * Folds new events into a view; the main process and the page use this same function. Pure: the given view is not changed.
 * Events already folded in are passed over. Returns `undefined` when events are missing in between: ask for a snapshot.
 */
export function foldSession(view: SessionViewState, events: readonly SessionEvent[]): SessionViewState | undefined {
  const fresh = events.filter((event) => event.seq > view.seq);
  const first = fresh[0];
  if (first === undefined) return view;
  if (first.seq !== view.seq + 1) return undefined;
  const added = {
    bars: [] as Bar[],
    decisions: [] as Recorded<DecisionMade>[],
    fills: [] as Recorded<ExecutionFill>[],
    exits: [] as Recorded<ExecutionExit>[],
    equity: [] as EquityPoint[],
    events: [] as SessionEvent[],
  };
  let { bars, conditions, trail, seq } = view;
  let lastCandle = bars.at(-1)?.t ?? null;
  for (const event of fresh) {
    seq = event.seq;
    conditions = foldConditions(conditions, event, lastCandle);
    switch (event.event) {
      case 'CandleProcessed':
        added.bars.push(barOf(event));
        lastCandle = event.open_time;
        continue;
      case 'DecisionMade':
        bars = explained(bars, added.bars, event);
        added.decisions.push(event);
        added.equity.push([Date.parse(event.timestamp), Number(event.equity)]);
        continue;
      case 'ExecutionFill':
        added.fills.push(event);
        break;
      case 'ExecutionExit':
        added.exits.push(event);
        trail = null;
        break;
      case 'TrailActivated':
      case 'TrailMoved':
        trail = event.trail;
        break;
      default:
        break;
    }
    added.events.push(event);
  }
  return {
    seq,
    trail,
    conditions,
    bars: appended(bars, added.bars, KEPT.bars),
    decisions: appended(view.decisions, added.decisions, KEPT.decisions),
    fills: appended(view.fills, added.fills, KEPT.fills),
    exits: appended(view.exits, added.exits, KEPT.exits),
    equity: appended(view.equity, added.equity, KEPT.equity),
    events: appended(view.events, added.events, KEPT.events),
  };
}

/** The candle of an event, before its decision tells the averages. */
export function barOf({ open_time, open, high, low, close, volume }: CandleProcessed): Bar {
  return {
    t: open_time,
    o: Number(open),
    h: Number(high),
    l: Number(low),
    c: Number(close),
    v: Number(volume),
    a: null,
  };
}

/** Puts the averages of a decision on its candle, which came just before it: the last of `fresh`, else of the result. */
function explained(old: readonly Bar[], fresh: Bar[], decision: DecisionMade): readonly Bar[] {
  const last = fresh.at(-1) ?? old.at(-1);
  const a = averagesOf(decision);
  if (last?.t !== decision.open_time || a === null) return old;
  if (fresh.length === 0) return old.with(-1, { ...last, a });
  fresh[fresh.length - 1] = { ...last, a };
  return old;
}

function appended<Item>(old: readonly Item[], fresh: readonly Item[], kept: number): readonly Item[] {
  if (fresh.length === 0) return old;
  const all = [...old, ...fresh];
  return all.length > kept ? all.slice(all.length - kept) : all;
}
