import { describe, expect, it, onTestFinished } from 'vitest';
import { toFailure } from '../../../main/adapters/bitunix/exchange-error.ts';
import { klinesBetween } from '../../../main/adapters/bitunix/kline-paging.ts';
import { openMarketApi } from '../../../main/adapters/bitunix/open-market-api.ts';
import { Instrument } from '../../../shared/instrument.ts';
import { startExchange } from '../../support/exchange/start-exchange.ts';

const MINUTE = 60_000;

describe('public REST outside of a session', () => {
  it('reads every endpoint of the exchange server', async () => {
    const exchange = await startExchange();
    onTestFinished(() => exchange.close());
    const api = openMarketApi(exchange.restUrl);
    const rules = await api.instrument('BTCUSDT');
    expect(new Instrument(rules.spec).symbol).toBe('BTCUSDT');
    expect(rules.isTradable).toBe(true);
    const { bid, ask } = await api.bookTop('BTCUSDT');
    expect(bid).toBeLessThan(ask);
    expect(Math.abs((await api.lastPrice('BTCUSDT')) / bid - 1)).toBeLessThan(0.01);
    expect((await api.tiers('BTCUSDT'))[0]).toMatchObject({ level: 1, from: 0 });
    const forecast = await api.fundingForecast('BTCUSDT');
    expect(Math.abs(forecast.rate)).toBeLessThan(0.003);
    expect(forecast.nextAt).toBeGreaterThan(exchange.now());
    const history = await api.fundingHistory({ symbol: 'BTCUSDT', limit: 10 });
    expect(history).toHaveLength(10);
    const before = Math.floor(exchange.now() / MINUTE) * MINUTE;
    const range = { symbol: 'BTCUSDT', interval: '1m', from: before - 1000 * MINUTE, before } as const;
    const candles = await klinesBetween(api, range);
    expect(candles.map(({ openTime }) => openTime)).toEqual(
      Array.from({ length: 1000 }, (_, index) => range.from + index * MINUTE),
    );
  });

  it('says in a sentence what is wrong', async () => {
    const exchange = await startExchange();
    const api = openMarketApi(exchange.restUrl);
    expect(toFailure(await api.bookTop('NOPEUSDT').catch((error: unknown) => error))).toMatchObject({
      code: 'not_found',
      message: expect.stringContaining('Bitunix: /api/v1/futures/market/depth: code 20015'),
    });
    await exchange.close();
    expect(toFailure(await api.lastPrice('BTCUSDT').catch((error: unknown) => error))).toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });
});
