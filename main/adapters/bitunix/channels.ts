import type { Interval } from '../../../shared/interval.ts';

const KLINE_CHANNELS: Readonly<Partial<Record<Interval, string>>> = {
  '1m': '1min',
  '3m': '3min',
  '5m': '5min',
  '15m': '15min',
  '30m': '30min',
  '1h': '60min',
  '1d': '1day',
};

/** Name of the candle channel of an interval; a wrong spelling would be silence, not an error (fact sheet 5.4). */
export function klineChannel(interval: Interval): string {
  return `market_kline_${KLINE_CHANNELS[interval] ?? interval}`;
}

/** What a session listens to: candles, best bid and ask, last price (from two channels), mark price and settled funding. */
export function sessionChannels(interval: Interval): readonly string[] {
  return [klineChannel(interval), 'depth_book1', 'ticker', 'trade', 'price'];
}
