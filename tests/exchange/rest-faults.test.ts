import { describe, expect, it } from 'vitest';
import { createFaults, type Faults, setFault } from '../support/exchange/faults/faults.ts';
import { exchangeUnderTest, START } from '../support/exchange/testing/exchange-under-test.ts';

const MINUTE_MS = 60_000;
const RUNNING = Math.floor(START / MINUTE_MS) * MINUTE_MS;
const KLINE = '/market/kline?symbol=BTCUSDT&interval=1m';
const isWhole = (value: unknown) => typeof value === 'number';

async function exchangeWith(faults: Partial<Faults>) {
  return exchangeUnderTest({ faults });
}

describe('faults of the way', () => {
  it.each(['restDown', 'cutBeforeReply', 'cutMidReply'] as const)('%s cuts the connection', async (name) => {
    const exchange = await exchangeUnderTest();
    setFault(exchange.faults, name, name === 'restDown' ? 'true' : '1');
    await expect(exchange.get('/market/tickers')).rejects.toThrow();
    setFault(exchange.faults, name, name === 'restDown' ? 'false' : '0');
    expect((await exchange.get('/market/tickers')).body.code).toBe(0);
    expect(exchange.stats.requests.map(({ status }) => status)).toEqual([null, 200]);
  });

  it('http429 comes with and without Retry-After, http403 and http503 as HTML', async () => {
    const exchange = await exchangeWith({ http429: 1 });
    const bare = await exchange.get(KLINE);
    expect([bare.status, bare.headers.get('retry-after'), bare.text.slice(0, 9)]).toEqual([429, null, '<!DOCTYPE']);
    exchange.faults.retryAfterSeconds = 7;
    expect((await exchange.get(KLINE)).headers.get('retry-after')).toBe('7');
    exchange.faults.http429 = 0;
    for (const [name, status] of [
      ['http403', 403],
      ['http503', 503],
      ['html200', 200],
    ] as const) {
      exchange.faults[name] = 1;
      const answer = await exchange.get(KLINE);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'text/html; charset=UTF-8']);
      exchange.faults[name] = 0;
    }
  });

  it('restLatencyMs and restHang wait on the clock', async () => {
    const exchange = await exchangeWith({ restLatencyMs: 3000 });
    let isAnswered = false;
    const late = exchange.get(KLINE).then(() => {
      isAnswered = true;
    });
    await expect.poll(() => exchange.stats.requests.length, { interval: 1 }).toBe(1);
    exchange.clock.advance(2999);
    exchange.faults.restLatencyMs = 0;
    await exchange.get('/market/tickers');
    expect(isAnswered).toBe(false);
    exchange.clock.advance(1);
    await late;
    exchange.faults.restHang = 1;
    const hanging = exchange.get(KLINE);
    exchange.faults.restFaultPath = '/kline';
    expect((await exchange.get('/market/tickers')).body.code).toBe(0);
    await exchange.close();
    await expect(hanging).rejects.toThrow();
  });

  it('codes of the exchange strike by share, path and number', async () => {
    const exchange = await exchangeUnderTest();
    for (const code of [1, 2, 10001, 10005, 10006] as const) {
      exchange.faults[`code${code}`] = 1;
      expect((await exchange.get(KLINE)).body).toMatchObject({ code, data: null });
      exchange.faults[`code${code}`] = 0;
    }
    Object.assign(exchange.faults, { code2: 1, restFaultPath: '/depth', restFaultLimit: 7 });
    expect((await exchange.get('/market/tickers')).body.code).toBe(0);
    const codes = [];
    for (let i = 0; i < 4; i++) codes.push((await exchange.get('/market/depth?symbol=BTCUSDT&limit=1')).body.code);
    expect(codes).toEqual([2, 2, 0, 0]);
    Object.assign(exchange.faults, { code2: 0.5, restFaultPath: '', restFaultLimit: 0 });
    const mixed = new Set<unknown>();
    for (let i = 0; i < 40; i++) {
      exchange.clock.advance(200);
      mixed.add((await exchange.get('/market/depth?symbol=BTCUSDT&limit=1')).body.code);
    }
    expect(mixed).toEqual(new Set([0, 2]));
  });

  it('brokenJson, codeAsString, otherSuccessText, unknownKeys and numbersNotStrings change the text', async () => {
    const exchange = await exchangeWith({ codeAsString: true, otherSuccessText: true, unknownKeys: true });
    const { body } = await exchange.get(`${KLINE}&limit=1`);
    expect(body).toMatchObject({ code: '0', msg: 'result.success', success: true });
    expect((body.data as object[])[0]).toHaveProperty('addedLater');
    Object.assign(exchange.faults, { ...createFaults(), numbersNotStrings: true });
    const [row] = await exchange.rows(`${KLINE}&limit=1`);
    expect([row?.open, row?.time, row?.baseVol].every(isWhole)).toBe(true);
    exchange.faults.brokenJson = 1;
    const broken = await exchange.get(KLINE);
    expect(broken.status).toBe(200);
    expect(() => JSON.parse(broken.text)).toThrow();
  });

  it('clockOffsetMs moves everything the exchange dates', async () => {
    const exchange = await exchangeWith({ clockOffsetMs: 100_000 });
    const { headers, body } = await exchange.get(`${KLINE}&limit=1`);
    expect(Date.parse(headers.get('date') ?? '')).toBe(START + 100_000);
    expect((body.data as { time: string }[])[0]?.time).toBe(String(RUNNING + 2 * MINUTE_MS));
    expect(exchange.market.last.time).toBeGreaterThan(START + 98_000);
  });
});

