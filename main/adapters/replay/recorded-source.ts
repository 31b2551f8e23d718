import type { Clock, Feed, MarketInput, MarketSource, ResumePoint } from '../../session/ports.ts';

/** A market input as some run recorded it, with the session time at which it was consumed. */
export type RecordedMarketInput = MarketInput & { readonly at: number };

/** Plays the recorded market inputs of a run, ticks included, with their distances in time. */
export class RecordedSource implements MarketSource {
  private readonly inputs: (skip: number) => Iterator<RecordedMarketInput>;
  private isStopped = false;

  /** `inputs` gives the recorded inputs from number `skip` on. */
  constructor(inputs: (skip: number) => Iterator<RecordedMarketInput>) {
    this.inputs = inputs;
  }

  start(feed: Feed, clock: Clock, resume: ResumePoint | null): void {
    const recorded = this.inputs(resume === null ? 0 : resume.marketInputCount);
    let offset: number | undefined;
    const schedule = () => {
      if (this.isStopped) return;
      const { value: next, done } = recorded.next();
      if (done || next === undefined) {
        feed.end('completed', 'end_of_data');
        return;
      }
      offset ??= clock.now() - next.at;
      const { at, ...input } = next;
      clock.at(Math.max(clock.now(), at + offset), () => {
        if (this.isStopped) return;
        feed.push([input as MarketInput]);
        schedule();
      });
    };
    schedule();
  }

  stop(): void {
    this.isStopped = true;
  }
}
