import { type Interval, intervalMs } from '../../../shared/interval.ts';
import type { Candle, CandleOrigin } from '../../../shared/market.ts';
import type { MarketInput } from '../../session/ports.ts';
import { CandleBuilder } from './candle-builder.ts';
import { differences, UnverifiedCandles } from './candle-check.ts';
import type { ExchangeClock } from './exchange-clock.ts';
import type { KlinePush } from './frames.ts';
import { readGap } from './gap-backfill.ts';
import type { MarketApi } from './market-api.ts';
import { type Timers, wait, within } from './timers.ts';

/** A candle nobody pushed beyond is closed this long after its end. */
const CLOSE_AFTER_MS = 2000;
/** A REST row is final this long after the end of its candle. Fact sheet 3.1. */
const FINAL_AFTER_MS = 1000;
/** How long a closed candle waits for its REST row. */
const REST_WITHIN_MS = 1500;
const ASK_AGAIN_MS = 400;
/** A candle handed over later than this after its end is history: it opens no trade. */
const LIVE_WITHIN_MS = 10_000;
/** How long a gap holds up the candles after it, and how often it is asked for. */
const GAP_PATIENCE_MS = 45_000;
const GAP_RETRY_MS = 2000;

export interface CandleDeskParts {
  readonly api: MarketApi;
  readonly symbol: string;
  readonly interval: Interval;
  readonly timers: Timers;
  readonly clock: ExchangeClock;
  readonly signal: AbortSignal;
  /** True while the socket delivers. */
  isLive(): boolean;
  push(inputs: readonly MarketInput[]): void;
  /** How an operation ended: null, or the error after all its tries. */
  outcome(operation: string, error: unknown): void;
  /** A bug: nothing that the exchange does comes here. */
  fail(error: unknown): void;
}

/**
 * Closes candles and hands them over one by one, strictly increasing: each live one as the exchange's REST row when that comes in
 * time, else as built from pushes; those of a gap as backfill before it. Nothing is handed over before `begin`.
 */
export class CandleDesk {
  private readonly parts: CandleDeskParts;
  private readonly stepMs: number;
  private readonly builder: CandleBuilder;
  private readonly unverified = new UnverifiedCandles();
  /** Open time of the last candle handed over, and of the last one known to be closed. */
  private last: number | null = null;
  private target = Number.NEGATIVE_INFINITY;
  private isWorking = false;
  private gapSince: number | null = null;
  /** Differences between built candles and REST rows so far. */
  repairs = 0;

  constructor(parts: CandleDeskParts) {
    this.parts = parts;
    this.stepMs = intervalMs(parts.interval);
    this.builder = new CandleBuilder(this.stepMs);
  }

  /** Goes on after the candle with this open time. */
  begin(last: number): void {
    this.last = last;
    this.builder.seal(last);
    this.kick();
  }

  /** Open time of the last candle that is final on the exchange by now. */
  get lastFinal(): number {
    return this.lastClosedAt(this.parts.clock.now() - FINAL_AFTER_MS);
  }

  push(push: KlinePush): void {
    const newest = this.builder.add(push);
    if (newest !== null) this.closeThrough(newest - this.stepMs);
  }

  /** Closes what no push has closed. While the socket is away candles wait for it: they will be a gap. */
  tick(): void {
    if (this.parts.isLive()) this.closeThrough(this.lastClosedAt(this.parts.clock.now() - CLOSE_AFTER_MS));
  }

  private lastClosedAt(time: number): number {
    return Math.floor(time / this.stepMs) * this.stepMs - this.stepMs;
  }

  private closeThrough(openTime: number): void {
    if (openTime <= this.target) return;
    this.target = openTime;
    this.kick();
  }

  private kick(): void {
    if (this.isWorking || this.last === null || this.target <= this.last) return;
    this.isWorking = true;
    void this.work()
      .catch((error: unknown) => this.parts.fail(error))
      .finally(() => {
        this.isWorking = false;
      });
  }

  private async work(): Promise<void> {
    const { signal } = this.parts;
    while (this.last !== null && this.last < this.target && !signal.aborted) {
      const next = this.last + this.stepMs;
      const isSettled = next === this.target && this.isFresh(next) && (await this.settle(next));
      if (!isSettled && !signal.aborted) await this.fillGap(next);
    }
  }

  /** Hands over one candle that has just closed. False when neither REST nor the pushes have it. */
  private async settle(openTime: number): Promise<boolean> {
    const { timers, clock, signal } = this.parts;
    await wait(timers, openTime + this.stepMs + FINAL_AFTER_MS - clock.now(), signal);
    if (signal.aborted) return false;
    const reply = await within(timers, REST_WITHIN_MS, this.askFor(openTime));
    if (signal.aborted) return false;
    const built = this.builder.peek(openTime);
    if (reply !== undefined) {
      if (reply === null) return false;
      const fields = built === undefined ? [] : differences(built.candle, reply);
      this.handOver([candleInput(reply, this.originOf(openTime)), ...this.repaired(openTime, fields)], openTime);
      return true;
    }
    if (built === undefined || !built.isComplete) return false;
    this.unverified.add(built.candle);
    this.handOver([candleInput(built.candle, this.originOf(openTime))], openTime);
    return true;
  }

