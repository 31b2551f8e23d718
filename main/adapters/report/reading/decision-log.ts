import { asFields, type Fields, listOf, numberOf, parseFields, textOf } from './fields.ts';
import { Latest, LatestLines } from './latest.ts';

const MAX_ORDERS = 1000;
const MAX_REFUSED = 200;
const MAX_QUIET = 200;
/** Outcome, reason, cost and equity stand at the end of a decision's line; written otherwise, it is parsed whole. */
const TAIL = /,"outcome":"([a-z_]+)","reason":"(\w*)","cost_r":([^,]+),"equity":"(-?[\d.]+)"\}$/;
const TAIL_LENGTH = 192;
/** A signal that comes now could not have been taken, whatever it was. */
const BUSY: ReadonlySet<string> = new Set(['not_flat', 'cooldown', 'warm_up']);
/** What an order leaves unfilled goes on under its id with this ending. */
const REMAINDER = '_remainder';

interface Summary {
  readonly outcome: string;
  readonly reason: string;
  /** A setup had fired, so a round trip could be priced. */
  readonly hadSignal: boolean;
  /** Decimal text; '' when it has none. */
  readonly equity: string;
}

/** One decision with what its stages looked at; '' where a stage did not get that far. */
export interface DecisionRow {
  /** When it was made: the close of its candle, ISO. */
  readonly at: string;
  readonly reason: string;
  readonly trend: string;
  readonly regime: string;
  readonly divergence: string;
  readonly setup: string;
  readonly side: string;
  readonly type: string;
  readonly entry: string;
  readonly stop: string;
  readonly target: string;
  readonly rewardRisk: string;
  readonly costR: string;
  readonly qty: string;
  readonly boundBy: string;
  /** The stage whose reason became the decision's. */
  readonly refusedBy: string;
}

/** What became of an order, as far as its events tell. */
export interface OrderFate {
  tradeId: number | null;
  /** Reason of the event that ended it unfilled, or null. */
  ended: string | null;
}

export interface OrderDecision extends DecisionRow {
  readonly fate: OrderFate;
}

/** Counts decisions by their first reason; keeps those that led to orders and the latest that did not. */
export class DecisionLog {
  readonly reasons = new Map<string, number>();
  readonly orders = new Latest<OrderDecision>(MAX_ORDERS);
  /** The stage that a reason came from when it came first. */
  readonly stages = new Map<string, string>();
  private readonly refusedLines = new LatestLines(MAX_REFUSED);
  private readonly quietLines = new LatestLines(MAX_QUIET);
  private readonly fates = new Map<string, OrderFate>();
  /** The order decision whose order has no id yet. */
  private unnamed: OrderFate | null = null;
  total = 0;
  /** Decisions in which a setup fired. */
  signals = 0;

  /** Returns the decision's equity as decimal text, '' if it has none, or undefined when the line is damaged. */
  addLine(buffer: Buffer, start: number, end: number): string | undefined {
    const summary = summaryOf(buffer, start, end);
    if (summary === undefined) return undefined;
    if (summary.outcome === 'order') {
      const decision = parseFields(buffer.toString('utf8', start, end));
      if (decision === undefined) return undefined;
      this.unnamed = { tradeId: null, ended: null };
      this.orders.add({ ...decisionRow(decision), fate: this.unnamed });
    } else {
      this.unnamed = null;
      this.refuse(summary, buffer, start, end);
    }
    this.total++;
    if (summary.hadSignal) this.signals++;
    return summary.equity;
  }

  /** Follows an order by its events, given by name. */
  orderEvent(name: string, event: Fields): void {
    const id = textOf(event, 'order_id');
    switch (name) {
      case 'OrderSubmitted':
      case 'OrderQueueBackpressure':
        this.fateOf(id);
        break;
      case 'OrderDenied':
      case 'OrderDropped':
      case 'WorkingOrderCancelled':
        this.end(id, textOf(event, 'reason'));
        break;
      case 'ExecutionFill': {
        if (event.reduce_only === true) break;
        const fate = this.fateOf(id.endsWith(REMAINDER) ? id.slice(0, -REMAINDER.length) : id);
        if (fate !== undefined) fate.tradeId = numberOf(event, 'trade_id');
        break;
      }
      default:
    }
  }

