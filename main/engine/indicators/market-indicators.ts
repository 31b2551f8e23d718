import type { StrategyConfig } from '../../../shared/config/strategy.ts';
import type { Candle } from '../../../shared/market.ts';
import { Atr, type AtrState } from './atr.ts';
import { CandleRing } from './candle-ring.ts';
import { Crossover, type CrossoverState } from './crossover.ts';
import { CvdDivergence, type CvdState } from './cvd-divergence.ts';
import { Ema, type EmaState } from './ema.ts';
import { RollingExtreme, type RollingExtremeState } from './rolling-extreme.ts';
import { RollingSum, type RollingSumState } from './rolling-sum.ts';

const VWAP_BARS = 60;
const VOLUME_BARS = 20;
const SWING_BARS = 40;
const ATR_BARS = 14;
/** A rolling sum of volumes below this is zero: lots are far coarser. */
const NO_VOLUME = 1e-9;

/** Every indicator of the strategy, fed once per closed candle from the first candle of the run; O(1) per candle. */
export class MarketIndicators {
  readonly ema9 = new Ema(9);
  readonly ema20 = new Ema(20);
  readonly ema50 = new Ema(50);
  readonly atr = new Atr(ATR_BARS);
  readonly volume = new RollingSum(VOLUME_BARS);
  readonly cvd: CvdDivergence | null;
  readonly crossover: Crossover | null;
  readonly swingHigh = new RollingExtreme(SWING_BARS, 'highest');
  readonly swingLow = new RollingExtreme(SWING_BARS, 'lowest');
  private readonly rangeHigh: RollingExtreme;
  private readonly rangeLow: RollingExtreme;
  private readonly vwapValue = new RollingSum(VWAP_BARS);
  private readonly vwapVolume = new RollingSum(VWAP_BARS);
  readonly history: CandleRing;
  private hasPriorRange = false;
  private priorRangeHigh = 0;
  private priorRangeLow = 0;
  /** Closed candles seen, the current one included. */
  count = 0;

  constructor(strategy: StrategyConfig) {
    const { sweep_invalidation: sweep, sma_crossover: cross } = strategy.setups;
    this.rangeHigh = new RollingExtreme(sweep.lookback_bars, 'highest');
    this.rangeLow = new RollingExtreme(sweep.lookback_bars, 'lowest');
    this.cvd = strategy.cvd.enabled ? new CvdDivergence(strategy.cvd.lookback) : null;
    this.crossover = cross.enabled ? new Crossover(cross.fast, cross.slow, cross.confirmation_bars) : null;
    this.history = new CandleRing(strategy.engine.max_history_bars);
  }

  push(candle: Candle): void {
    const { high, low, close, volume } = candle;
    this.count++;
    this.hasPriorRange = this.rangeHigh.isFull;
    this.priorRangeHigh = this.rangeHigh.value;
    this.priorRangeLow = this.rangeLow.value;
    this.rangeHigh.push(high);
    this.rangeLow.push(low);
    this.swingHigh.push(high);
    this.swingLow.push(low);
    this.ema9.push(close);
    this.ema20.push(close);
    this.ema50.push(close);
    this.atr.push(high, low, close);
    this.volume.push(volume);
    this.vwapValue.push(((high + low + close) / 3) * volume);
    this.vwapVolume.push(volume);
    this.cvd?.push(candle);
    this.crossover?.push(close);
    this.history.push(candle);
  }

  /** Highest high of the candles before the current one, over the sweep's lookback; null before it is full. */
  get priorHigh(): number | null {
    return this.hasPriorRange ? this.priorRangeHigh : null;
  }

  /** Lowest low of the same candles. */
  get priorLow(): number | null {
    return this.hasPriorRange ? this.priorRangeLow : null;
  }

  /** Volume-weighted average price of the last 60 candles; null before there are 60 or when they traded nothing. */
  get vwap(): number | null {
    if (!this.vwapVolume.isFull || this.vwapVolume.sum <= NO_VOLUME) return null;
    return this.vwapValue.sum / this.vwapVolume.sum;
  }

  /** Mean volume of the last 20 candles, of fewer while there are fewer. */
  get meanVolume(): number {
    return this.volume.sum <= NO_VOLUME ? 0 : this.volume.mean;
  }

  /** True when one of the 11 candles before the last has its high (low) within 0.08 % of the last one's. */
  hasEqual(field: 'high' | 'low'): boolean {
    const last = this.history.at(0)?.[field];
    if (last === undefined) return false;
    for (let back = 1; back <= 11; back++) {
      const other = this.history.at(back)?.[field];
      if (other !== undefined && Math.abs(other - last) <= 0.0008 * last) return true;
    }
    return false;
  }

  save(): IndicatorsState {
    const { count, priorHigh, priorLow } = this;
    return {
      count,
      priorHigh,
      priorLow,
      emas: [this.ema9.save(), this.ema20.save(), this.ema50.save()],
      atr: this.atr.save(),
      sums: [this.volume.save(), this.vwapValue.save(), this.vwapVolume.save()],
      extremes: [this.swingHigh.save(), this.swingLow.save(), this.rangeHigh.save(), this.rangeLow.save()],
      cvd: this.cvd?.save() ?? null,
      crossover: this.crossover?.save() ?? null,
      candles: this.history.last(12),
    };
  }

  load(state: IndicatorsState): void {
    this.count = state.count;
    this.hasPriorRange = state.priorHigh !== null && state.priorLow !== null;
    this.priorRangeHigh = state.priorHigh ?? 0;
    this.priorRangeLow = state.priorLow ?? 0;
    for (const [i, ema] of [this.ema9, this.ema20, this.ema50].entries()) loadInto(ema, state.emas[i]);
    this.atr.load(state.atr);
    for (const [i, sum] of [this.volume, this.vwapValue, this.vwapVolume].entries()) loadInto(sum, state.sums[i]);
    const extremes = [this.swingHigh, this.swingLow, this.rangeHigh, this.rangeLow];
    for (const [i, extreme] of extremes.entries()) loadInto(extreme, state.extremes[i]);
    if (state.cvd !== null) this.cvd?.load(state.cvd);
    if (state.crossover !== null) this.crossover?.load(state.crossover);
    for (const candle of state.candles) this.history.push(candle);
  }
}

function loadInto<State>(target: { load(state: State): void }, state: State | undefined): void {
  if (state !== undefined) target.load(state);
}

export interface IndicatorsState {
  readonly count: number;
  readonly priorHigh: number | null;
  readonly priorLow: number | null;
  readonly emas: readonly EmaState[];
  readonly atr: AtrState;
  readonly sums: readonly RollingSumState[];
  readonly extremes: readonly RollingExtremeState[];
  readonly cvd: CvdState | null;
  readonly crossover: CrossoverState | null;
  readonly candles: readonly Candle[];
}
