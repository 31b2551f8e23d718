import { describe, expect, it } from 'vitest';
import { publicSocketUrl, restBaseUrl } from '../../../main/adapters/bitunix/exchange-urls.ts';
import { readKlines } from '../../../main/adapters/bitunix/kline-rows.ts';
import { Failure } from '../../../shared/failure.ts';
import { Instrument } from '../../../shared/instrument.ts';
import { START } from './support/manual-timers.ts';
import { ok, row, scriptedRest } from './support/scripted-rest.ts';

const MINUTE = 60_000;

describe('klines', () => {
  it('come out ascending, once each, whatever order and type they had', () => {
    const data = [
      row(START),
      row(START - MINUTE, { time: START - MINUTE, close: 80_020.5 }),
      row(START),
      row(START + MINUTE),
    ];
    const candles = readKlines(data, MINUTE);
    expect(candles.map(({ openTime }) => openTime)).toEqual([START - MINUTE, START, START + MINUTE]);
    expect(candles[0]?.close).toBe(80_020.5);
  });

  it('are widened when the open lies outside, and rows that cannot be are left out', () => {
    const data = [
      row(START, { open: '76389', high: '76383.1', low: '76300', close: '76350' }),
      row(START + MINUTE, { close: '' }),
      row(START + 1),
      'nonsense',
    ];
    expect(readKlines(data, MINUTE)).toEqual([
      { openTime: START, open: 76_389, high: 76_389, low: 76_300, close: 76_350, volume: 10 },
    ]);
    expect(() => readKlines(['nonsense'], MINUTE)).toThrow('no kline row');
  });

  it('have their volume in coins, also when the two volumes are swapped', () => {
    const live = { close: '76389', high: '76400', low: '76300', open: '76350' };
    const swapped = row(START, { ...live, quoteVol: '31.5403', baseVol: '2410748.64904' });
    const straight = row(START, { ...live, baseVol: '31.5403', quoteVol: '2410748.64904' });
    expect(readKlines([swapped], MINUTE)[0]?.volume).toBe(31.5403);
    expect(readKlines([straight], MINUTE)[0]?.volume).toBe(31.5403);
  });

  it('follow the other rows, then the documentation, when a row cannot tell', () => {
    const quiet = { quoteVol: '0', baseVol: '0' };
    const odd = { open: '1', high: '1', low: '1', close: '1', quoteVol: '7', baseVol: '7.1' };
    const swapped = row(START, { quoteVol: '10', baseVol: '800000' });
    expect(readKlines([swapped, row(START + MINUTE, odd)], MINUTE).map(({ volume }) => volume)).toEqual([10, 7]);
    expect(readKlines([row(START, odd), row(START + MINUTE, quiet)], MINUTE).map(({ volume }) => volume)).toEqual([
      7.1, 0,
    ]);
  });
});

describe('funding', () => {
  const forecast = {
    symbol: 'BTCUSDT',
    fundingRate: '0.003834',
    fundingInterval: '8',
    nextFundingTime: '1790006400000',
  };

  it.each([
    ['an array', [forecast]],
    ['an object', forecast],
  ])('forecast is percent, given as %s', async (_what, data) => {
    const { api } = scriptedRest(() => ok(data));
    expect(await api.fundingForecast('BTCUSDT')).toEqual({
      rate: 0.00003834,
      nextAt: 1_790_006_400_000,
      intervalMs: 28_800_000,
    });
  });

  it('history is a fraction, ascending, asked for with starTime', async () => {
    const rows = [
      { fundingRate: '0.00003757', fundingTime: '1789977600000', markPrice: '80102.4' },
      { fundingRate: '-0.0001', fundingTime: '1789948800000' },
      { fundingRate: '0.0002', fundingTime: '1789920000000' },
    ];
    const { api, requests } = scriptedRest(() => ok(rows));
    expect(await api.fundingHistory({ symbol: 'BTCUSDT', from: 1_789_948_800_000, limit: 5 })).toEqual([
      { at: 1_789_948_800_000, rate: -0.0001 },
      { at: 1_789_977_600_000, rate: 0.00003757 },
    ]);
    expect(requests[0]?.url.search).toBe('?symbol=BTCUSDT&starTime=1789948800000&limit=5');
  });

  it('refuses a rate that can only be a mistaken unit', async () => {
    const { api, timers } = scriptedRest(() => ok([{ ...forecast, fundingRate: '5' }]));
    const work = expect(api.fundingForecast('BTCUSDT')).rejects.toMatchObject({ kind: 'transient' });
    await work;
    expect(timers.now()).toBe(START);
  });
});

