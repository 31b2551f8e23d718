import type { Direction } from '../../../../shared/market.ts';
import type { MarketView, SetupFactory } from '../setup.ts';

/** Volumes this close are equal. */
const SLACK = 1e-9;
/** LONG is tried first. */
const SIDES: readonly Direction[] = [1, -1];

/** The level that this candle swept in the given direction: taken out by the wick, closed back inside, strictly. */
function sweptLevel({ candle, indicators }: MarketView, direction: Direction): number | undefined {
  const level = direction === 1 ? indicators.priorLow : indicators.priorHigh;
  if (level === null) return undefined;
  if (direction === 1) return candle.low < level && level < candle.close ? level : undefined;
  return candle.high > level && level > candle.close ? level : undefined;
}

/** Fades a candle that takes out the extreme of the candles before it and closes back inside; the target is the VWAP. */
export const sweepInvalidation: SetupFactory = (strategy, instrument) => {
  const rule = strategy.setups.sweep_invalidation;
  if (!rule.enabled) return undefined;

  const isAllowed = ({ indicators, candle }: MarketView, direction: Direction): boolean => {
    const { ema9, ema20, volume, cvd } = indicators;
    if (!ema9.isReady || !ema20.isReady || !volume.isFull) return false;
    if ((ema9.value - ema20.value) * direction < 0) return false;
    if (candle.volume + SLACK < rule.min_vol_ratio * indicators.meanVolume) return false;
    if (!rule.require_cvd_confirm) return true;
    return cvd?.divergence === (direction === 1 ? 'BULLISH' : 'BEARISH');
  };

  return {
    name: 'sweep_invalidation',
    detect(market) {
      const { indicators } = market;
      for (const side of SIDES) {
        const level = sweptLevel(market, side);
        if (level === undefined || !indicators.atr.isReady || !isAllowed(market, side)) continue;
        const vwap = indicators.vwap;
        if (vwap === null) return undefined;
        return {
          setup: 'sweep_invalidation',
          direction: side,
          type: 'market',
          entry: side === 1 ? market.buyReference : market.sellReference,
          stop: instrument.ticksNearest(level - side * rule.stop_atr_mult * indicators.atr.value),
          target: instrument.ticksNearest(vwap),
        };
      }
      return undefined;
    },
  };
};
