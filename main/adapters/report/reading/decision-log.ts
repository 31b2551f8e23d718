import { asFields, type Fields, listOf, numberOf, parseFields, textOf } from './fields.ts';
import { Latest, LatestLines } from './latest.ts';

const MAX_ORDERS = 1000;
const MAX_REFUSED = 200;
const MAX_QUIET = 200;
/** Outcome, reason, cost and equity stand at the end of a decision's line; written otherwise, it is parsed whole. */
const TAIL = /,"outcome":"([a-z_]+)","reason":"(\w*)","cost_r":([^,]+),"equity":"(-?[\d.]+)"\}$/;
const TAIL_LENGTH = 192;
/** What an order leaves unfilled goes on under its id with this ending. */
const REMAINDER = '_remainder';

interface Summary {
  readonly outcome: string;
  readonly reason: string;
  /** A setup had fired, so a round trip could be priced. */
  readonly hadSignal: boolean;
  readonly equity: number;
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
  private readonly refusedLines = new LatestLines(MAX_REFUSED);
  private readonly quietLines = new LatestLines(MAX_QUIET);
  private readonly fates = new Map<string, OrderFate>();
  /** The order decision whose order has no id yet. */
  private unnamed: OrderFate | null = null;
  total = 0;

  /** Returns the decision's equity, NaN if it has none, or undefined when the line is damaged. */
  addLine(buffer: Buffer, start: number, end: number): number | undefined {
    const summary = summaryOf(buffer, start, end);
    if (summary === undefined) return undefined;
    if (summary.outcome === 'order') {
      const decision = parseFields(buffer.toString('utf8', start, end));
      if (decision === undefined) return undefined;
      this.unnamed = { tradeId: null, ended: null };
      this.orders.add({ ...decisionRow(decision), fate: this.unnamed });
    } else {
      this.unnamed = null;
      this.reasons.set(summary.reason, (this.reasons.get(summary.reason) ?? 0) + 1);
      (summary.hadSignal ? this.refusedLines : this.quietLines).add(buffer, start, end);
    }
    this.total++;
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

  /** The latest signals that a later stage refused, oldest first. */
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
    const [, outcome = '', reason = '', cost, equity] = tail;
    return { outcome, reason, hadSignal: cost !== 'null', equity: Number(equity) };
  }
  const decision = parseFields(buffer.toString('utf8', start, end));
  if (decision === undefined || textOf(decision, 'outcome') === '') return undefined;
  return {
    outcome: textOf(decision, 'outcome'),
    reason: textOf(decision, 'reason'),
    hadSignal: textOf(decision, 'cost_r') !== '',
    equity: numberOf(decision, 'equity'),
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
  return {
    at: textOf(event, 'timestamp'),
    reason: textOf(event, 'reason'),
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
  };
}
