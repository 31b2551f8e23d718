import { describe, expect, it } from 'vitest';
import { exchangeUnderTest, START } from '../support/exchange/testing/exchange-under-test.ts';

const NOT_ALLOWED = { code: 20015, data: null, msg: 'this Futures is not allowed to trade.' };

/** "Error Code", and replies seen live. */
const REPLIES: readonly (readonly [string, object])[] = [
  ['/market/depth?symbol=NOPEUSDT', NOT_ALLOWED],
  ['/market/funding_rate?symbol=NOPEUSDT', NOT_ALLOWED],
  ['/market/trading_pairs?symbols=NOPEUSDT', NOT_ALLOWED],
  ['/market/tickers?symbols=BTCUSDT,NOPEUSDT', NOT_ALLOWED],
  ['/market/kline?symbol=NOPEUSDT&interval=1m', NOT_ALLOWED],
  ['/market/depth', { code: 1, data: null, msg: 'Network Error' }],
  [
    '/market/depth?symbol=BTCUSDT&limit=20',
    { code: 10008, data: null, msg: 'Parameter 20 does not match, alternative value ["1","5","15","50","max"].' },
  ],
  ['/market/nothing', { code: 404, data: null, msg: 'Not Found' }],
  ['/market/kline?symbol=BTCUSDT&interval=1m&limit=many', { code: 10002, data: null, msg: 'Parameter Error' }],
];

describe('public REST', () => {
  it.each(REPLIES)('%s answers with HTTP 200 and a code', async (path, body) => {
    const exchange = await exchangeUnderTest();
    const answer = await exchange.get(path);
    expect([answer.status, answer.body]).toEqual([200, body]);
  });

  it('answers with an envelope and its own time in the Date header', async () => {
    const exchange = await exchangeUnderTest();
    exchange.clock.advance(61_000);
    const { headers, body } = await exchange.get('/market/depth?symbol=btcusdt&limit=5');
    expect(Date.parse(headers.get('date') ?? '')).toBe(START + 61_000);
    expect(headers.get('content-type')).toContain('application/json');
    expect(body).toEqual({ code: 0, data: expect.anything(), msg: 'Success' });
  });

  it('allows 10 requests a second for each endpoint', async () => {
    const exchange = await exchangeUnderTest();
    const codes = async (path: string, count: number) =>
      Promise.all(Array.from({ length: count }, async () => (await exchange.get(path)).body.code));
    const tickers = await codes('/market/tickers', 12);
    expect(tickers.filter((code) => code === 0)).toHaveLength(10);
    expect(tickers.filter((code) => code === 10006)).toHaveLength(2);
    expect(await codes('/market/trading_pairs', 1)).toEqual([0]);
    exchange.clock.advance(999);
    expect(await codes('/market/tickers', 1)).toEqual([10006]);
    exchange.clock.advance(1);
    expect(await codes('/market/tickers', 10)).toEqual(Array(10).fill(0));
    expect(exchange.stats.requestTimes('/tickers')).toHaveLength(23);
    expect(exchange.stats.busiestEndpoint()).toEqual({ path: '/api/v1/futures/market/tickers', requests: 13 });
  });

  it('knows only the documented methods', async () => {
    const { restUrl } = await exchangeUnderTest();
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const answer = await fetch(`${restUrl}/api/v1/futures/market/tickers`, { method });
      expect([answer.status, await answer.json()]).toEqual([200, { code: 404, data: null, msg: 'Not Found' }]);
    }
  });

  it('filters tickers and pairs by symbols, and passes over symbol', async () => {
    const exchange = await exchangeUnderTest();
    const symbols = async (path: string) => (await exchange.rows(path)).map(({ symbol }) => symbol);
    expect(await symbols('/market/tickers?symbols=ethusdt')).toEqual(['ETHUSDT']);
    expect(await symbols('/market/tickers?symbol=ETHUSDT')).toEqual(['BTCUSDT', 'ETHUSDT']);
    expect(await symbols('/market/trading_pairs?symbols=BTCUSDT,ETHUSDT')).toEqual(['BTCUSDT', 'ETHUSDT']);
    expect(await symbols('/position/get_position_tiers?symbol=BTCUSDT')).toEqual(Array(4).fill('BTCUSDT'));
  });

  it('gives 24 hour figures as texts', async () => {
    const exchange = await exchangeUnderTest();
    const [row] = await exchange.rows('/market/tickers?symbols=BTCUSDT');
    expect(Object.keys(row ?? {}).sort()).toEqual(
      ['baseVol', 'high', 'last', 'lastPrice', 'low', 'markPrice', 'open', 'quoteVol', 'symbol'].sort(),
    );
    const [open, high, low, last, coins, turnover] = ['open', 'high', 'low', 'last', 'baseVol', 'quoteVol'].map((key) =>
      Number(row?.[key]),
    ) as [number, number, number, number, number, number];
    expect(low).toBeLessThanOrEqual(Math.min(open, last));
    expect(high).toBeGreaterThanOrEqual(Math.max(open, last));
    expect(turnover / coins).toBeGreaterThan(low);
    expect(turnover / coins).toBeLessThan(high);
  });

  it('gives a book that does not cross, best prices first', async () => {
    const exchange = await exchangeUnderTest();
    for (const [limit, levels] of [
      ['1', 1],
      ['50', 50],
      ['max', 1000],
    ] as const) {
      const answer = await exchange.get(`/market/depth?symbol=BTCUSDT&limit=${limit}`);
      const { asks, bids } = answer.body.data as { asks: [string, string][]; bids: [string, string][] };
      expect([asks.length, bids.length]).toEqual([levels, levels]);
      const prices = [...bids.toReversed(), ...asks].map(([price]) => Number(price));
      expect(prices).toEqual([...new Set(prices)].sort((a, b) => a - b));
      expect([...asks, ...bids].every(([, size]) => Number(size) > 0)).toBe(true);
    }
  });
});
