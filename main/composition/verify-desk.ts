import { Failure } from '../../shared/failure.ts';
import type { VerifyProgress } from '../../shared/ipc/run-requests.ts';
import { BackgroundJob } from './background/background-job.ts';
import type { CompositionContext } from './context.ts';

const IDLE: VerifyProgress = {
  run: null,
  state: 'idle',
  done: 0,
  total: 0,
  events: null,
  difference: null,
  error: null,
};
/** An event of a decision is a kilobyte or two; more than this of a line helps nobody on a page. */
const SHOWN_LENGTH = 4000;

/** Checks one run at a time against its recorded inputs, in a thread beside whatever session runs. */
export class VerifyDesk {
  private readonly context: CompositionContext;
  private now: VerifyProgress = IDLE;
  private job: BackgroundJob<'verify'> | null = null;
  private isCancelled = false;

  constructor(context: CompositionContext) {
    this.context = context;
  }

  /** Throws Failure('lock_held') while another run is being checked. */
  start(run: string): void {
    if (this.job !== null)
      throw new Failure('lock_held', `run ${this.now.run} is being verified; wait for it or cancel it`);
    this.now = { ...IDLE, run, state: 'running' };
    this.isCancelled = false;
    const job = new BackgroundJob<'verify'>({ kind: 'verify', run }, this.context, ({ done, total }) => {
      this.now = { ...this.now, done, total };
    });
    this.job = job;
    void job.done
      .then(({ events, difference }) => {
        const state = difference === null ? 'identical' : 'different';
        this.now = { ...this.now, state, events, difference: difference === null ? null : shortened(difference) };
      })
      .catch((error: unknown) => {
        const why = this.context.scrub(error instanceof Error ? error.message : String(error));
        this.now = {
          ...this.now,
          state: this.isCancelled ? 'cancelled' : 'failed',
          error: this.isCancelled ? null : why,
        };
      })
      .finally(() => {
        this.job = null;
      });
  }

  get progress(): VerifyProgress {
    return this.now;
  }

  /** It only reads: it is ended at once. */
  cancel(): void {
    this.isCancelled = true;
    this.job?.cancel(true);
  }

  async dispose(): Promise<void> {
    const { job } = this;
    this.cancel();
    await job?.done.catch(() => undefined);
  }
}

function shortened(difference: NonNullable<VerifyProgress['difference']>): NonNullable<VerifyProgress['difference']> {
  const { seq, recorded, recomputed } = difference;
  return { seq, recorded: recorded.slice(0, SHOWN_LENGTH), recomputed: recomputed.slice(0, SHOWN_LENGTH) };
}
