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
  private lows: number[] = [];
  private highs: number[] = [];
  private cvds: number[] = [];
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
    this.divergence = this.cvds.length < COMPARED ? 'NONE' : this.compare(low, high, cvd);
    remember(this.lows, low);
    remember(this.highs, high);
    remember(this.cvds, cvd);
  }

  private compare(low: number, high: number, cvd: number): Divergence {
    const { lows, highs, cvds } = this;
    const slack = TIE * this.volumes.sum;
    if (low < lowest(lows) && cvd >= lowest(cvds) - slack) return 'BULLISH';
    if (high > highest(highs) && cvd <= highest(cvds) + slack) return 'BEARISH';
    return 'NONE';
  }

  /** Delta over the window, or null before it is full. */
  get value(): number | null {
    return this.deltas.isFull ? this.deltas.sum : null;
  }

  save(): CvdState {
    const { lows, highs, cvds, divergence } = this;
    const seen = { lows: [...lows], highs: [...highs], cvds: [...cvds] };
    return { deltas: this.deltas.save(), volumes: this.volumes.save(), ...seen, divergence };
  }

  load(state: CvdState): void {
    this.deltas.load(state.deltas);
    this.volumes.load(state.volumes);
    this.lows = [...state.lows];
    this.highs = [...state.highs];
    this.cvds = [...state.cvds];
    this.divergence = state.divergence;
  }
}

function remember(values: number[], value: number): void {
  if (values.length < COMPARED) {
    values.push(value);
    return;
  }
  for (let i = 1; i < COMPARED; i++) values[i - 1] = values[i] ?? 0;
  values[COMPARED - 1] = value;
}

function lowest(values: readonly number[]): number {
  let best = values[0] ?? 0;
  for (let i = 1; i < values.length; i++) best = Math.min(best, values[i] ?? best);
  return best;
}

function highest(values: readonly number[]): number {
  let best = values[0] ?? 0;
  for (let i = 1; i < values.length; i++) best = Math.max(best, values[i] ?? best);
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