describe('tickers, depth, pairs, tiers', () => {
  it('asks for tickers with symbols, and finds its own among all', async () => {
    const { api, requests, timers } = scriptedRest(() =>
      ok([
        { symbol: 'ETHUSDT', lastPrice: '4000' },
        { symbol: 'BTCUSDT', last: '80448.3', markPrice: '80440.2' },
      ]),
    );
    expect(await api.lastPrice('BTCUSDT')).toBe(80_448.3);
    expect(requests[0]?.url.search).toBe('?symbols=BTCUSDT');
    await timers.advance(125);
    await expect(api.lastPrice('NOPEUSDT')).rejects.toMatchObject({ kind: 'fatal' });
  });

  it('takes the best levels of the book, texts or numbers', async () => {
    const { api } = scriptedRest(() =>
      ok({
        asks: [
          ['80448.4', '1.2'],
          [80_448.5, 2],
        ],
        bids: [['80448.3', '0.7']],
      }),
    );
    expect(await api.bookTop('BTCUSDT')).toEqual({ bid: 80_448.3, ask: 80_448.4 });
  });

  it('turns decimals into tick and lot', async () => {
    const pair = {
      symbol: 'BTCUSDT',
      minTradeVolume: '0.0001',
      maxLimitOrderVolume: '100000',
      maxMarketOrderVolume: '50000',
      basePrecision: 4,
      quotePrecision: 1,
      maxLeverage: 125,
      minLeverage: 1,
      priceProtectScope: '0.02',
      defaultMarginMode: 'Cross',
      symbolStatus: 'PREVIEW',
      launchTime: null,
    };
    const { api } = scriptedRest(() => ok([pair]));
    const rules = await api.instrument('btcusdt');
    expect(rules).toEqual({
      spec: { symbol: 'BTCUSDT', tickSize: '0.1', lotSize: '0.0001', minQty: '0.0001', minNotional: '5' },
      maxLimitQty: '100000',
      maxMarketQty: '50000',
      minLeverage: 1,
      maxLeverage: 125,
      priceProtection: 0.02,
      status: 'PREVIEW',
      isTradable: false,
    });
    expect(new Instrument(rules.spec).tickLotValue).toBe(1000);
  });

  it('reads margin tiers', async () => {
    const { api } = scriptedRest(() =>
      ok([
        {
          symbol: 'BTCUSDT',
          level: 2,
          startValue: '50000',
          endValue: '200000',
          leverage: 100,
          maintenanceMarginRate: '0.005',
        },
        {
          symbol: 'BTCUSDT',
          level: 1,
          startValue: '0',
          endValue: '50000',
          leverage: 125,
          maintenanceMarginRate: '0.004',
        },
      ]),
    );
    expect(await api.tiers('BTCUSDT')).toEqual([
      { level: 1, from: 0, to: 50_000, maxLeverage: 125, maintenanceMarginRate: 0.004 },
      { level: 2, from: 50_000, to: 200_000, maxLeverage: 100, maintenanceMarginRate: 0.005 },
    ]);
  });
});

describe('addresses', () => {
  it('have defaults, and take plain ones on this machine only', () => {
    expect([restBaseUrl(undefined), publicSocketUrl('')]).toEqual([
      'https://fapi.bitunix.com',
      'wss://fapi.bitunix.com/public/',
    ]);
    expect(restBaseUrl('http://127.0.0.1:8080/')).toBe('http://127.0.0.1:8080');
    expect(restBaseUrl('http://[::1]:8080')).toBe('http://[::1]:8080');
    expect(restBaseUrl('https://mirror.example/x/')).toBe('https://mirror.example/x');
    expect(publicSocketUrl('ws://localhost:1/public')).toBe('ws://localhost:1/public/');
    expect(publicSocketUrl('ws://localhost:1')).toBe('ws://localhost:1/public/');
  });

  it.each([
    'http://example.com',
    'http://127.0.0.1.example.com',
    'ftp://127.0.0.1',
    'nonsense',
    'https://u:p@example.com',
  ])('refuses %s', (url) => {
    expect(() => restBaseUrl(url)).toThrow(Failure);
    expect(() => restBaseUrl(url)).toThrow('LA_BITUNIX_REST_URL');
    expect(() => publicSocketUrl(url.replace('http', 'ws'))).toThrow('LA_BITUNIX_WS_URL');
  });
});
