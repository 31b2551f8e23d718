import type { CleanReport, CleanRequest } from '../../shared/clean-report.ts';
import type { DoctorReport } from '../../shared/doctor-report.ts';
import type { SessionEvent } from '../../shared/events.ts';
import type { FeedHealth } from '../../shared/feed-health.ts';
import type { Interval } from '../../shared/interval.ts';
import type { Reply } from '../../shared/ipc/contract.ts';
import type { BreakerLimitsView, Frame, Snapshot } from '../../shared/ipc/frames.ts';
import type { MetricsRow } from '../../shared/metrics.ts';
import type { RunOptions } from '../../shared/run-options.ts';
import type { RunOutcome, SafetyView, SessionStatus } from '../../shared/session-status.ts';
import type { Bar } from '../../shared/session-view.ts';
import type { StopReason } from '../../shared/stop-reason.ts';
import type { ExchangeAccount, ExchangeKeys } from './ports/exchange-account.ts';
import type { WebServer, WebServerOptions } from './ports/web-server.ts';
import type { PowerChange, SessionCommand, SessionInput } from './session-input.ts';

/** Ports of the session: what it needs of the world, as types. Adapters implement them; `compose` puts them together. */

/** Session time. It may be the machine's clock, that clock times N, or a virtual one that jumps from timer to timer. */
export interface Clock {
  /** ms UTC, never going back. */
  now(): number;
  /** Calls `fire` when session time reaches `at`; returns how to cancel it. */
  at(at: number, fire: () => void): () => void;
  /** Lets time pass until `isDone`. `onTurn` is called after each batch of timers, before anything else may run. */
  run(hooks: { onTurn(): void; isDone(): boolean }): Promise<void>;
}

/** An input before it is stamped with session time. */
type Unstamped<T> = T extends unknown ? Omit<T, 'at'> : never;
export type MarketInput = Unstamped<Extract<SessionInput, { kind: 'candle' | 'quote' | 'funding' | 'feed' | 'error' }>>;

/** Where a source delivers. */
export interface Feed {
  /** Market inputs that belong together; they are consumed in order, in one turn. */
  push(inputs: readonly MarketInput[]): void;
  /** The data are over, or cannot go on. */
  end(reason: StopReason, by: string): void;
}

/** How far a recovered run had come. */
export interface ResumePoint {
  readonly quoteCount: number;
  readonly marketInputCount: number;
  readonly candleCount: number;
  readonly lastOpenTime: number | null;
  /** Session time of the last recorded input. */
  readonly at: number;
}

export interface MarketSource {
  /** Begins to deliver on the clock. With a resume point it goes on after the last recorded input. */
  start(feed: Feed, clock: Clock, resume: ResumePoint | null): void;
  /** Delivers nothing more. */
  stop(): void;
  /** The computer has slept: what came before is old, and a connection from before is not to be trusted. */
  wake?(): void;
  /** State of a live feed, for people to look at. */
  health?(): FeedHealth | undefined;
}

/** One event with the exact text under which it is journaled, published and written. */
export interface EventLine {
  readonly event: SessionEvent;
  readonly line: string;
}

/** What one commit makes durable, all or nothing. */
export interface JournalBatch {
  readonly inputs: readonly string[];
  /** Number of inputs consumed before these. */
  readonly firstInput: number;
  readonly events: readonly EventLine[];
  /** State after these inputs as JSON text, or null when nothing changed that a replay of inputs would not give. */
  readonly checkpoint: string | null;
  readonly metrics: readonly MetricsRow[];
}

/** The durable record of one run. `append` returns when the batch is on disk; it throws a Failure('storage') otherwise. */
export interface RunJournal {
  append(batch: JournalBatch): void;
}

/** Told of events after they are durable. Must not throw. */
export interface EventSink {
  events(lines: readonly EventLine[]): void;
  metrics?(rows: readonly MetricsRow[]): void;
}

export type LogLevel = 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR' | 'CRITICAL';

export interface Log {
  write(level: LogLevel, component: string, message: string): void;
}

/** Measurements of the host for metrics rows; all real, none of them seen by the core. */
export interface HostProbe {
  /** Monotonic ms. */
  monotonicMs(): number;
  rssMb(): number | null;
  loopLagMs(): number | null;
}

/** Keeps a halt across restarts. */
export interface SafetyLatch {
  /** Records the halt durably; never throws, an alarm is raised instead. */
  engageHalt(by: string): void;
  recordTrip(reason: string): void;
}

export interface BacktestOptions {
  readonly dataFile: string;
  readonly fundingFile: string | null;
  readonly symbol: string;
  readonly interval: Interval | null;
  readonly strategy: string;
  /** Market time, ms UTC: only candles that open from `fromMs` to before `toMs`; left out: from the first, to the last. */
  readonly fromMs?: number | null;
  readonly toMs?: number | null;
  readonly breakersOn: boolean;
  readonly journal: boolean;
}

/** What to download: a span of market time, ms UTC, from inclusive, to exclusive. */
export interface FetchOptions {
  readonly symbol: string;
  readonly interval: Interval;
  readonly fromMs: number;
  readonly toMs: number;
  /** File of the candles; null: in the workspace's data folder. Funding goes beside it. */
  readonly out: string | null;
}

export interface FetchResult {
  readonly candleFile: string;
  readonly fundingFile: string;
  readonly candles: number;
  readonly rates: number;
}

