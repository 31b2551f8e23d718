import { assertNever } from '../../shared/assert-never.ts';
import type { EventBody, SessionEvent } from '../../shared/events.ts';
import { intervalMs } from '../../shared/interval.ts';
import { formatMoney, type Money } from '../../shared/money.ts';
import { exitCodeOf, forcedExitReason, type StopReason } from '../../shared/stop-reason.ts';
import type { EntryOrder } from '../engine/execution/orders.ts';
import { ErrorBreaker } from '../engine/risk/error-breaker.ts';
import type { EntryBlock } from '../engine/strategy/stages/risk-gate.ts';
import { TradingEngine } from '../engine/trading-engine.ts';
import type { CoreState, SessionPhase, Wakefulness } from './core-state.ts';
import { EventStamper } from './event-stamper.ts';
import { ExecutionQueue } from './execution-queue.ts';
import { OpenBar } from './open-bar.ts';
import { sessionRecovered, sessionStart } from './session-events.ts';
import type { PowerChange, SessionCommand, SessionInput } from './session-input.ts';
import { engineConfigOf, type SessionSetup } from './session-setup.ts';

const MARKET_INPUTS: ReadonlySet<SessionInput['kind']> = new Set(['candle', 'quote', 'funding', 'feed', 'error']);

/** Where a core tells its events and marks. */
export interface CoreObserver {
  /** False spares the per-candle events. */
  readonly wantsDetail: boolean;
  event(event: SessionEvent): void;
  mark(equity: Money, ts: number): void;
}

/**
 * One session as a pure function of its inputs: it owns the engine and the execution queue, blocks entries, and carries out
 * the stopping order. It knows no clock: time comes with each input.
 */
export class SessionCore {
  readonly setup: SessionSetup;
  readonly engine: TradingEngine;
  private readonly observer: CoreObserver;
  private readonly queue: ExecutionQueue;
  private errors = new ErrorBreaker();
  /** The candle in progress, for display only. */
  readonly openBar: OpenBar;
  private readonly stamper: EventStamper;
  phase: SessionPhase = 'idle';
  stopReason: StopReason | null = null;
  isPaused = false;
  isHalted = false;
  private wakefulness: Wakefulness = 'awake';
  /** Inputs consumed. */
  inputCount = 0;
  /** Live candles closed and quotes seen in this run. */
  candleCount = 0;
  quoteCount = 0;
  /** Market inputs consumed: what a recorded source has to skip on recovery. */
  marketInputCount = 0;
  private now = 0;
  private startedAt = 0;
  /** Time in which no process ran this session, between a crash and its recovery. */
  private idleMs = 0;

  constructor(setup: SessionSetup, observer: CoreObserver) {
    this.setup = setup;
    this.observer = observer;
    this.stamper = new EventStamper(setup.seed);
    this.queue = new ExecutionQueue(setup.seed);
    this.openBar = new OpenBar(intervalMs(setup.interval));
    this.engine = new TradingEngine(engineConfigOf(setup), {
      wantsDetail: observer.wantsDetail,
      event: (body, ts) => this.tell(body, ts),
      mark: (equity, ts) => observer.mark(equity, ts),
    });
    if (setup.openingBreaker !== null) this.engine.breaker.load(setup.openingBreaker);
  }

  /** Consumes one input. Everything that follows from it has been told to the observer when this returns. */
  handle(input: SessionInput): void {
    this.inputCount++;
    if (input.kind === 'start') this.startedAt = input.at;
    if (input.kind === 'recovered') this.idleMs += input.at - this.now;
    this.now = input.at;
    if (MARKET_INPUTS.has(input.kind)) this.marketInputCount++;
    if (this.phase === 'stopped') return;
    switch (input.kind) {
      case 'quote':
        this.onQuote(input);
        break;
      case 'candle':
        this.onCandle(input);
        break;
      case 'funding':
        this.engine.funding.setRate(input.ts, input.rate);
        break;
      case 'feed':
        this.tell(input.event, this.now);
        break;
      case 'timer':
        this.onTimer();
        break;
      case 'command':
        this.onCommand(input.command);
        break;
      case 'error':
        this.onError(input.error, input.what);
        break;
      case 'start':
        this.start();
        break;
      case 'recovered':
        this.onRecovered();
        break;
      case 'suspended':
      case 'resumed':
      case 'clockJumped':
        this.onPower(input);
        break;
      case 'stop':
        this.stop(input.reason, input.by);
        break;
      default:
        assertNever(input);
    }
  }

  private start(): void {
    this.phase = 'seeding';
    this.tell(sessionStart(this.setup), this.now);
  }

