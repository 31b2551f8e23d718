import { roundToTick } from '../../../../shared/instrument.ts';
import { bracket, type SetupFactory } from '../setup.ts';

/** Follows a confirmed crossover of two simple averages, if the market moves enough. */
export const smaCrossover: SetupFactory = (strategy, instrument) => {
  const rule = strategy.setups.sma_crossover;
  if (!rule.enabled) return undefined;
  return {
    name: 'sma_crossover',
    detect({ indicators, candle, buyReference, sellReference }) {
      const direction = indicators.crossover?.confirmed ?? 0;
      if (direction === 0 || !indicators.atr.isReady) return undefined;
      if (indicators.atr.value / candle.close < rule.volatility_threshold) return undefined;
      const entry = direction === 1 ? buyReference : sellReference;
      const risk = instrument.toTicks(rule.stop_atr_mult * indicators.atr.value);
      const { stop, target } = bracket(entry, direction, { risk, reward: rule.tp_r_mult * risk }, roundToTick);
      return { setup: 'sma_crossover', direction, type: 'market', entry, stop, target };
    },
  };
};