describe('faults of the data', () => {
  it('klineEndless, klineEmpty and klineBars lie about history', async () => {
    const exchange = await exchangeWith({ klineEndless: true });
    const newest = await exchange.rows(`${KLINE}&limit=3`);
    const path = `${KLINE}&limit=3&startTime=1&endTime=${RUNNING - 100 * MINUTE_MS}`;
    expect(await exchange.rows(path)).toEqual(newest);
    Object.assign(exchange.faults, { klineEndless: false, klineBars: 5 });
    expect(await exchange.rows(KLINE)).toHaveLength(5);
    expect(await exchange.rows(path)).toEqual([]);
    exchange.faults.klineEmpty = true;
    expect(await exchange.rows(KLINE)).toEqual([]);
  });

  it('volumesSwapped exchanges the volumes, openOutsideRange the open', async () => {
    const exchange = await exchangeUnderTest();
    const plain = await exchange.rows(`${KLINE}&limit=4`);
    Object.assign(exchange.faults, { volumesSwapped: true, openOutsideRange: true });
    const odd = await exchange.rows(`${KLINE}&limit=4`);
    expect(odd.map(({ baseVol, quoteVol }) => [quoteVol, baseVol])).toEqual(
      plain.map(({ baseVol, quoteVol }) => [baseVol, quoteVol]),
    );
    for (const { open, high, low } of odd) {
      expect(Number(open) > Number(high) || Number(open) < Number(low)).toBe(true);
    }
  });

  it('klineGapEvery, klineLagMs and runningCandle leave bars out', async () => {
    const exchange = await exchangeWith({ klineGapEvery: 10 });
    const times = async (path = KLINE) => (await exchange.rows(path)).map(({ time }) => Number(time));
    const gappy = await times(`${KLINE}&limit=200`);
    expect(gappy).toHaveLength(200);
    expect(gappy.some((time) => (time / MINUTE_MS) % 10 === 0)).toBe(false);
    Object.assign(exchange.faults, { klineGapEvery: 0, klineLagMs: 45_000 });
    expect((await times())[0]).toBe(RUNNING - 2 * MINUTE_MS);
    Object.assign(exchange.faults, { klineLagMs: 0, runningCandle: 'withoutEndTime' });
    expect((await times())[0]).toBe(RUNNING);
    expect((await times(`${KLINE}&endTime=${START}`))[0]).toBe(RUNNING - MINUTE_MS);
    exchange.faults.runningCandle = 'never';
    expect((await times())[0]).toBe(RUNNING - MINUTE_MS);
  });

  it('klineOrder and klineDuplicates upset the rows, fundingAsObject the array', async () => {
    const exchange = await exchangeUnderTest();
    const plain = await exchange.rows(KLINE);
    exchange.faults.klineOrder = 'oldestFirst';
    expect(await exchange.rows(KLINE)).toEqual(plain.toReversed());
    exchange.faults.klineOrder = 'shuffled';
    const shuffled = await exchange.rows(KLINE);
    expect(shuffled).not.toEqual(plain);
    expect(new Set(shuffled.map(({ time }) => time))).toEqual(new Set(plain.map(({ time }) => time)));
    Object.assign(exchange.faults, { klineOrder: 'newestFirst', klineDuplicates: true, fundingAsObject: true });
    expect((await exchange.rows(KLINE)).filter((_, i) => i % 2 === 1)).toEqual(plain);
    const { body } = await exchange.get('/market/funding_rate?symbol=BTCUSDT');
    expect(body.data).toMatchObject({ symbol: 'BTCUSDT' });
  });

  it('are set by name, refuse what they do not take, and can be planned', async () => {
    const exchange = await exchangeUnderTest();
    expect(() => setFault(exchange.faults, 'nothing', '1')).toThrow('there is no fault "nothing"');
    expect(() => setFault(exchange.faults, 'http429', '2')).toThrow('http429');
    expect(() => exchange.schedule('silentChannels=3@5')).toThrow('silentChannels');
    exchange.schedule('restDown=true');
    exchange.schedule('silentChannels=["*"]@20+12');
    const seen = () => [exchange.faults.restDown, exchange.faults.silentChannels];
    expect(seen()).toEqual([true, []]);
    exchange.clock.advance(20_000);
    expect(seen()).toEqual([true, ['*']]);
    exchange.clock.advance(12_000);
    expect(seen()).toEqual([true, []]);
  });
});
