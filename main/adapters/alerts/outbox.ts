/** Runs jobs one after the other and forgets their outcome: bounded, never throwing, never waited for by who adds. */
export class Outbox {
  private readonly limit: number;
  private readonly onFailure: (why: string) => void;
  private readonly abort = new AbortController();
  private waiting: ((signal: AbortSignal) => Promise<void>)[] = [];
  private isBusy = false;
  private dropped = 0;
  private onEmpty: (() => void) | undefined;

  constructor(limit: number, onFailure: (why: string) => void) {
    this.limit = limit;
    this.onFailure = onFailure;
  }

  /** Adds a job. When too many wait it is dropped: the oldest news stay, since they say how it began. */
  add(job: (signal: AbortSignal) => Promise<void>): void {
    if (this.abort.signal.aborted) return;
    if (this.waiting.length >= this.limit) {
      if (this.dropped++ === 0) this.onFailure(`${this.limit} notices wait; further ones are dropped`);
      return;
    }
    this.waiting.push(job);
    if (!this.isBusy) void this.work();
  }

  private async work(): Promise<void> {
    this.isBusy = true;
    // The job begins in a later turn, so that adding one costs the session nothing.
    await new Promise((resolve) => setImmediate(resolve));
    for (let job = this.waiting.shift(); job !== undefined; job = this.waiting.shift()) {
      try {
        await job(this.abort.signal);
        this.dropped = 0;
      } catch (error) {
        if (!this.abort.signal.aborted) this.onFailure(error instanceof Error ? error.message : String(error));
      }
    }
    this.isBusy = false;
    this.onEmpty?.();
  }

  /** Waits at most `graceMs` for what is under way, then gives it up. */
  async dispose(graceMs: number): Promise<void> {
    if (this.isBusy) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, graceMs);
        this.onEmpty = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.waiting = [];
    this.abort.abort();
  }
}
