import type { Candle } from '../../../shared/market.ts';
import { RollingSum, type RollingSumState } from './rolling-sum.ts';

const COMPARED = 4;
/** CVDs closer than this share of the window's volume are equal. */
const TIE = 1e-9;

export type Divergence = 'BULLISH' | 'BEARISH' | 'NONE';

/**
 * Synthetic cumulative volume delta over a window, and its divergence from price: a low strictly below the four lows before
 * it while the delta is not strictly below their lowest delta is BULLISH; mirrored BEARISH. BULLISH is tested first.
 */
export class CvdDivergence {
  private readonly deltas: RollingSum;
  private readonly volumes: RollingSum;
  /** The candles before the current one that had a delta, in rings. */
  private readonly lows = new Float64Array(COMPARED);
  private readonly highs = new Float64Array(COMPARED);
  private readonly cvds = new Float64Array(COMPARED);
  private next = 0;
  private seen = 0;
  divergence: Divergence = 'NONE';

  constructor(lookback: number) {
    this.deltas = new RollingSum(lookback);
    this.volumes = new RollingSum(lookback);
  }

  push(candle: Candle): void {
    const { high, low, close, volume } = candle;
    const range = high - low;
    this.deltas.push(range === 0 ? 0 : ((close - low - (high - close)) / range) * volume);
    this.volumes.push(volume);
    if (!this.deltas.isFull) return;
    const cvd = this.deltas.sum;
    this.divergence = this.seen < COMPARED ? 'NONE' : this.compare(low, high, cvd);
    this.remember(low, high, cvd);
  }

  private remember(low: number, high: number, cvd: number): void {
    const { next } = this;
    this.lows[next] = low;
    this.highs[next] = high;
    this.cvds[next] = cvd;
    this.next = next + 1 === COMPARED ? 0 : next + 1;
    if (this.seen < COMPARED) this.seen++;
  }

  private compare(low: number, high: number, cvd: number): Divergence {
    const { lows, highs, cvds } = this;
    const slack = TIE * this.volumes.sum;
    if (isBelowAll(low, lows) && cvd >= lowest(cvds) - slack) return 'BULLISH';
    if (isAboveAll(high, highs) && cvd <= highest(cvds) + slack) return 'BEARISH';
    return 'NONE';
  }

  /** Delta over the window, or null before it is full. */
  get value(): number | null {
    return this.deltas.isFull ? this.deltas.sum : null;
  }

  save(): CvdState {
    const oldestFirst = (ring: Float64Array) => [
      ...ring.subarray(this.next, this.seen),
      ...ring.subarray(0, this.next),
    ];
    return {
      deltas: this.deltas.save(),
      volumes: this.volumes.save(),
      lows: oldestFirst(this.lows),
      highs: oldestFirst(this.highs),
      cvds: oldestFirst(this.cvds),
      divergence: this.divergence,
    };
  }

  load(state: CvdState): void {
    this.deltas.load(state.deltas);
    this.volumes.load(state.volumes);
    this.lows.set(state.lows);
    this.highs.set(state.highs);
    this.cvds.set(state.cvds);
    this.seen = state.cvds.length;
    this.next = this.seen % COMPARED;
    this.divergence = state.divergence;
  }
}

/** Most lows are not below the ones before, and the first look tells: cheaper than to find the lowest. */
function isBelowAll(value: number, others: Float64Array): boolean {
  for (let i = 0; i < COMPARED; i++) {
    if (!(value < (others[i] ?? 0))) return false;
  }
  return true;
}

function isAboveAll(value: number, others: Float64Array): boolean {
  for (let i = 0; i < COMPARED; i++) {
    if (!(value > (others[i] ?? 0))) return false;
  }
  return true;
}

function lowest(values: Float64Array): number {
  let best = values[0] ?? 0;
  for (let i = 1; i < COMPARED; i++) best = Math.min(best, values[i] ?? 0);
  return best;
}

function highest(values: Float64Array): number {
  let best = values[0] ?? 0;
  for (let i = 1; i < COMPARED; i++) best = Math.max(best, values[i] ?? 0);
  return best;
}

export interface CvdState {
  readonly deltas: RollingSumState;
  readonly volumes: RollingSumState;
  readonly lows: readonly number[];
  readonly highs: readonly number[];
  readonly cvds: readonly number[];
  readonly divergence: Divergence;
}
