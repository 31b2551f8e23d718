import { type Interval, intervalMs } from '../../../shared/interval.ts';
import type { Candle, CandleOrigin } from '../../../shared/market.ts';
import type { MarketInput } from '../../session/ports.ts';
import { CandleBuilder } from './candle-builder.ts';
import { differences } from './candle-check.ts';
import { CandleRest } from './candle-rest.ts';
import type { ExchangeClock } from './exchange-clock.ts';
import type { KlinePush } from './frames.ts';
import type { MarketApi } from './market-api.ts';
import { type Timers, wait, within } from './timers.ts';

/** A candle nobody pushed beyond is closed this long after its end. */
const CLOSE_AFTER_MS = 2000;
/** A REST row is final this long after the end of its candle. Fact sheet 3.1. */
const FINAL_AFTER_MS = 1000;
/** How long a closed candle waits for its REST row. */
const REST_WITHIN_MS = 1500;
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
  private readonly rest: CandleRest;
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
    this.rest = new CandleRest({
      ...parts,
      stepMs: this.stepMs,
      differed: (openTime, fields) => parts.push(this.repaired(openTime, fields)),
    });
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

  /** What was traded so far in the candle of this time, as pushed; undefined when no push of it came. */
  volumeAt(time: number): number | undefined {
    return this.builder.peek(Math.floor(time / this.stepMs) * this.stepMs)?.candle.volume;
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
    const { clock, timers, signal } = this.parts;
    while (this.last !== null && !signal.aborted) {
      // Looked at anew each time: our idea of the exchange's time may have been wrong when the target was set.
      this.target = Math.min(this.target, this.lastClosedAt(clock.now() + CLOSE_AFTER_MS));
      const next = this.last + this.stepMs;
      if (this.target < next) return;
      const to = Math.min(this.target, this.lastFinal);
      if (to < next) {
        await wait(timers, next + this.stepMs + FINAL_AFTER_MS - clock.now(), signal);
        continue;
      }
      const isSettled = next === to && this.isFresh(next) && (await this.settle(next));
      if (!isSettled && !signal.aborted) await this.fillGap(next, to);
    }
  }

  /** Hands over one candle that has just closed. False when neither REST nor the pushes have it. */
  private async settle(openTime: number): Promise<boolean> {
    const { timers, signal } = this.parts;
    const reply = await within(timers, REST_WITHIN_MS, this.rest.row(openTime, REST_WITHIN_MS));
    if (signal.aborted) return false;
    const built = this.builder.peek(openTime);
    if (reply !== undefined) {
      if (reply === null) return false;
      const fields = built === undefined ? [] : differences(built.candle, reply);
      this.handOver([candleInput(reply, this.originOf(openTime)), ...this.repaired(openTime, fields)], openTime);
      return true;
    }
    if (built === undefined || !built.isComplete) return false;
    this.rest.handedOverUnseen([built.candle]);
    this.handOver([candleInput(built.candle, this.originOf(openTime))], openTime);
    return true;
  }

  /** Hands over everything in [from, to], or gives up after a while and goes on with what was pushed. */
  private async fillGap(from: number, to: number): Promise<void> {
    const { timers, signal } = this.parts;
    this.gapSince ??= timers.now();
    const isLastTry = timers.now() - this.gapSince >= GAP_PATIENCE_MS;
    const gap = await this.rest.gap(from, to);
    if (signal.aborted) return;
    const first = gap?.from ?? from;
    const rows = gap?.candles ?? [];
    const { built, isLacking } = this.builtBeside(rows, first, to);
    const isWhole = rows.length + built.length === (to - first) / this.stepMs + 1;
    if (isWhole || isLastTry || (gap?.isFinal && !isLacking)) {
      this.rest.handedOverUnseen(built);
      this.handOverGap([...rows, ...built].sort(byOpenTime), first, to);
    } else await wait(timers, GAP_RETRY_MS, signal);
  }

  /** Candles that were pushed and of which REST has no row: those that are complete, and whether there are others. */
  private builtBeside(rows: readonly Candle[], from: number, to: number) {
    const times = new Set(rows.map(({ openTime }) => openTime));
    const built: Candle[] = [];
    let isLacking = false;
    for (let openTime = from; openTime <= to; openTime += this.stepMs) {
      const pushed = times.has(openTime) ? undefined : this.builder.peek(openTime);
      if (pushed?.isComplete) built.push(pushed.candle);
      else if (pushed !== undefined) isLacking = true;
    }
    return { built, isLacking };
  }

  private handOverGap(found: readonly Candle[], from: number, to: number): void {
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

  private handOver(inputs: readonly MarketInput[], last: number): void {
    this.last = last;
    this.gapSince = null;
    this.builder.seal(last);
    if (inputs.length > 0) this.parts.push(inputs);
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
}

function byOpenTime(a: Candle, b: Candle): number {
  return a.openTime - b.openTime;
}

function candleInput(candle: Candle, origin: CandleOrigin): MarketInput {
  return { kind: 'candle', candle, origin };
}

function feedInput(event: Extract<MarketInput, { kind: 'feed' }>['event']): MarketInput {
  return { kind: 'feed', event };
}
