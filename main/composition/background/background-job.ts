import { Worker } from 'node:worker_threads';
import { Failure } from '../../../shared/failure.ts';
import type { CompositionContext } from '../context.ts';
import type { Job, JobData, JobMessage, JobProgress, JobResults } from './job-messages.ts';

/** The watchdog ends a process of 1.5 GB: a job must stay far below. */
const MAX_HEAP_MB = 640;
/** A job that was cancelled and does not end in its order by then is ended. */
const END_WITHIN_MS = 5000;

/** One job in a thread of its own, so that a session beside it is never held up: KILL acts as always. */
export class BackgroundJob<Kind extends Job['kind']> {
  private readonly worker: Worker;
  private ending: NodeJS.Timeout | undefined;
  /** Resolves with its result; rejects with a Failure, also when the thread ends without one. */
  readonly done: Promise<JobResults[Kind]>;

  constructor(
    job: Extract<Job, { kind: Kind }>,
    context: CompositionContext,
    onProgress: (progress: JobProgress) => void,
  ) {
    this.worker = new Worker(workerUrl(), {
      workerData: dataOf(job, context),
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    });
    this.done = new Promise((resolve, reject) => {
      this.worker.on('message', (message: JobMessage) => {
        if (message.type === 'progress') onProgress(message);
        else if (message.type === 'done') resolve(message.value as JobResults[Kind]);
        else reject(new Failure(message.code, message.message));
      });
      this.worker.on('error', (error) => {
        reject(new Failure('internal', `it failed: ${error instanceof Error ? error.message : String(error)}`));
      });
      this.worker.on('exit', () => {
        clearTimeout(this.ending);
        reject(new Failure('cancelled', 'it was ended before it was done'));
      });
    });
  }

  /** Asks it to end. `atOnce` does not wait: for work that leaves nothing behind. */
  cancel(atOnce: boolean): void {
    if (atOnce) {
      void this.worker.terminate();
      return;
    }
    this.worker.postMessage('cancel');
    this.ending ??= setTimeout(() => void this.worker.terminate(), END_WITHIN_MS);
  }
}

function dataOf(job: Job, { paths, places, environment, identity }: CompositionContext): JobData {
  return {
    job,
    workspace: paths.root,
    shippedConfig: places.shipped,
    cwd: places.cwd,
    environment: { ...environment },
    identity,
  };
}

/** The thread's program beside the built one, or its source when the sources run unbuilt. */
function workerUrl(): URL {
  const isSource = import.meta.url.endsWith('.ts');
  return new URL(isSource ? './background.worker.ts' : './background.worker.js', import.meta.url);
}