  private onQuote(input: SessionInput & { kind: 'quote' }): void {
    this.quoteCount++;
    this.openBar.add(input.quote, input.volume);
    this.phase = 'running';
    if (this.wakefulness === 'waking') this.setWakefulness('awake');
    this.engine.onQuote(input.quote);
    if (this.checkBreaker()) return;
    if (this.queue.length === 0) return;
    for (const order of this.queue.takeDue(input.at)) {
      this.engine.executeOnQuote(order, input.quote);
    }
    this.engine.isEntryQueued = this.queue.length > 0;
    this.checkBreaker();
  }

  private onCandle(input: SessionInput & { kind: 'candle' }): void {
    const { lastOpenTime } = this;
    // A late or repeated candle never moves an indicator or triggers a decision twice.
    if (lastOpenTime !== null && input.candle.openTime <= lastOpenTime) return;
    if (input.origin === 'live') {
      this.candleCount++;
      this.phase = 'running';
      if (!this.setup.hasQuotes && this.wakefulness === 'waking') this.setWakefulness('awake');
    }
    const order = this.engine.onCandle(input.candle, input.origin);
    if (order !== undefined) this.enqueue(order);
    this.checkBreaker();
  }

  private enqueue(order: EntryOrder): void {
    const ts = this.engine.marketTime;
    const latency = this.queue.push(order, this.now);
    this.engine.isEntryQueued = true;
    if (latency !== undefined) this.engine.tellSubmitted(order, ts, latency);
    else this.tell({ event: 'OrderQueueBackpressure', order_id: order.id, queued: this.queue.length }, this.now);
  }

  private onTimer(): void {
    if (this.errors.tick(this.now)) {
      this.tell({ event: 'ErrorBreakerClosed' }, this.now);
      this.updateBlock();
    }
    const { admitted, dropped } = this.queue.admitWaiting(this.now);
    for (const [order, latency] of admitted) this.engine.tellSubmitted(order, this.engine.marketTime, latency);
    for (const order of dropped)
      this.tell({ event: 'OrderDropped', order_id: order.id, reason: 'queue_timeout' }, this.now);
    this.engine.isEntryQueued = this.queue.length > 0;
  }

  private onError(kind: Parameters<ErrorBreaker['note']>[0], what: string): void {
    if (this.errors.note(kind, this.now)) {
      this.tell({ event: 'ErrorBreakerOpened', weight: this.errors.weight(this.now), reason: what }, this.now);
      this.updateBlock();
    }
    if (this.errors.isBudgetSpent) this.stop('error', 'error_budget');
  }

  private onCommand(command: SessionCommand): void {
    switch (command.name) {
      case 'Kill':
        this.kill(command.by);
        break;
      case 'ClosePosition':
        this.dropQueued('blocked');
        this.engine.book.cancelAll('user', this.engine.marketTime);
        this.engine.closePosition('USER_CLOSE');
        break;
      case 'PauseEntries':
        if (this.isPaused) break;
        this.isPaused = true;
        this.updateBlock();
        this.tell({ event: 'EntriesPaused', by: command.by }, this.now);
        // what is on its way or works already would open a position all the same
        this.dropQueued('blocked');
        this.engine.book.cancelAll('user', this.engine.marketTime);
        break;
      case 'ResumeEntries':
        if (!this.isPaused) break;
        this.isPaused = false;
        this.updateBlock();
        this.tell({ event: 'EntriesResumed', by: command.by }, this.now);
        break;
      default:
        assertNever(command);
    }
  }

  /**
   * Orders on their way and working entries are taken back, because nobody watches them while the computer sleeps and what
   * they were planned on is old afterwards. A position stays, with its exits on the next quote.
   */
  private onPower(change: PowerChange): void {
    switch (change.kind) {
      case 'suspended':
        if (this.wakefulness === 'asleep') return;
        this.setWakefulness('asleep');
        this.tell({ event: 'SystemSuspended' }, this.now);
        break;
      case 'resumed':
        this.setWakefulness('waking');
        this.tell({ event: 'SystemResumed', asleep_ms: change.asleepMs }, this.now);
        break;
      case 'clockJumped':
        this.tell({ event: 'ClockJumped', by_ms: change.byMs }, this.now);
        // backward is a clock that was set; while asleep the end of the sleep is still to be told
        if (change.byMs < 0 || this.wakefulness === 'asleep') return;
        this.setWakefulness('waking');
        break;
      default:
        assertNever(change);
    }
    this.dropQueued('blocked');
    this.engine.book.cancelAll('sleep', this.engine.marketTime);
  }

  private setWakefulness(wakefulness: Wakefulness): void {
    this.wakefulness = wakefulness;
    this.updateBlock();
  }