  /** The row of a closed candle, asked for again while REST lags behind; null when the exchange has none. */
  private async askFor(openTime: number): Promise<Candle | null> {
    const { api, symbol, interval, timers, signal } = this.parts;
    const giveUpAt = timers.now() + REST_WITHIN_MS;
    for (;;) {
      const limit = this.unverified.reach(openTime, this.stepMs) + 2;
      const rows = await this.attempt('candle', () => api.klines({ symbol, interval, limit }));
      this.verify(rows.filter((row) => row.openTime <= openTime));
      const row = rows.find((candidate) => candidate.openTime === openTime);
      if (row !== undefined) return row;
      if (rows.some((candidate) => candidate.openTime > openTime)) return null;
      if (timers.now() >= giveUpAt || signal.aborted) throw new Error('the row has not come');
      await wait(timers, ASK_AGAIN_MS, signal);
    }
  }

  /** Hands over everything from `from` to the newest closed candle, or gives up after a while and goes on with what was pushed. */
  private async fillGap(from: number): Promise<void> {
    const { api, symbol, interval, timers, clock, signal } = this.parts;
    const { stepMs } = this;
    this.gapSince ??= timers.now();
    const to = this.target;
    await wait(timers, to + stepMs + FINAL_AFTER_MS - clock.now(), signal);
    const isLastTry = timers.now() - this.gapSince >= GAP_PATIENCE_MS;
    const gap = await this.attempt('backfill', () => readGap(api, { symbol, interval, stepMs, from, to })).catch(
      () => undefined,
    );
    if (signal.aborted) return;
    const found = this.withBuilt(gap?.candles ?? [], from, to);
    const isWhole = found.length === (to - from) / stepMs + 1;
    if (isWhole || gap?.isFinal || isLastTry) this.handOverGap(found, from, to);
    else await wait(timers, GAP_RETRY_MS, signal);
  }

  private handOverGap(found: readonly Candle[], from: number, to: number): void {
    this.gapSince = null;
    const newest = found.at(-1);
    const live = newest?.openTime === to && this.isFresh(to) ? newest : undefined;
    const filled = live === undefined ? found : found.slice(0, -1);
    const inputs = filled.map((candle) => candleInput(candle, 'backfill'));
    if (filled.length > 0) {
      const last = live === undefined ? to : to - this.stepMs;
      inputs.push(feedInput({ event: 'GapBackfillComplete', from, to: last, count: filled.length }));
    }
    if (live !== undefined) inputs.push(candleInput(live, 'live'));
    this.handOver(inputs, to);
  }

  /** Rows of REST, and complete candles from pushes where REST has none. */
  private withBuilt(rows: readonly Candle[], from: number, to: number): Candle[] {
    const byTime = new Map(rows.map((row) => [row.openTime, row]));
    for (let openTime = from; openTime <= to; openTime += this.stepMs) {
      const built = this.builder.peek(openTime);
      if (!byTime.has(openTime) && built?.isComplete) {
        byTime.set(openTime, built.candle);
        this.unverified.add(built.candle);
      }
    }
    return [...byTime.values()].sort((a, b) => a.openTime - b.openTime);
  }

  private handOver(inputs: readonly MarketInput[], last: number): void {
    this.last = last;
    this.builder.seal(last);
    if (inputs.length > 0) this.parts.push(inputs);
  }

  private verify(rows: readonly Candle[]): void {
    const repaired = this.unverified.compare(rows).flatMap(({ openTime, fields }) => this.repaired(openTime, fields));
    if (repaired.length > 0) this.parts.push(repaired);
  }

  private repaired(openTime: number, fields: readonly string[]): MarketInput[] {
    if (fields.length === 0) return [];
    this.repairs++;
    return [feedInput({ event: 'CandleRepaired', open_time: openTime, fields })];
  }

  private originOf(openTime: number): CandleOrigin {
    return this.isFresh(openTime) ? 'live' : 'backfill';
  }

  private isFresh(openTime: number): boolean {
    return this.parts.isLive() && this.parts.clock.now() - openTime - this.stepMs <= LIVE_WITHIN_MS;
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

function candleInput(candle: Candle, origin: CandleOrigin): MarketInput {
  return { kind: 'candle', candle, origin };
}

function feedInput(event: Extract<MarketInput, { kind: 'feed' }>['event']): MarketInput {
  return { kind: 'feed', event };
}
