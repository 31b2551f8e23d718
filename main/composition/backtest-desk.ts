import { Failure } from '../../shared/failure.ts';
import type { BacktestInput, BacktestProgress } from '../../shared/ipc/backtest-requests.ts';
import { latestRun } from '../adapters/system/run-folder.ts';
import { askedSpan } from './asked-span.ts';
import { BackgroundJob } from './background/background-job.ts';
import type { CompositionContext } from './context.ts';
import { discardRun } from './run-backtest.ts';

const IDLE: Omit<BacktestProgress, 'elapsed_sec' | 'candles_per_sec'> = {
  job: 0,
  state: 'idle',
  file: null,
  strategy: null,
  run: null,
  done: 0,
  total: 0,
  equity: null,
  error: null,
};

/** One backtest at a time for pages, in a thread beside whatever session runs, with its progress for whoever looks. */
export class BacktestDesk {
  private readonly context: CompositionContext;
  private now = IDLE;
  private job: BackgroundJob<'backtest'> | null = null;
  private isCancelled = false;
  private startedAt = 0;
  /** Its candles are checked and the first one is processed. */
  private begunAt: number | null = null;
  private endedAt = 0;

  constructor(context: CompositionContext) {
    this.context = context;
  }

  /** Number of the backtest that begins. Throws a Failure for a bad span, or while another one runs. */
  start(input: BacktestInput): number {
    if (this.job !== null) throw new Failure('lock_held', 'a backtest is already running; wait for it or cancel it');
    const span = askedSpan(input.from, input.to);
    const { file, strategy } = input;
    const latest = latestRun(this.context.paths.runs);
    this.now = { ...IDLE, job: this.now.job + 1, state: 'running', file, strategy };
    this.isCancelled = false;
    this.startedAt = performance.now();
    this.begunAt = null;
    const options = {
      dataFile: file,
      fundingFile: input.fundingFile,
      symbol: 'BTCUSDT',
      interval: null,
      strategy,
      fromMs: span?.fromMs ?? null,
      toMs: span?.toMs ?? null,
      breakersOn: input.breakersOn,
      journal: false,
    };
    const job = new BackgroundJob<'backtest'>({ kind: 'backtest', options }, this.context, (progress) => {
      if (this.now.total === 0 && progress.total > 0) this.begunAt = performance.now();
      this.now = { ...this.now, ...progress, equity: progress.equity ?? this.now.equity };
    });
    this.job = job;
    void job.done
      .then(({ report }) => {
        const ended = { run: report?.run_id ?? this.now.run, equity: report?.ending_equity ?? this.now.equity };
        this.now = { ...this.now, ...ended, state: 'done', done: this.now.total };
      })
      .catch((error: unknown) => this.fail(error, latest))
      .finally(() => {
        this.endedAt = performance.now();
        this.job = null;
      });
    return this.now.job;
  }

  get progress(): BacktestProgress {
    const until = this.job === null ? this.endedAt : performance.now();
    const { total, done } = this.now;
    const rate = this.begunAt === null || done === 0 || done >= total ? null : (done / (until - this.begunAt)) * 1000;
    return { ...this.now, elapsed_sec: Math.max(0, Math.round(until - this.startedAt) / 1000), candles_per_sec: rate };
  }

  /** Run that is being made; null when none is. */
  get runningRun(): string | null {
    return this.job === null ? null : this.now.run;
  }

  cancel(): void {
    this.isCancelled = true;
    this.job?.cancel(false);
  }

  /** Ends the backtest with the program. Resolves when nothing of it is left. */
  async dispose(): Promise<void> {
    const { job } = this;
    this.cancel();
    await job?.done.catch(() => undefined);
  }

  private fail(error: unknown, latest: string | undefined): void {
    const { run } = this.now;
    const message = error instanceof Error ? error.message : String(error);
    const error_ = this.isCancelled ? null : this.context.scrub(message);
    this.now = { ...this.now, state: this.isCancelled ? 'cancelled' : 'failed', run: null, error: error_ };
    // a thread that was ended could not remove what it had begun
    if (run !== null) discardRun(this.context.paths.runs, run, latest);
  }
}
