import { type Interval, intervalMs } from '../../../shared/interval.ts';
import type { Candle, Quote } from '../../../shared/market.ts';
import { Random } from '../../../shared/random.ts';
import type { Clock, Feed, MarketInput, MarketSource, ResumePoint } from '../../session/ports.ts';

const TICK_MOVE = 0.0002;
const HALF_SPREAD = 0.0001;
const TICKS_PER_CANDLE = 60;
const TICK_EVERY_MS = 100;
const HISTORY_CANDLES = 200;
const START_PRICE = 60_000;

/** A seeded random walk: quotes ten times a second, a candle every 60 ticks, and history to begin with. */
export class MockSource implements MarketSource {
  private readonly walk: MockWalk;
  private isStopped = false;

  constructor(options: { readonly seed: number; readonly interval: Interval; readonly marketStart: number }) {
    this.walk = new MockWalk(options.seed, intervalMs(options.interval), options.marketStart);
  }

  start(feed: Feed, clock: Clock, resume: ResumePoint | null): void {
    const ticksDone = resume?.quoteCount ?? 0;
    const history = this.walk.history();
    if (resume === null || resume.lastOpenTime === null) {
      feed.push(history.map((candle) => ({ kind: 'candle' as const, candle, origin: 'history' as const })));
    }
    for (let tick = 0; tick < ticksDone; tick++) this.walk.next();
    let due = clock.now() + (ticksDone === 0 ? 0 : TICK_EVERY_MS);
    const beat = () => {
      if (this.isStopped) return;
      feed.push(this.walk.next());
      due += TICK_EVERY_MS;
      clock.at(due, beat);
    };
    clock.at(due, beat);
  }

  stop(): void {
    this.isStopped = true;
  }
}

/** The walk itself, without a clock: the same seed gives the same ticks and candles for ever. */
export class MockWalk {
  private readonly random: Random;
  private readonly stepMs: number;
  private readonly start: number;
  private tick = 0;
  private price = START_PRICE;
  private open = 0;
  private high = 0;
  private low = 0;
  private volume = 0;

  constructor(seed: number, stepMs: number, start: number) {
    this.random = new Random(seed, 0);
    this.stepMs = stepMs;
    this.start = start - HISTORY_CANDLES * stepMs;
  }

  /** The candles before the first live tick. Call once, before `next`. */
  history(): Candle[] {
    const candles: Candle[] = [];
    while (candles.length < HISTORY_CANDLES) {
      for (const input of this.next()) if (input.kind === 'candle') candles.push(input.candle);
    }
    return candles;
  }

  /** The next tick, with the candle it closes if it is its sixtieth. */
  next(): MarketInput[] {
    const { random } = this;
    this.price *= 1 + random.uniform(-TICK_MOVE, TICK_MOVE);
    const last = Math.round(this.price * 10) / 10;
    const inCandle = this.tick % TICKS_PER_CANDLE;
    const openTime = this.start + Math.floor(this.tick / TICKS_PER_CANDLE) * this.stepMs;
    this.tick++;
    if (inCandle === 0) {
      this.open = last;
      this.high = last;
      this.low = last;
      this.volume = 0;
    }
    this.high = Math.max(this.high, last);
    this.low = Math.min(this.low, last);
    this.volume += Math.round(random.uniform(0.05, 0.6) * 10_000) / 10_000;
    const quote = quoteAt(openTime + (inCandle * this.stepMs) / TICKS_PER_CANDLE, last);
    const volume = Math.round(this.volume * 10_000) / 10_000;
    const inputs: MarketInput[] = [{ kind: 'quote', quote, volume }];
    if (inCandle === TICKS_PER_CANDLE - 1) {
      const { open, high, low } = this;
      inputs.push({ kind: 'candle', candle: { openTime, open, high, low, close: last, volume }, origin: 'live' });
    }
    return inputs;
  }
}

function quoteAt(ts: number, last: number): Quote {
  return { ts, bid: exact(last * (1 - HALF_SPREAD)), ask: exact(last * (1 + HALF_SPREAD)), last };
}

/** The product has at most five decimals; drops the noise of binary fractions behind them. */
function exact(price: number): number {
  return Math.round(price * 1e5) / 1e5;
}
