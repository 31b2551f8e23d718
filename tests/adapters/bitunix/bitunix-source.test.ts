import { describe, expect, it } from 'vitest';
import { BitunixSource } from '../../../main/adapters/bitunix/bitunix-source.ts';
import { FakeSockets, klineFrame } from './support/fake-sockets.ts';
import { ManualTimers, START } from './support/manual-timers.ts';
import { klineServer, ok, refusal } from './support/scripted-rest.ts';
import { BEGIN, healthy, world } from './support/source-world.ts';

const MINUTE = 60_000;

describe('start', () => {
  it('gives history, then quotes, funding and live candles as REST has them', async () => {
    const { sockets, pass, candles, events, inputs, ends } = world();
    sockets.accept();
    await pass(3 * MINUTE, healthy);
    const history = candles('history');
    expect(history.map(({ candle }) => candle.openTime)).toEqual(
      Array.from({ length: 300 }, (_, index) => START - (300 - index) * MINUTE),
    );
    expect(candles('live').map(({ candle }) => candle.openTime)).toEqual([START, START + MINUTE, START + 2 * MINUTE]);
    expect(candles('live').map(({ at, candle }) => at - candle.openTime - MINUTE)).toEqual([1000, 1000, 1000]);
    expect(events()).toEqual([{ event: 'FeedConnected', source: 'bitunix' }]);
    expect(inputs.find((input) => input.kind === 'funding')).toMatchObject({ ts: 1_790_006_400_000, rate: 0.0001 });
    expect(inputs.find((input) => input.kind === 'quote')).toMatchObject({
      quote: { bid: 80_000, ask: 80_000.1 },
    });
    expect(ends).toEqual([]);
  });

  it('says so when the history is shorter than asked for', async () => {
    const { pass, events, source, candles } = world({
      klines: (timers) => (url) =>
        url.searchParams.has('endTime') && Number(url.searchParams.get('endTime')) < START - 100 * MINUTE
          ? ok([])
          : klineServer(() => timers.now())(url),
    });
    await pass(2000);
    expect(candles('history')).toHaveLength(199);
    expect(events()).toEqual([{ event: 'SEED_INCOMPLETE', wanted: 300, got: 199 }]);
    expect(source.health()).toMatchObject({ isDegraded: true, isSynthetic: false });
  });

  it('invents history around the first live price when none can be had, and says so', async () => {
    const { sockets, pass, events, candles, source, inputs } = world({
      klines: () => () => refusal(2, 'System error'),
    });
    sockets.accept();
    await pass(20_000, (ts) => (ts < BEGIN + 9000 ? [] : healthy(ts)));
    const invented = candles('synthetic').map(({ candle }) => candle);
    expect(invented).toHaveLength(200);
    const first = inputs.find((input) => input.kind === 'quote');
    expect(invented.at(-1)).toMatchObject({ openTime: START - MINUTE, close: first?.quote.last });
    expect(invented.every(({ openTime }, index) => openTime === START - (200 - index) * MINUTE)).toBe(true);
    expect(events().map(({ event }) => event)).toContain('FALLBACK');
    expect(inputs.filter(({ kind }) => kind === 'error')).toMatchObject([{ error: 'transient' }]);
    expect(source.health()).toMatchObject({ isSynthetic: true, isDegraded: true });
  });

  it('uses candles that were kept, and asks for what came after them', async () => {
    const kept = { open: 1, high: 1, low: 1, close: 1, volume: 1 };
    const warmCandles = [-3, -2].map((n) => ({ ...kept, openTime: START + n * MINUTE }));
    const { sockets, pass, candles, requests } = world({ source: { warmCandles } });
    sockets.accept();
    await pass(5000, healthy);
    expect(candles('history').map(({ candle }) => candle)).toEqual(warmCandles);
    expect([...candles('backfill'), ...candles('live')].map(({ candle }) => candle.openTime)).toEqual([START - MINUTE]);
    expect(requests.filter(({ url }) => url.pathname.endsWith('kline'))).toHaveLength(1);
  });

  it('gives a resumed run the candles it missed', async () => {
    const { sockets, pass, candles, events } = world({ resumeAfter: START - 10 * MINUTE });
    await pass(15_000);
    sockets.accept();
    await pass(5000, healthy);
    expect(candles('history')).toEqual([]);
    expect(candles('backfill').map(({ candle }) => (candle.openTime - START) / MINUTE)).toEqual([
      -9, -8, -7, -6, -5, -4, -3, -2, -1,
    ]);
    expect(events()).toContainEqual({
      event: 'GapBackfillComplete',
      from: START - 9 * MINUTE,
      to: START - MINUTE,
      count: 9,
    });
  });
});

