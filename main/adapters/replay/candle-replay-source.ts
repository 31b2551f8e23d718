import type { Candle } from '../../../shared/market.ts';
import type { Clock, Feed, MarketInput, MarketSource, ResumePoint } from '../../session/ports.ts';
import type { FundingRate } from './funding-csv.ts';

export interface CandleReplay {
  /** Candles in order; those after `afterOpenTime` when it is given. */
  batches(afterOpenTime?: number): Iterable<readonly Candle[]>;
  readonly stepMs: number;
  readonly firstOpenTime: number;
  readonly funding: readonly FundingRate[];
}

/** Plays candles on the clock, each at its close. The last one ends the session as completed. */
export class CandleReplaySource implements MarketSource {
  private readonly data: CandleReplay;
  private isStopped = false;
  private candles: Generator<Candle, undefined> | undefined;
  private nextRate = 0;

  constructor(data: CandleReplay) {
    this.data = data;
  }

  start(feed: Feed, clock: Clock, resume: ResumePoint | null): void {
    const { stepMs, firstOpenTime, funding } = this.data;
    const lastOpen = resume?.lastOpenTime ?? undefined;
    const candles = each(this.data.batches(lastOpen));
    this.candles = candles;
    const marketAtStart = resume !== null && lastOpen !== undefined ? lastOpen + stepMs : firstOpenTime;
    const offset = (resume !== null && lastOpen !== undefined ? resume.at : clock.now()) - marketAtStart;
    if (lastOpen !== undefined) {
      while (this.nextRate < funding.length && (funding[this.nextRate]?.ts ?? 0) <= lastOpen + stepMs) this.nextRate++;
    }
    const schedule = () => {
      if (this.isStopped) return;
      const { value: candle, done } = candles.next();
      if (done || candle === undefined) {
        feed.end('completed', 'end_of_data');
        return;
      }
      const closeTime = candle.openTime + stepMs;
      clock.at(Math.max(clock.now(), closeTime + offset), () => {
        if (this.isStopped) return;
        feed.push([...this.ratesUntil(closeTime), { kind: 'candle', candle, origin: 'live' }]);
        schedule();
      });
    };
    schedule();
  }

  /** Lets go of the file as well: a workstation outlives many replays. */
  stop(): void {
    this.isStopped = true;
    this.candles?.return(undefined);
  }

  private ratesUntil(closeTime: number): MarketInput[] {
    const { funding } = this.data;
    const due: MarketInput[] = [];
    for (let next = funding[this.nextRate]; next !== undefined && next.ts <= closeTime; next = funding[this.nextRate]) {
      due.push({ kind: 'funding', ts: next.ts, rate: next.rate });
      this.nextRate++;
    }
    return due;
  }
}

function* each(batches: Iterable<readonly Candle[]>): Generator<Candle, undefined> {
  for (const batch of batches) yield* batch;
  return undefined;
}
