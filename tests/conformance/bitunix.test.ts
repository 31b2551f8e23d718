import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publicSocketUrl, restBaseUrl } from '../../main/adapters/bitunix/exchange-urls.ts';
import { readFrame } from '../../main/adapters/bitunix/frames.ts';
import { klinesBetween } from '../../main/adapters/bitunix/kline-paging.ts';
import { openMarketApi } from '../../main/adapters/bitunix/open-market-api.ts';
import { openSocket, type Socket } from '../../main/adapters/bitunix/socket.ts';
import { candleFault } from '../../shared/market.ts';
import { startExchange } from '../support/exchange/start-exchange.ts';

/**
 * What both the exchange and our picture of it must do, read-only. It runs against the local server; with
 * `LA_CONFORMANCE=real` and a network, against Bitunix itself (or what LA_BITUNIX_REST_URL and LA_BITUNIX_WS_URL name).
 */
const IS_REAL = process.env.LA_CONFORMANCE === 'real';
const MINUTE = 60_000;
const SYMBOL = 'BTCUSDT';

describe(`conformance of ${IS_REAL ? 'Bitunix' : 'the local exchange'}`, () => {
  let restUrl = '';
  let socketUrl = '';
  let close = async () => {};

  beforeAll(async () => {
    if (IS_REAL) {
      restUrl = restBaseUrl(process.env.LA_BITUNIX_REST_URL);
      socketUrl = publicSocketUrl(process.env.LA_BITUNIX_WS_URL);
      return;
    }
    const exchange = await startExchange({ seed: 11 });
    restUrl = exchange.restUrl;
    socketUrl = exchange.wsUrl;
    close = () => exchange.close();
  });
  afterAll(() => close());

  it('lists the contract with a grid that our instrument accepts', async () => {
    const rules = await openMarketApi(restUrl).instrument(SYMBOL);
    expect(rules.spec.symbol).toBe(SYMBOL);
    expect(Number(rules.spec.tickSize)).toBeGreaterThan(0);
    expect(Number(rules.spec.lotSize)).toBeGreaterThan(0);
    expect(Number(rules.spec.minQty)).toBeGreaterThanOrEqual(Number(rules.spec.lotSize));
  });

  it('pages candles without a hole, a repetition or an unsound row', async () => {
    const api = openMarketApi(restUrl);
    const before = Math.floor(Date.now() / MINUTE) * MINUTE - 5 * MINUTE;
    const from = before - 450 * MINUTE;
    const candles = await klinesBetween(api, { symbol: SYMBOL, interval: '1m', from, before });
    const opens = candles.map(({ openTime }) => openTime);
    expect(opens).toEqual(Array.from({ length: 450 }, (_, index) => from + index * MINUTE));
    expect(candles.map(candleFault).filter((fault) => fault !== undefined)).toEqual([]);
    const again = await api.klines({ symbol: SYMBOL, interval: '1m', from: before - 10 * MINUTE, before });
    expect(again).toEqual(candles.slice(-10));
  });

  it('gives funding in plausible fractions, settled every eight hours', async () => {
    const api = openMarketApi(restUrl);
    const { rate, nextAt } = await api.fundingForecast(SYMBOL);
    expect(Math.abs(rate)).toBeLessThan(0.03);
    expect(nextAt ?? Date.now() + 1).toBeGreaterThan(Date.now() - MINUTE);
    const settled = await api.fundingHistory({ symbol: SYMBOL, limit: 10 });
    expect(settled.length).toBeGreaterThan(0);
    for (const { at, rate: past } of settled) {
      expect(Math.round(at / MINUTE) % 60).toBe(0);
      expect(Math.abs(past)).toBeLessThan(0.03);
    }
  });

  it('has a sound book and a last price beside it', async () => {
    const api = openMarketApi(restUrl);
    const { bid, ask } = await api.bookTop(SYMBOL);
    const last = await api.lastPrice(SYMBOL);
    expect(bid).toBeLessThanOrEqual(ask);
    expect(Math.abs(last - bid) / bid).toBeLessThan(0.01);
  });

  it('pushes frames that our schemas read, answers our ping, and names kline, depth and ticker', async () => {
    const seen = new Set<string>();
    let isAnswered = false;
    let unread = '';
    let socket: Socket | undefined;
    await new Promise<void>((resolve, reject) => {
      socket = openSocket(socketUrl, {
        opened: () => {
          const args = ['market_kline_1min', 'depth_book1', 'ticker'].map((ch) => ({ symbol: SYMBOL, ch }));
          socket?.send(JSON.stringify({ op: 'subscribe', args }));
          socket?.send(JSON.stringify({ op: 'ping', ping: Math.floor(Date.now() / 1000) }));
        },
        message: (text) => {
          const frame = text === null ? undefined : readFrame(text);
          if (frame === undefined) unread = String(text).slice(0, 200);
          const raw = JSON.parse(text ?? '{}') as { ch?: string; op?: string };
          if (raw.ch !== undefined) seen.add(raw.ch);
          if (raw.op === 'ping' || raw.op === 'pong') isAnswered = true;
          if (seen.size >= 3 && isAnswered) resolve();
        },
        pinged: () => socket?.pong(),
        closed: (reason) => reject(new Error(reason)),
      });
    });
    socket?.destroy();
    expect(unread).toBe('');
    expect([...seen].sort()).toEqual(['depth_book1', 'market_kline_1min', 'ticker']);
  });
});