  private kill(by: string): void {
    if (this.isHalted) return;
    this.isHalted = true;
    this.updateBlock();
    this.tell({ event: 'KillEngaged', by }, this.now);
    this.dropQueued('stop');
    const { cancelled, closed } = this.engine.flatten('KILL', 'kill');
    this.tell({ event: 'KillCompleted', cancelled, closed }, this.now);
    this.end('kill_switch');
  }

  /** Block new orders → cancel working orders → close the position → the end. */
  private stop(reason: StopReason, by: string): void {
    if (reason === 'kill_switch') {
      this.kill(by);
      return;
    }
    this.phase = 'stopping';
    this.updateBlock();
    this.tell({ event: 'StopRequested', reason, by }, this.now);
    this.dropQueued('stop');
    this.engine.flatten(forcedExitReason(reason), 'stop');
    this.end(reason === 'completed' && this.candleCount === 0 ? 'stale_data' : reason);
  }

  private dropQueued(reason: 'stop' | 'blocked'): void {
    for (const order of this.queue.clear()) this.tell({ event: 'OrderDropped', order_id: order.id, reason }, this.now);
    this.engine.isEntryQueued = false;
  }

  private end(reason: StopReason): void {
    this.stopReason = reason;
    this.tell(
      {
        event: 'SessionEnd',
        reason,
        exit_code: exitCodeOf(reason),
        candles: this.candleCount,
        trades: this.engine.book.tradeCount,
        equity: formatMoney(this.engine.ledger.balance),
      },
      this.now,
    );
    this.phase = 'stopped';
  }

  private checkBreaker(): boolean {
    if (!this.engine.breaker.isTripped || this.phase === 'stopped') return false;
    this.stop('circuit_breaker', 'breaker');
    return true;
  }

  private updateBlock(): void {
    this.engine.block = this.blockNow();
  }

  private blockNow(): EntryBlock {
    if (this.isHalted) return 'halted';
    if (this.phase === 'stopping' || this.phase === 'stopped') return 'stopping';
    if (this.errors.isOpen) return 'error_breaker';
    if (this.wakefulness !== 'awake') return 'stale_quotes';
    return this.isPaused ? 'entries_paused' : '';
  }

  /** What a new process does not know is begun anew, here too when a run is recomputed in one go. */
  private onRecovered(): void {
    this.errors = new ErrorBreaker();
    // whoever would have told that the computer woke up is gone
    if (this.wakefulness !== 'awake') this.wakefulness = 'waking';
    this.updateBlock();
    this.tell(sessionRecovered(this.engine, this.seq), this.now);
  }

  private tell(body: EventBody, ts: number): void {
    this.observer.event(this.stamper.stamp(body, ts));
  }

  /** Sequence number of the latest event. */
  get seq(): number {
    return this.stamper.seq;
  }

  /** Open time of the newest closed candle, or null. */
  get lastOpenTime(): number | null {
    return this.engine.indicators.history.at(0)?.openTime ?? null;
  }

  /** Operations that failed for good in this run. */
  get errorCount(): number {
    return this.errors.count;
  }

  get queuedOrders(): number {
    return this.queue.length;
  }

  /** Session time of the latest input. */
  get lastInputAt(): number {
    return this.now;
  }

  /** Session time in which this run was active. */
  get activeMs(): number {
    return this.now - this.startedAt - this.idleMs;
  }

  /** True while something waits for time to pass rather than for the market. */
  get needsTimer(): boolean {
    return this.errors.isOpen || this.queue.hasWaiting;
  }

  save(): CoreState {
    const {
      phase,
      stopReason,
      isPaused,
      isHalted,
      wakefulness,
      seq,
      inputCount,
      candleCount,
      quoteCount,
      marketInputCount,
      now,
      startedAt,
      idleMs,
    } = this;
    return {
      phase,
      stopReason,
      isPaused,
      isHalted,
      wakefulness,
      seq,
      inputCount,
      candleCount,
      quoteCount,
      marketInputCount,
      now,
      startedAt,
      idleMs,
      engine: this.engine.save(),
      queue: this.queue.save(),
    };
  }

  load(state: CoreState): void {
    this.phase = state.phase;
    this.stopReason = state.stopReason;
    this.isPaused = state.isPaused;
    this.isHalted = state.isHalted;
    // checkpoints of runs from before it was followed have none
    this.wakefulness = state.wakefulness ?? 'awake';
    this.stamper.seq = state.seq;
    this.inputCount = state.inputCount;
    this.candleCount = state.candleCount;
    this.quoteCount = state.quoteCount;
    this.marketInputCount = state.marketInputCount;
    this.now = state.now;
    this.startedAt = state.startedAt;
    this.idleMs = state.idleMs;
    this.engine.load(state.engine);
    this.queue.load(state.queue);
    this.engine.isEntryQueued = this.queue.length > 0;
    this.updateBlock();
  }
}
