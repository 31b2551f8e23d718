import type { StageVerdict } from '../../../../shared/events.ts';
import type { Candle } from '../../../../shared/market.ts';
import type { MarketIndicators } from '../../indicators/market-indicators.ts';

export type Trend = 'UP' | 'DOWN' | 'CHOP';
export type Regime = 'CHOP_LOWVOL' | 'NORMAL' | 'TREND_HIGHVOL' | 'UNKNOWN';

const LOW_VOLATILITY = 0.002;
const HIGH_VOLATILITY = 0.006;

/** UP when EMA20 is over EMA50 and the close over EMA20; DOWN mirrored; CHOP otherwise and before the averages exist. */
export function trendOf(indicators: MarketIndicators, close: number): Trend {
  const { ema20, ema50 } = indicators;
  if (!ema20.isReady || !ema50.isReady) return 'CHOP';
  if (ema20.value > ema50.value && close > ema20.value) return 'UP';
  if (ema20.value < ema50.value && close < ema20.value) return 'DOWN';
  return 'CHOP';
}

/** Volatility regime by ATR14 over the close. */
export function regimeOf(indicators: MarketIndicators, close: number): Regime {
  if (!indicators.atr.isReady) return 'UNKNOWN';
  const ratio = indicators.atr.value / close;
  if (ratio < LOW_VOLATILITY) return 'CHOP_LOWVOL';
  return ratio > HIGH_VOLATILITY ? 'TREND_HIGHVOL' : 'NORMAL';
}

/** What the market looks like at this close. */
export function describeIntake(indicators: MarketIndicators, candle: Candle, trend: Trend): StageVerdict {
  const { ema20, ema50, atr, swingHigh, swingLow } = indicators;
  return {
    stage: 'market_intake',
    result: trend,
    reason: '',
    inputs: {
      regime: regimeOf(indicators, candle.close),
      ema20: ema20.isReady ? shown(ema20.value) : null,
      ema50: ema50.isReady ? shown(ema50.value) : null,
      atr: atr.isReady ? shown(atr.value) : null,
      swing_high: swingHigh.value,
      swing_low: swingLow.value,
      equal_highs: indicators.hasEqual('high'),
      equal_lows: indicators.hasEqual('low'),
    },
  };
}

/** Rounds an indicator to 1e-6 for display; decisions use the full value. */
export function shown(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
