import { roundToTick } from '../../../../shared/instrument.ts';
import { bracket, type SetupFactory } from '../setup.ts';

/** In a trend, waits with a limit at the EMA20; the stop is a multiple of ATR away, the target a multiple of that distance. */
export const pullbackRibbon: SetupFactory = (strategy, instrument) => {
  const rule = strategy.setups.pullback_ribbon;
  if (!rule.enabled) return undefined;
  return {
    name: 'pullback_ribbon',
    detect({ trend, indicators }) {
      if (trend === 'CHOP' || !indicators.ema20.isReady || !indicators.atr.isReady) return undefined;
      const direction = trend === 'UP' ? 1 : -1;
      const average = indicators.ema20.value;
      const entry = direction === 1 ? instrument.ticksDown(average) : instrument.ticksUp(average);
      const risk = instrument.toTicks(rule.stop_atr_mult * indicators.atr.value);
      const { stop, target } = bracket(entry, direction, { risk, reward: rule.tp_r_mult * risk }, roundToTick);
      return { setup: 'pullback_ribbon', direction, type: 'limit', entry, stop, target };
    },
  };
};
