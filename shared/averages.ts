import type { DecisionMade } from './events.ts';

/** Moving averages at a candle's close as the strategy saw them, by name: `ema20` is the EMA of 20 candles, `sma10` the SMA of 10. */
export type Averages = Readonly<Record<string, number>>;

const NAME = /^(?:ema|sma)\d{1,4}$/;

/** The averages that the stages of a decision looked at; those still warming up are left out, null when there are none. */
export function averagesOf({ stages }: Pick<DecisionMade, 'stages'>): Averages | null {
  const found: Record<string, number> = {};
  let hasAny = false;
  for (const { inputs } of stages) {
    for (const name in inputs) {
      const value = inputs[name];
      if (typeof value !== 'number' || !NAME.test(name)) continue;
      found[name] = value;
      hasAny = true;
    }
  }
  return hasAny ? found : null;
}
