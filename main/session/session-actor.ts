import type { SessionEvent } from '../../shared/events.ts';
import { Failure } from '../../shared/failure.ts';
import type { FeedHealth } from '../../shared/feed-health.ts';
import type { MetricsRow } from '../../shared/metrics.ts';
import { formatMoney, type Money } from '../../shared/money.ts';
import type { StopReason } from '../../shared/stop-reason.ts';
import type {
  Clock,
  EventLine,
  EventSink,
  Feed,
  HostProbe,
  Log,
  MarketInput,
  MarketSource,
  ResumePoint,
  RunJournal,
  SafetyLatch,
} from './ports.ts';
import { SessionCore } from './session-core.ts';
import { encodeInput, type PowerChange, type SessionCommand, type SessionInput } from './session-input.ts';
import type { SessionSetup } from './session-setup.ts';

const HEARTBEAT_MS = 1000;

export interface ActorParts {
  readonly setup: SessionSetup;
  readonly clock: Clock;
  /** null for a run that leaves no journal: a dry run, a backtest without one. */
  readonly journal: RunJournal | null;
  readonly source: MarketSource;
  readonly sinks: readonly EventSink[];
  readonly log: Log;
  readonly probe: HostProbe;
  readonly safety: SafetyLatch;
  /** Session minutes after which the run is completed; 0 for none. */
  readonly durationMin: number;
  /** Serialises an event as it is journaled and written. */
  readonly toLine: (event: SessionEvent) => string;
}

/** What a recovered run starts from. */
export interface ActorRecovery {
  /** Brings a fresh core to the last durable state. Called before any event is published. */
  restore(core: SessionCore): void;
}

type Pending = SessionInput extends infer Input ? (Input extends unknown ? Omit<Input, 'at'> : never) : never;

/**
 * The session as an actor: one queue of inputs; for each the core decides, its events and inputs are made durable together,
 * and only then told to anybody. KILL goes ahead of the queue, in the same turn.
 */
export class SessionActor {
  readonly core: SessionCore;
  private readonly parts: ActorParts;
  private queue: Pending[] = [];
  private lines: EventLine[] = [];
  private inputs: string[] = [];
  private firstInput = 0;
  private rows: MetricsRow[] = [];
  /** False until the core stands where it begins: what arrives before, such as KILL, waits for that. */
  private hasBegun = false;
  private isDraining = false;
  private mustCommit = false;
  private lastHeartbeat = 0;
  private decisionMs: number | null = null;
  private writeMs: number | null = null;
  private feedAt: number | null = null;
  private failure: Failure | null = null;
  /** Session time in which the run was active before this process. */
  private activeBefore = 0;

  constructor(parts: ActorParts) {
    this.parts = parts;
    this.core = new SessionCore(parts.setup, {
      wantsDetail: true,
      event: (event) => this.onEvent(event),
      mark: (equity, ts) => this.onMark(equity, ts),
    });
  }

  /** Runs to the end. Resolves with the reason; rejects with a Failure when the journal cannot be written. */
  async run(recovery: ActorRecovery | null): Promise<StopReason> {
    const { clock, source, setup } = this.parts;
    let resume: ResumePoint | null = null;
    if (recovery === null) {
      this.queue.unshift({ kind: 'start' });
    } else {
      recovery.restore(this.core);
      this.lines = [];
      this.inputs = [];
      this.firstInput = this.core.inputCount;
      this.activeBefore = this.core.activeMs;
      const { quoteCount, candleCount, marketInputCount, lastOpenTime, lastInputAt } = this.core;
      resume = { quoteCount, candleCount, marketInputCount, lastOpenTime, at: lastInputAt };
      this.queue.unshift({ kind: 'recovered' });
    }
    this.hasBegun = true;
    this.drain();
    this.commit();
    if (!this.isDone) source.start(this.feed(), clock, resume);
    this.scheduleEnd();
    if (setup.hasQuotes) this.scheduleHeartbeat();
    await clock.run({ onTurn: () => this.onTurn(), isDone: () => this.isDone });
    source.stop();
    if (this.failure !== null) throw this.failure;
    if (this.core.stopReason === null) {
      this.enqueue({ kind: 'stop', reason: 'error', by: 'source_ended' });
      this.onTurn();
    }
    if (this.failure !== null) throw this.failure;
    return this.core.stopReason ?? 'error';
  }

  private get isDone(): boolean {
    return this.core.phase === 'stopped' || this.failure !== null;
  }

  /** Real ms since market data arrived, whatever the session's clock does; null before the first. */
  get feedAgeMs(): number | null {
    const live = this.feedHealth;
    if (live !== null) return live.ageMs;
    return this.feedAt === null ? null : Math.max(0, Math.round(this.parts.probe.monotonicMs() - this.feedAt));
  }

  /** State of the live feed; null on simulated sources and before the start. */
  get feedHealth(): FeedHealth | null {
    return this.parts.source.health?.() ?? null;
  }

  private feed(): Feed {
    return {
      push: (inputs) => this.pushMarket(inputs),
      end: (reason, by) => this.requestStop(reason, by),
    };
  }

  private pushMarket(inputs: readonly MarketInput[]): void {
    const { probe, setup } = this.parts;
    for (const input of inputs) this.enqueue(input);
    this.feedAt = probe.monotonicMs();
    if (!setup.hasQuotes) {
      this.drain();
      return;
    }
    const before = probe.monotonicMs();
    this.drain();
    this.decisionMs = Math.max(this.decisionMs ?? 0, probe.monotonicMs() - before);
  }

  private enqueue(input: Pending): void {
    this.queue.push(input);
  }