/** Told while a run goes on; for progress lines and pages. */
export interface RunHooks {
  notice(message: string): void;
  readonly sinks?: readonly EventSink[];
}

/** Told while a backtest goes on. */
export interface BacktestHooks extends RunHooks {
  /** Its data are checked: the run that it makes, and how many candles there are. */
  begun?(runId: string, candles: number): void;
  /** Aborted: the backtest ends with Failure('cancelled'), and nothing of it stays. */
  readonly signal?: AbortSignal;
}

/** A session that runs in this process. */
export interface SessionHandle {
  readonly runId: string;
  readonly runDir: string | null;
  readonly done: Promise<RunOutcome>;
  status(): SessionStatus;
  limits(): BreakerLimitsView;
  /** The candle in progress, on sources with quotes. */
  openBar(): Bar | null;
  command(command: SessionCommand): void;
  requestStop(reason: StopReason, by: string): void;
  /** The computer goes to sleep or has woken up; durable when this returns. */
  power(change: PowerChange): void;
  /** Tells others where this session can be controlled, in its lock file. */
  publishControl(url: string, token: string): void;
}

export interface HolderView {
  readonly pid: number;
  readonly runId: string;
  readonly controlUrl: string;
  readonly token: string;
}

export interface VerifyResult {
  readonly runId: string;
  /** Events compared until the end or the first difference. */
  readonly events: number;
  /** Hash of the run's last row in the journal. */
  readonly journalHash: string;
  /** null when every event is identical. */
  readonly difference: { readonly seq: number; readonly recorded: string; readonly recomputed: string } | null;
}

export interface RecordedVerdict extends VerifyResult {
  /** False when the run's folder is gone or cannot be written. */
  readonly isRecorded: boolean;
}

export interface AuditReport {
  readonly runId: string;
  readonly rows: number;
  readonly finding: string | null;
}

/** The workstation that a page looks at: at most one session at a time, whoever carries the messages. */
export interface Workstation {
  snapshot(): Snapshot;
  /** Calls back with what changed, at most 30 times a second. Returns how to end it. */
  onFrame(listener: (frame: Frame) => void): () => void;
  /** Answers a request of the contract; `by` names the surface. Never throws. */
  request(name: string, input: unknown, by: string): Promise<Reply>;
  /** Figures that anybody on this machine may see. */
  health(): Health;
  /** Tells the session, if one runs, that the computer goes to sleep or has woken up. */
  power(change: PowerChange): void;
  /** Path of a run's summary.html, which is written first where there is none. Throws a Failure for an unknown run. */
  reportFile(run: string): Promise<string>;
  /** Where others reach it; written into the lock of each session. */
  publishControl(url: string, token: string): void;
  /** Shows a session that was started elsewhere in this process. */
  adopt(start: (hooks: RunHooks) => Promise<SessionHandle>): Promise<SessionHandle>;
  /** Stops the session, if one runs, and ends the frames. */
  dispose(by: string): Promise<void>;
}

export interface Health {
  readonly status: string;
  readonly equity: string | null;
  /** Seconds. */
  readonly uptime: number;
  readonly errors: number;
  readonly feed_age_ms: number | null;
  readonly halted: boolean;
}

/** Everything the shells can ask for. `compose` makes it. Every method may throw a Failure. */
export interface Workbench {
  startSession(options: RunOptions, hooks: RunHooks): Promise<SessionHandle>;
  backtest(options: BacktestOptions, hooks: BacktestHooks): Promise<RunOutcome>;
  /** Recomputes a run and leaves the verdict in its folder, for its report. */
  verify(run: string): RecordedVerdict;
  audit(run: string): AuditReport;
  /** Downloads candles and funding for backtests; resumable. */
  fetchData(options: FetchOptions, progress: (done: number, total: number) => void): Promise<FetchResult>;
  /** Writes summary.html anew; returns its path. */
  report(run: string): Promise<string>;
  holder(): HolderView | undefined;
  safety(): SafetyView;
  /** Lifts the halt; refused while a file or the environment engages it. */
  rearm(by: string): void;
  resetBreaker(by: string): void;
  /** Asks a session that cannot be reached to stop, by a file; closes an unfinished run when nothing runs. */
  stopByFile(): void;
  closeUnfinished(hooks: RunHooks): Promise<RunOutcome | null>;
  account(): { readonly equity: string };
  resetAccount(equity: string, by: string): void;
  validateConfig(file: string | null): { readonly checked: readonly string[]; readonly warnings: readonly string[] };
  showConfig(strategy: string): { readonly values: readonly { path: string; value: unknown; origin: string }[] };
  /** Looks at everything a session depends on; `fix` repairs what loses nothing. */
  doctor(fix: boolean): Promise<DoctorReport>;
  /** Removes old runs; with `dryRun` it only says what it would remove. */
  clean(request: CleanRequest): CleanReport;
  /** Asks the exchange about the account of these keys, read-only. What is told of a failure never holds them. */
  exchangeAccount(keys: ExchangeKeys): Promise<ExchangeAccount>;
  /** Does an interrupted run wait to be continued? It may hold a position. */
  hasUnfinished(): boolean;
  /** Sends a test notice; returns the host that took it. */
  testAlerts(): Promise<string>;
  /** The workstation of this workspace. */
  openWorkstation(): Workstation;
  /** Starts the loopback server of a workstation and publishes its address in the lock of each session. */
  serve(workstation: Workstation, options: WebServerOptions): Promise<WebServer>;
  readonly workspace: string;
}
