import { existsSync, readFileSync, renameSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

const BEAT_MS = 1000;

export interface WatchdogLimits {
  /** How often it looks. */
  readonly tickMs: number;
  /** No heartbeat for so long ends the process. */
  readonly runningMs: number;
  /** The same while history is loaded. */
  readonly seedingMs: number;
  readonly maxRssBytes: number;
}

export const DEFAULT_LIMITS: WatchdogLimits = {
  tickMs: 1000,
  runningMs: 30_000,
  seedingMs: 90_000,
  maxRssBytes: 1.5 * 1024 * 1024 * 1024,
};

/** What the watchdog's thread is given. */
export interface WatchdogData {
  /** Two 32-bit words: the heartbeat counter, and 1 while seeding. */
  readonly beats: SharedArrayBuffer;
  readonly recordPath: string;
  readonly limits: WatchdogLimits;
}

/**
 * Watches the main thread from a thread of its own: no heartbeat for 30 s (90 s while seeding) or more than 1.5 GB of
 * memory end the process with 5 after a durable record, with SIGKILL when the main thread no longer yields. A restart recovers.
 */
export class Watchdog {
  private readonly words: Int32Array;
  private readonly worker: Worker;
  private readonly timer: NodeJS.Timeout;

  /**
   * `end`: the process must end now, its record is on disk. `broken`: the watchdog itself cannot run. `isSeeding`, asked with
   * each heartbeat, gives the main thread longer while it loads history.
   */
  constructor(
    recordPath: string,
    on: {
      readonly end: (reason: string) => void;
      readonly broken: (reason: string) => void;
      readonly isSeeding: () => boolean;
    },
    limits: WatchdogLimits = DEFAULT_LIMITS,
  ) {
    const beats = new SharedArrayBuffer(8);
    this.words = new Int32Array(beats);
    const data: WatchdogData = { beats, recordPath, limits };
    this.worker = new Worker(workerUrl(), { workerData: data });
    this.worker.on('message', (reason: string) => on.end(reason));
    this.worker.on('error', (error) => on.broken(error.message));
    this.worker.unref();
    const beat = () => {
      Atomics.store(this.words, 1, on.isSeeding() ? 1 : 0);
      Atomics.add(this.words, 0, 1);
    };
    beat();
    this.timer = setInterval(beat, BEAT_MS);
    this.timer.unref();
  }

  async dispose(): Promise<void> {
    clearInterval(this.timer);
    await this.worker.terminate();
  }
}

/** The worker beside the built program, or its source when the sources run unbuilt. */
function workerUrl(): URL {
  const isSource = import.meta.url.endsWith('.ts');
  return new URL(isSource ? './watchdog.worker.ts' : './watchdog.worker.js', import.meta.url);
}

/** Why a watchdog ended the process before this one, once: the record is moved aside when it is read. */
export function takeWatchdogRecord(recordPath: string): string | undefined {
  if (!existsSync(recordPath)) return undefined;
  try {
    const { reason, at } = JSON.parse(readFileSync(recordPath, 'utf8')) as { reason: string; at: string };
    return `${reason} (${at})`;
  } catch {
    return 'its record is unreadable';
  } finally {
    renameSync(recordPath, `${recordPath}.seen`);
  }
}
