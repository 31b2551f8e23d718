import { formatDecimal } from '../../shared/decimal.ts';
import type { CandleProcessed } from '../../shared/events.ts';
import type { Candle, CandleOrigin } from '../../shared/market.ts';
import type { EngineConfig } from './engine-config.ts';

/** A closed candle was taken in; its prices as they were given. */
export function candleProcessed(
  candle: Candle,
  origin: CandleOrigin,
  { instrument, interval }: Pick<EngineConfig, 'instrument' | 'interval'>,
): CandleProcessed {
  return {
    event: 'CandleProcessed',
    symbol: instrument.symbol,
    interval,
    open_time: candle.openTime,
    open: formatDecimal(candle.open),
    high: formatDecimal(candle.high),
    low: formatDecimal(candle.low),
    close: formatDecimal(candle.close),
    volume: formatDecimal(candle.volume),
    source: origin,
  };
}
