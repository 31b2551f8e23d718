import type { Interval } from '../../../shared/interval.ts';
import type { Candle } from '../../../shared/market.ts';
import { UnverifiedCandles } from './candle-check.ts';
import { type GapRows, readGap } from './gap-backfill.ts';
import type { MarketApi } from './market-api.ts';
import { type Timers, wait } from './timers.ts';

const ASK_AGAIN_MS = 400;

export interface CandleRestParts {
  readonly api: MarketApi;
  readonly symbol: string;
  readonly interval: Interval;
  readonly stepMs: number;
  readonly timers: Timers;
  readonly signal: AbortSignal;
  /** How an operation ended: null, or the error after all its tries. */
  outcome(operation: string, error: unknown): void;
  /** A candle that was handed over as built turned out to differ in these fields. */
  differed(openTime: number, fields: readonly string[]): void;
}

/** The exchange's rows for the candle desk: of the candle that has just closed, of a gap, and of those handed over unseen. */
export class CandleRest {
  private readonly parts: CandleRestParts;
  private readonly unverified = new UnverifiedCandles();

  constructor(parts: CandleRestParts) {
    this.parts = parts;
  }

  /** The row of a closed candle, asked for again for `patienceMs` while REST lags; null when the exchange has none. Rejects else. */
  async row(openTime: number, patienceMs: number): Promise<Candle | null> {
    const { api, symbol, interval, stepMs, timers, signal } = this.parts;
    const giveUpAt = timers.now() + patienceMs;
    for (;;) {
      const limit = this.unverified.reach(openTime, stepMs) + 2;
      const rows = await this.attempt('candle', () => api.klines({ symbol, interval, limit }));
      this.verify(rows.filter((row) => row.openTime <= openTime));
      const row = rows.find((candidate) => candidate.openTime === openTime);
      if (row !== undefined) return row;
      if (rows.some((candidate) => candidate.openTime > openTime)) return null;
      if (timers.now() >= giveUpAt || signal.aborted) throw new Error('the row has not come');
      await wait(timers, ASK_AGAIN_MS, signal);
    }
  }

  /** The rows of a gap; undefined when they could not be had now. */
  async gap(from: number, to: number): Promise<GapRows | undefined> {
    try {
      return await this.attempt('backfill', () => readGap(this.parts.api, { ...this.parts, from, to }));
    } catch {
      return undefined;
    }
  }

  /** Notes candles that were handed over as built; the next rows are compared with them. */
  handedOverUnseen(candles: readonly Candle[]): void {
    for (const candle of candles) this.unverified.add(candle);
  }

  private verify(rows: readonly Candle[]): void {
    for (const { openTime, fields } of this.unverified.compare(rows)) this.parts.differed(openTime, fields);
  }

  private async attempt<T>(operation: string, work: () => Promise<T>): Promise<T> {
    try {
      const value = await work();
      this.parts.outcome(operation, null);
      return value;
    } catch (error) {
      this.parts.outcome(operation, error);
      throw error;
    }
  }
}
