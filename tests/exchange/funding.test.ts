import { describe, expect, it } from 'vitest';
import { exchangeUnderTest, START } from '../support/exchange/testing/exchange-under-test.ts';

const HISTORY = '/market/get_funding_rate_history?symbol=BTCUSDT';

describe('funding', () => {
  it('tells the coming rate in percent, with bounds, interval and next time', async () => {
    const exchange = await exchangeUnderTest();
    const [row, ...rest] = await exchange.rows('/market/funding_rate?symbol=btcusdt');
    expect(rest).toEqual([]);
    expect(row).toMatchObject({
      symbol: 'BTCUSDT',
      fundingInterval: 8,
      nextFundingTime: String(Date.UTC(2026, 8, 21, 16)),
      maxFundingRate: '0.3',
      minFundingRate: '-0.3',
    });
    expect(Number(row?.fundingRate)).toBe(exchange.market.funding.expectedRate(START) / 1e6);
  });

  it('lists all symbols in the batch, the delisted ones too', async () => {
    const exchange = await exchangeUnderTest();
    const rows = await exchange.rows('/market/funding_rate/batch');
    expect(rows.map(({ symbol }) => symbol)).toEqual(['BTCUSDT', 'ETHUSDT', 'LUNAUSDT']);
    expect(rows[2]).toMatchObject({ fundingRate: '0', indexPrice: null });
  });

  it('gives settled rates newest first as fractions: a hundredth of what is pushed', async () => {
    const exchange = await exchangeUnderTest();
    const rows = await exchange.rows(`${HISTORY}&limit=3`);
    expect(rows.map(({ fundingTime }) => Number(fundingTime))).toEqual(
      [8, 0, -8].map((hour) => Date.UTC(2026, 8, 21, hour)),
    );
    const probe = await exchange.connect();
    probe.subscribe('price');
    await probe.untilPong();
    exchange.clock.advance(500);
    const { json } = await probe.next((frame) => frame.json.ch === 'price');
    const data = json.data as { fr: string; ft: string; nft: string };
    expect(Number(data.fr)).toBeCloseTo(Number(rows[0]?.fundingRate) * 100, 9);
    expect([data.ft, data.nft]).toEqual(['2026-09-21T08:00:00Z', '2026-09-21T16:00:00Z']);
  });

  it('charges at the settlement what it announced last', async () => {
    const exchange = await exchangeUnderTest({}, Date.UTC(2026, 8, 21, 16) - 1);
    const [announced] = await exchange.rows('/market/funding_rate?symbol=BTCUSDT');
    exchange.clock.advance(1);
    const [settled] = await exchange.rows(HISTORY);
    expect(settled?.fundingTime).toBe(announced?.nextFundingTime);
    expect(Number(settled?.fundingRate) * 100).toBeCloseTo(Number(announced?.fundingRate), 5);
  });

  it('takes starTime, and startTime too', async () => {
    const exchange = await exchangeUnderTest({ profile: { pastDays: 70 } });
    const from = Date.UTC(2026, 8, 20);
    for (const name of ['starTime', 'startTime'])
      expect(await exchange.rows(`${HISTORY}&${name}=${from}`)).toHaveLength(5);
    expect(await exchange.rows(`${HISTORY}&endTime=${from}&limit=1`)).toMatchObject([
      { fundingTime: String(Date.UTC(2026, 8, 19, 16)) },
    ]);
    expect(await exchange.rows(`${HISTORY}&limit=500`)).toHaveLength(200);
  });
});