describe('silence', () => {
  it('reconnects after 10 s, asks REST after 15 s, and ends the session after 30 s', async () => {
    const { sockets, pass, events, ends, inputs, timers } = world();
    sockets.accept();
    await pass(5000, healthy);
    await pass(30_000);
    expect(events()).toEqual([
      { event: 'FeedConnected', source: 'bitunix' },
      { event: 'FeedLost', reason: 'no data for 10 s' },
      { event: 'StaleData', age_ms: 15_000, action: 'rest_poll' },
      { event: 'StaleData', age_ms: 30_000, action: 'stop' },
    ]);
    expect(ends).toEqual(['stale_data: no live data for 30 s']);
    expect(inputs.findLast(({ kind }) => kind === 'quote')).toMatchObject({ quote: { bid: 80_100, ask: 80_100.1 } });
    expect(timers.now()).toBe(BEGIN + 35_000);
  });

  it('of 12 s ends nothing', async () => {
    const { sockets, pass, ends, events } = world();
    sockets.accept();
    await pass(5000, healthy);
    await pass(11_500);
    sockets.accept();
    await pass(30_000, healthy);
    expect(ends).toEqual([]);
    expect(events().map(({ event }) => event)).toEqual(['FeedConnected', 'FeedLost', 'FeedConnected']);
  });

  it('after sleep is no reason to stop, but one to begin anew', async () => {
    const { sockets, timers, pass, ends, events } = world();
    sockets.accept();
    await pass(5000, healthy);
    timers.sleep(3_600_000);
    await pass(2000);
    expect(sockets.all).toHaveLength(2);
    sockets.accept();
    await pass(10_000, healthy);
    expect(ends).toEqual([]);
    expect(events()).toContainEqual({ event: 'FeedBlind', from: BEGIN + 5000, to: BEGIN + 3_605_000 });
    expect(events().filter(({ event }) => event === 'GapBackfillComplete')).toMatchObject([{ from: START, count: 60 }]);
  });
});

describe('noise', () => {
  it('is counted, told at most once a second, scrubbed and cut', async () => {
    const { sockets, pass, events, source, ends } = world();
    sockets.accept();
    await pass(10_000, (ts) => [...healthy(ts), `{"password":"hunter2",${'x'.repeat(5000)}`, '{"ch":"ticker"}']);
    const told = events().flatMap((event) => (event.event === 'MalformedMessage' ? [event] : []));
    expect(told.length).toBeLessThanOrEqual(10);
    expect(told[0]?.first_sample).toMatch(/^\{"password":"\*\*\*",x+$/);
    expect(told.every(({ first_sample }) => first_sample.length <= 200)).toBe(true);
    expect(source.health()?.malformed).toBe(80);
    expect(ends).toEqual([]);
  });

  it('is no data: a storm of it alone ends the session', async () => {
    const { sockets, pass, ends } = world();
    sockets.accept();
    await pass(31_000, () => ['{"ch":"ticker"}']);
    expect(ends).toEqual(['stale_data: no live data for 30 s']);
  });
});

describe('health', () => {
  it('shows the age of each channel and what the feed went through', async () => {
    const { sockets, pass, source } = world();
    expect(source.health()).toMatchObject({ isLive: false, ageMs: null, isDegraded: true });
    sockets.accept();
    await pass(10_000, healthy);
    await pass(3000, (ts) => [klineFrame(ts)]);
    expect(source.health()).toEqual({
      isLive: true,
      ageMs: 0,
      channels: { kline: 0, depth: 3000, ticker: 3000, price: null, trade: null },
      reconnects: 0,
      messagesPerSecond: 4,
      queued: 0,
      dropped: 0,
      malformed: 0,
      fromFuture: 0,
      repairs: 0,
      clockOffsetMs: expect.closeTo(0, -3),
      isDegraded: false,
      reasons: [],
      isSynthetic: false,
    });
  });

  it('a bug behind the feed surfaces in the turn of the clock', async () => {
    const timers = new ManualTimers();
    const sockets = new FakeSockets(timers);
    const source = new BitunixSource({
      symbol: 'BTCUSDT',
      interval: '1m',
      restUrl: 'https://exchange.test',
      socketUrl: 'wss://exchange.test/public/',
      seedBars: 10,
      scrub: (text) => text,
      get: () => new Promise(() => undefined),
      openSocket: sockets.open,
      defer: (task) => task(),
    });
    const push = () => {
      throw new Error('a bug');
    };
    source.start({ push, end: () => undefined }, timers, null);
    sockets.accept();
    sockets.push(klineFrame(START));
    await expect(timers.advance(0)).rejects.toThrow('a bug');
  });
});
