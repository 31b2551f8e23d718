import type { Faults } from '../faults/faults.ts';
import type { Candle } from '../market/candle.ts';
import { type Instrument, priceText, sizeText, turnoverText } from '../market/instrument.ts';
import { DOCUMENTED_INTERVALS, type Interval, restInterval } from '../market/interval.ts';
import type { Market } from '../market/market.ts';
import { servedCandle } from '../market/served-candle.ts';
import { marketOf, type World } from '../world.ts';
import { type Envelope, failure, missingParameter, noAlternative, success } from './envelope.ts';
import { type PageWindow, pageWindow } from './page-window.ts';
import { parameter, type RestRequest } from './rest-request.ts';

const TYPES = ['LAST_PRICE', 'MARK_PRICE'];

/**
 * "Get Kline": newest first, at most 200 rows, of more the newest. Other names of parameters are ignored, and 1s is an
 * interval without bars (both seen live).
 */
export function kline(request: RestRequest, world: World): Envelope {
  const symbol = parameter(request, 'symbol');
  const intervalName = parameter(request, 'interval');
  const type = parameter(request, 'type') ?? 'LAST_PRICE';
  if (symbol === undefined || intervalName === undefined) return missingParameter();
  const market = marketOf(world, symbol);
  if (market === undefined) return failure(world.profile.unknownKlineSymbolCode);
  if (!TYPES.includes(type)) return noAlternative(type, TYPES);
  const window = pageWindow(request, world, ['startTime']);
  if (window === undefined) return failure(10002);
  if (intervalName === '1s') return success([]);
  const interval = restInterval(intervalName);
  if (interval === undefined) return noAlternative(intervalName, DOCUMENTED_INTERVALS);
  const candles = candlesOf(world, market, interval, type, window);
  return success(
    candles.map((candle) => row(servedCandle(candle, world.faults), market.instrument, type, world.faults)),
  );
}

function candlesOf(world: World, market: Market, interval: Interval, type: string, asked: PageWindow): Candle[] {
  const { faults } = world;
  const now = world.now();
  if (faults.klineEmpty) return [];
  const window: PageWindow = faults.klineEndless ? { from: undefined, before: undefined, limit: asked.limit } : asked;
  const running = interval.openOf(now);
  const showsRunning =
    faults.runningCandle === 'documented' || (faults.runningCandle === 'withoutEndTime' && window.before === undefined);
  const from = Math.max(
    window.from ?? 0,
    faults.klineBars === 0 ? 0 : openBarsAgo(interval, running, faults.klineBars),
  );
  const before = Math.min(window.before ?? Number.MAX_SAFE_INTEGER, showsRunning ? now + 1 : running);
  const kind = type === 'MARK_PRICE' ? 'mark' : 'last';
  const lacks = (openTime: number) => isLacking(openTime, interval, faults, now);
  return ordered(market.bars({ kind, interval, from, before, limit: window.limit, lacks }, now), world);
}

function isLacking(openTime: number, interval: Interval, faults: Faults, now: number): boolean {
  const end = interval.nextOf(openTime);
  if (faults.klineLagMs > 0 && end > now - faults.klineLagMs) return true;
  return faults.klineGapEvery > 0 && Math.floor(openTime / (end - openTime)) % faults.klineGapEvery === 0;
}

function openBarsAgo(interval: Interval, running: number, bars: number): number {
  let open = running;
  for (let i = 1; i < bars; i++) open = interval.openOf(open - 1);
  return open;
}

function ordered(newestFirst: Candle[], { faults, dice }: World): Candle[] {
  const rows = faults.klineDuplicates ? newestFirst.flatMap((candle) => [candle, candle]) : newestFirst;
  if (faults.klineOrder === 'newestFirst') return rows;
  if (faults.klineOrder === 'oldestFirst') return rows.toReversed();
  return rows
    .map((candle) => ({ candle, place: dice.uniform(0, 1) }))
    .sort((a, b) => a.place - b.place)
    .map(({ candle }) => candle);
}

function row(candle: Candle, instrument: Instrument, type: string, faults: Faults) {
  const turnover = turnoverText(instrument, candle.turnover);
  const coins = sizeText(instrument, candle.lots);
  return {
    open: priceText(instrument, candle.open),
    high: priceText(instrument, candle.high),
    low: priceText(instrument, candle.low),
    close: priceText(instrument, candle.close),
    quoteVol: faults.volumesSwapped ? coins : turnover,
    baseVol: faults.volumesSwapped ? turnover : coins,
    time: String(candle.openTime),
    type,
  };
}