  private refuse({ reason, hadSignal }: Summary, buffer: Buffer, start: number, end: number): void {
    const before = this.reasons.get(reason) ?? 0;
    this.reasons.set(reason, before + 1);
    if (before === 0) {
      const decision = parseFields(buffer.toString('utf8', start, end));
      this.stages.set(reason, decision === undefined ? '' : decisionRow(decision).refusedBy);
    }
    if (!hadSignal) this.quietLines.add(buffer, start, end);
    else if (!BUSY.has(reason)) this.refusedLines.add(buffer, start, end);
  }

  /** Signals that were refused though nothing was open: decisions that kept a trade from being made. */
  get refusedCount(): number {
    return this.refusedLines.total;
  }

  get quietCount(): number {
    return this.quietLines.total;
  }

  /** The latest of them, oldest first. */
  get refused(): readonly DecisionRow[] {
    return rowsOf(this.refusedLines.lines);
  }

  /** The latest candles on which no setup fired, oldest first. */
  get quiet(): readonly DecisionRow[] {
    return rowsOf(this.quietLines.lines);
  }

  private end(id: string, how: string): void {
    const fate = this.fateOf(id);
    if (fate !== undefined && fate.tradeId === null) fate.ended = how;
  }

  private fateOf(id: string): OrderFate | undefined {
    const known = this.fates.get(id);
    if (known !== undefined || this.unnamed === null || id.endsWith(REMAINDER)) return known;
    const fate = this.unnamed;
    this.unnamed = null;
    this.fates.set(id, fate);
    return fate;
  }
}

function summaryOf(buffer: Buffer, start: number, end: number): Summary | undefined {
  const tail = TAIL.exec(buffer.toString('latin1', Math.max(start, end - TAIL_LENGTH), end));
  if (tail !== null) {
    const [, outcome = '', reason = '', cost, equity = ''] = tail;
    return { outcome, reason, hadSignal: cost !== 'null', equity };
  }
  const decision = parseFields(buffer.toString('utf8', start, end));
  if (decision === undefined || textOf(decision, 'outcome') === '') return undefined;
  return {
    outcome: textOf(decision, 'outcome'),
    reason: textOf(decision, 'reason'),
    hadSignal: textOf(decision, 'cost_r') !== '',
    equity: textOf(decision, 'equity'),
  };
}

function rowsOf(lines: readonly string[]): DecisionRow[] {
  return lines
    .map(parseFields)
    .filter((fields) => fields !== undefined)
    .map(decisionRow);
}

function decisionRow(event: Fields): DecisionRow {
  const stages = new Map(listOf(event, 'stages').map((stage) => [textOf(asFields(stage), 'stage'), asFields(stage)]));
  const stage = (name: string) => stages.get(name) ?? {};
  const inputs = (name: string) => asFields(stage(name).inputs);
  const setup = textOf(stage('setup_signal'), 'result');
  const signal = inputs('setup_signal');
  const sizing = inputs('sizing');
  const reason = textOf(event, 'reason');
  return {
    at: textOf(event, 'timestamp'),
    reason,
    trend: textOf(stage('market_intake'), 'result'),
    regime: textOf(inputs('market_intake'), 'regime'),
    divergence: textOf(stage('cvd_divergence'), 'result'),
    setup: setup === 'none' ? '' : setup,
    side: textOf(signal, 'side'),
    type: textOf(signal, 'type'),
    entry: textOf(signal, 'entry'),
    stop: textOf(signal, 'stop'),
    target: textOf(signal, 'target'),
    rewardRisk: textOf(inputs('execution_risk'), 'reward_risk'),
    costR: textOf(event, 'cost_r'),
    qty: textOf(sizing, 'qty'),
    boundBy: textOf(sizing, 'bound_by'),
    refusedBy: [...stages].find(([, verdict]) => textOf(verdict, 'reason') === reason)?.[0] ?? '',
  };
}