  private scheduleEnd(): void {
    const { durationMin, clock } = this.parts;
    if (durationMin <= 0) return;
    const left = Math.max(0, durationMin * 60_000 - this.activeBefore);
    clock.at(clock.now() + left, () => {
      this.enqueue({ kind: 'stop', reason: 'completed', by: 'duration' });
      this.drain();
    });
  }

  private scheduleHeartbeat(): void {
    const { clock } = this.parts;
    this.lastHeartbeat = clock.now();
    const beat = () => {
      if (this.isDone) return;
      this.heartbeat();
      this.lastHeartbeat += HEARTBEAT_MS;
      clock.at(Math.max(this.lastHeartbeat + HEARTBEAT_MS, clock.now()), beat);
    };
    clock.at(this.lastHeartbeat + HEARTBEAT_MS, beat);
  }

  private heartbeat(): void {
    if (this.core.needsTimer) {
      this.enqueue({ kind: 'timer' });
      this.drain();
    }
    this.addQuotedRow();
    this.mustCommit = true;
  }

  /** The row of this second; also the last one, after the position was closed. None before the first price. */
  private addQuotedRow(): void {
    const { engine } = this.core;
    if (engine.quote !== null) this.addRow(engine.equity, this.parts.clock.now());
  }

  /** Asks the session to stop in its order. A second request changes nothing. */
  requestStop(reason: StopReason, by: string): void {
    this.enqueue({ kind: 'stop', reason, by });
    this.wake();
  }

  /** A command from a surface. KILL is carried out before this returns, ahead of everything that waits. */
  command(command: SessionCommand): void {
    if (command.name !== 'Kill') {
      this.enqueue({ kind: 'command', command });
      this.wake();
      return;
    }
    this.queue.unshift({ kind: 'command', command });
    this.drain();
    this.parts.safety.engageHalt(command.by);
    this.commit();
    this.wake();
  }

  /**
   * The computer goes to sleep, or did. Durable when this returns: it may sleep before another turn. What a live source
   * received before a sleep is old, so it is told first.
   */
  power(change: PowerChange): void {
    if (change.kind !== 'suspended') this.parts.source.wake?.();
    this.enqueue(change);
    this.drain();
    this.commit();
    this.wake();
  }

  private wake(): void {
    const { clock } = this.parts;
    clock.at(clock.now(), () => this.drain());
  }

  private onTurn(): void {
    this.drain();
    if (this.lines.length > 0 || this.mustCommit) this.commit();
  }

  private drain(): void {
    if (this.isDraining || !this.hasBegun) return;
    this.isDraining = true;
    try {
      for (let next = this.queue.shift(); next !== undefined; next = this.queue.shift()) {
        if (this.isDone) continue;
        const input = { ...next, at: this.parts.clock.now() } as SessionInput;
        if (this.parts.journal !== null) this.inputs.push(encodeInput(input));
        this.core.handle(input);
      }
    } finally {
      this.isDraining = false;
    }
  }

  private onEvent(event: SessionEvent): void {
    this.lines.push({ event, line: this.parts.toLine(event) });
    if (event.event === 'CIRCUIT_BREAKER_TRIPPED') this.parts.safety.recordTrip(event.reason);
    if (event.event === 'SessionEnd' && this.parts.setup.hasQuotes) this.addQuotedRow();
  }

  private onMark(equity: Money, ts: number): void {
    if (!this.parts.setup.hasQuotes) this.addRow(equity, ts);
  }

  private addRow(equity: Money, ts: number): void {
    const { engine } = this.core;
    const { setup, probe } = this.parts;
    const peak = engine.breaker.peakEquity;
    this.rows.push({
      ts,
      equity: formatMoney(equity),
      price: engine.lastPriceText,
      unrealised: formatMoney((equity - engine.ledger.balance) as Money),
      drawdown_pct: peak > 0 ? Math.round(((peak - equity) / peak) * 1e8) / 1e6 : 0,
      feed_age_ms: setup.hasQuotes ? this.feedAgeMs : null,
      decision_latency_ms: this.decisionMs === null ? null : Math.round(this.decisionMs * 1000) / 1000,
      write_latency_ms: this.writeMs,
      loop_lag_ms: probe.loopLagMs(),
      rss_mb: probe.rssMb(),
    });
    this.decisionMs = null;
  }

  /** Makes everything since the last commit durable, then tells it. */
  private commit(): void {
    if (this.failure !== null) return;
    const { lines, inputs, rows, firstInput } = this;
    if (lines.length === 0 && inputs.length === 0 && rows.length === 0) return;
    this.lines = [];
    this.inputs = [];
    this.rows = [];
    this.firstInput = this.core.inputCount;
    this.mustCommit = false;
    const before = this.parts.probe.monotonicMs();
    try {
      const { journal } = this.parts;
      if (journal !== null) {
        const checkpoint = lines.length > 0 ? JSON.stringify(this.core.save()) : null;
        journal.append({ inputs, firstInput, events: lines, checkpoint, metrics: rows });
      }
    } catch (error) {
      this.fail(error);
      return;
    }
    this.writeMs = Math.round((this.parts.probe.monotonicMs() - before) * 1000) / 1000;
    for (const sink of this.parts.sinks) {
      if (lines.length > 0) sink.events(lines);
      if (rows.length > 0) sink.metrics?.(rows);
    }
  }

  /** What could not be made durable never happened: nothing of it was told, and the next start recovers the state before. */
  private fail(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.failure =
      error instanceof Failure ? error : new Failure('storage', `the journal could not be written: ${reason}`);
    this.parts.log.write(
      'CRITICAL',
      'session',
      `${this.failure.message}; trading stopped at once, nothing unrecorded was told`,
    );
    this.wake();
  }
}
