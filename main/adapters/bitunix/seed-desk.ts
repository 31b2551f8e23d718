import type { FeedEvent } from '../../../shared/events.ts';
import type { Interval } from '../../../shared/interval.ts';
import type { Candle, CandleOrigin } from '../../../shared/market.ts';
import type { MarketInput } from '../../session/ports.ts';
import type { CandleDesk } from './candle-desk.ts';
import type { MarketApi } from './market-api.ts';
import { readSeed } from './seeding.ts';
import { syntheticCandles } from './synthetic-candles.ts';

const SYNTHETIC_CANDLES = 200;
const SYNTHETIC_SEED = 1;
/** With so many real candles the session discards the invented ones. */
const REAL_CANDLES_ENOUGH = 100;
const LONGEST_REASON = 400;

export interface SeedDeskParts {
  readonly api: MarketApi;
  readonly candles: Pick<CandleDesk, 'begin' | 'lastFinal'>;
  readonly symbol: string;
  readonly interval: Interval;
  readonly stepMs: number;
  readonly seedBars: number;
  readonly warmCandles: readonly Candle[];
  readonly signal: AbortSignal;
  push(inputs: readonly MarketInput[]): void;
  outcome(operation: string, error: unknown): void;
  /** A bug: nothing that the exchange does comes here. */
  fail(error: unknown): void;
}

/** Gives a session its first candles: kept ones, the exchange's, or in need invented ones, and then lets the live ones follow. */
export class SeedDesk {
  private readonly parts: SeedDeskParts;
  private price: number | null = null;
  private missing: string | null = null;
  private realCandlesNeeded = 0;
  /** True when the exchange had less history than was asked for. */
  isShort = false;

  constructor(parts: SeedDeskParts) {
    this.parts = parts;
  }

  /** Begins; a run that was interrupted goes on after its last candle, and what it missed is a gap. */
  start(lastOpenTime: number | null): void {
    const { candles, warmCandles } = this.parts;
    if (lastOpenTime !== null) candles.begin(lastOpenTime);
    else if (warmCandles.length > 0) this.beginWith(warmCandles, 'history');
    else void this.ask().catch((error: unknown) => this.parts.fail(error));
  }

  /** A live price is known, around which history can be invented. */
  priced(price: number): void {
    this.price = price;
    this.inventIfNeeded();
  }

  /** Counts a real candle that was handed over. */
  realCandle(): void {
    this.realCandlesNeeded = Math.max(0, this.realCandlesNeeded - 1);
  }

  /** True while invented candles stand in the indicators. */
  get isSynthetic(): boolean {
    return this.realCandlesNeeded > 0;
  }

  private async ask(): Promise<void> {
    const { api, candles, symbol, interval, seedBars, signal, outcome } = this.parts;
    const query = { symbol, interval, wanted: seedBars };
    const seed = await readSeed(api, query, (openTime) => openTime <= candles.lastFinal);
    if (signal.aborted) return;
    outcome('history', seed.error);
    const closed = seed.candles;
    if (closed.length === 0) {
      this.missing = seed.error instanceof Error ? seed.error.message : 'the exchange has none';
      this.inventIfNeeded();
      return;
    }
    this.isShort = closed.length < seedBars;
    if (this.isShort) this.tell({ event: 'SEED_INCOMPLETE', wanted: seedBars, got: closed.length });
    this.beginWith(closed, 'history');
  }

  private inventIfNeeded(): void {
    const { missing, price } = this;
    if (missing === null || price === null) return;
    this.missing = null;
    this.realCandlesNeeded = REAL_CANDLES_ENOUGH;
    const count = Math.min(SYNTHETIC_CANDLES, this.parts.seedBars);
    const reason = `no history could be had (${missing}); ${count} candles were invented around the price`;
    this.tell({ event: 'FALLBACK', reason: reason.slice(0, LONGEST_REASON).toWellFormed() });
    const last = this.parts.candles.lastFinal;
    this.beginWith(syntheticCandles(price, last, this.parts.stepMs, count, SYNTHETIC_SEED), 'synthetic');
  }

  private beginWith(candles: readonly Candle[], origin: CandleOrigin): void {
    this.parts.push(candles.map((candle) => ({ kind: 'candle' as const, candle, origin })));
    this.parts.candles.begin(candles.at(-1)?.openTime ?? this.parts.candles.lastFinal);
  }

  private tell(event: FeedEvent): void {
    this.parts.push([{ kind: 'feed', event }]);
  }
}
