import { describe, expect, it } from 'vitest';
import { priceText, sizeText, turnoverText } from '../support/exchange/market/instrument.ts';
import { type ExchangeUnderTest, exchangeUnderTest, START } from '../support/exchange/testing/exchange-under-test.ts';

const MINUTE_MS = 60_000;
const RUNNING = Math.floor(START / MINUTE_MS) * MINUTE_MS;
const ONE_MINUTE = '/market/kline?symbol=BTCUSDT&interval=1m';

function truth({ market }: ExchangeUnderTest, openTime: number) {
  const bar = market.minute(openTime);
  if (bar === undefined) throw new Error('there is no such bar');
  const { instrument } = market;
  return {
    open: priceText(instrument, bar.open),
    high: priceText(instrument, bar.high),
    low: priceText(instrument, bar.low),
    close: priceText(instrument, bar.close),
    quoteVol: turnoverText(instrument, bar.turnover),
    baseVol: sizeText(instrument, bar.lots),
    time: String(openTime),
    type: 'LAST_PRICE',
  };
}

async function times(exchange: ExchangeUnderTest, path: string): Promise<number[]> {
  return (await exchange.rows(path)).map(({ time }) => Number(time));
}

/** Open times of `count` minutes, newest first. */
function minutes(newest: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => newest - i * MINUTE_MS);
}

describe('"Get Kline"', () => {
  it('gives 100 rows newest first, as texts, the running bar first, equal to the market', async () => {
    const exchange = await exchangeUnderTest();
    exchange.clock.advance(5 * MINUTE_MS);
    const running = RUNNING + 5 * MINUTE_MS;
    expect(await exchange.rows(ONE_MINUTE)).toEqual(minutes(running, 100).map((time) => truth(exchange, time)));
  });

  it('cuts limit to 200, takes startTime in and endTime out, and of more rows gives the newest', async () => {
    const exchange = await exchangeUnderTest();
    expect(await times(exchange, `${ONE_MINUTE}&limit=1000`)).toEqual(minutes(RUNNING, 200));
    const [from, to] = [RUNNING - 10 * MINUTE_MS, RUNNING - 5 * MINUTE_MS];
    expect(await times(exchange, `${ONE_MINUTE}&startTime=${from}&endTime=${to}`)).toEqual(minutes(to - MINUTE_MS, 5));
    expect(await times(exchange, `${ONE_MINUTE}&startTime=${from}&limit=3`)).toEqual(minutes(RUNNING, 3));
    expect(await times(exchange, `${ONE_MINUTE}&endTime=${RUNNING}&limit=2`)).toEqual(minutes(RUNNING - MINUTE_MS, 2));
    expect(await times(exchange, `${ONE_MINUTE}&endTime=${RUNNING + 1}&limit=1`)).toEqual([RUNNING]);
    expect(await times(exchange, `${ONE_MINUTE}&start_time=${from}&end_time=${to}&limit=1`)).toEqual([RUNNING]);
    expect(await times(exchange, `${ONE_MINUTE}&startTime=${to}&endTime=${from}`)).toEqual([]);
  });

  it('pages backwards without a gap to the beginning of its history', async () => {
    const exchange = await exchangeUnderTest({ profile: { pastDays: 0.5 } });
    const all: number[] = [];
    for (let cursor = RUNNING + MINUTE_MS; ; cursor = all.at(-1) ?? 0) {
      const page = await times(exchange, `${ONE_MINUTE}&limit=200&endTime=${cursor}`);
      if (page.length === 0) break;
      all.push(...page);
    }
    expect(all).toEqual(minutes(RUNNING, 721));
  });

  it('adds minutes up to longer bars, aligned to UTC', async () => {
    const exchange = await exchangeUnderTest();
    const interval = (name: string) => `/market/kline?symbol=BTCUSDT&interval=${name}`;
    const [running, hour] = await exchange.rows(`${interval('1h')}&limit=2`);
    expect(Number(running?.time)).toBe(Date.UTC(2026, 8, 21, 9));
    const bars = minutes(Date.UTC(2026, 8, 21, 8, 59), 60).map((time) => truth(exchange, time));
    expect(hour).toMatchObject({
      open: bars.at(-1)?.open,
      close: bars[0]?.close,
      high: String(Math.max(...bars.map(({ high }) => Number(high)))),
      low: String(Math.min(...bars.map(({ low }) => Number(low)))),
    });
    expect(Number(hour?.baseVol)).toBeCloseTo(
      bars.reduce((sum, { baseVol }) => sum + Number(baseVol), 0),
      6,
    );
    const opens = async (name: string) => (await times(exchange, `${interval(name)}&limit=1`))[0];
    expect(await opens('1d')).toBe(Date.UTC(2026, 8, 21));
    expect(await opens('1w')).toBe(Date.UTC(2026, 8, 21));
    expect(await opens('1M')).toBe(Date.UTC(2026, 8, 1));
    expect(await opens('4h')).toBe(Date.UTC(2026, 8, 21, 8));
  });

  it('knows mark prices, an interval without bars, and which intervals there are', async () => {
    const exchange = await exchangeUnderTest();
    const [mark] = await exchange.rows(`${ONE_MINUTE}&type=MARK_PRICE`);
    expect(mark).toMatchObject({ type: 'MARK_PRICE', time: String(RUNNING), baseVol: '0', quoteVol: '0' });
    expect(mark?.open).toBe(priceText(exchange.market.instrument, exchange.market.minute(RUNNING, 'mark')?.open ?? 0));
    expect(await exchange.rows('/market/kline?symbol=BTCUSDT&interval=1s')).toEqual([]);
    const { body } = await exchange.get('/market/kline?symbol=BTCUSDT&interval=7m');
    expect(body).toMatchObject({ code: 10008, msg: expect.stringContaining('"1m","5m"') });
  });

  it('gives flat bars for quiet minutes, or none, as the profile says', async () => {
    for (const skipsQuietBars of [false, true]) {
      const exchange = await exchangeUnderTest({ profile: { tradesPerSecond: 0.01, skipsQuietBars } });
      exchange.clock.advance(60 * MINUTE_MS);
      const rows = await exchange.rows(
        `${ONE_MINUTE}&startTime=${RUNNING + MINUTE_MS}&endTime=${RUNNING + 61 * MINUTE_MS - MINUTE_MS}`,
      );
      const quiet = rows.filter(({ baseVol }) => baseVol === '0');
      if (skipsQuietBars) expect(rows.length).toBeLessThan(59);
      else expect(rows).toHaveLength(59);
      expect(quiet.length > 0).toBe(!skipsQuietBars);
      for (const { open, high, low, close } of quiet) expect([high, low, close]).toEqual([open, open, open]);
    }
  });
});
