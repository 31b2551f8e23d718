import { describe, expect, it } from 'vitest';
import { BitunixSource, type BitunixSourceOptions } from '../../../main/adapters/bitunix/bitunix-source.ts';
import type { MarketInput } from '../../../main/session/ports.ts';
import { depthFrame, FakeSockets, klineFrame, tickerFrame } from './support/fake-sockets.ts';
import { ManualTimers, START } from './support/manual-timers.ts';
import { type Answer, klineServer, ok, refusal, scriptedRest } from './support/scripted-rest.ts';

const MINUTE = 60_000;
/** The sessions begin five seconds into a candle. */
const BEGIN = START + 5000;

interface WorldOptions {
  /** Answers of the kline endpoint. */
  readonly klines?: (timers: ManualTimers) => Answer;
  readonly source?: Partial<BitunixSourceOptions>;
  readonly resumeAfter?: number;
  /** The exchange's clock minus ours. */
  readonly offsetMs?: number;
}

/** A source on a manual clock, between scripted REST and a socket whose other end is the test. */
function world(options: WorldOptions = {}) {
  const timers = new ManualTimers(BEGIN);
  const sockets = new FakeSockets(timers);
  const klines = (options.klines ?? ((t: ManualTimers) => klineServer(() => t.now())))(timers);
  const answer: Answer = (url) => {
    if (url.pathname.endsWith('/kline')) return klines(url);
    if (url.pathname.endsWith('/depth')) return ok({ asks: [['80100.1', '1']], bids: [['80100', '1']] });
    if (url.pathname.endsWith('/tickers')) return ok([{ symbol: 'BTCUSDT', lastPrice: '80100' }]);
    if (url.pathname.endsWith('/funding_rate'))
      return ok([{ symbol: 'BTCUSDT', fundingRate: '0.01', fundingInterval: 8, nextFundingTime: '1790006400000' }]);
    return refusal(404);
  };
  const rest = scriptedRest(async (url) => {
    const date = new Date(timers.now() + (options.offsetMs ?? 0)).toUTCString();
    return { ...(await answer(url)), date };
  }, timers);
  const inputs: (MarketInput & { readonly at: number })[] = [];
  const ends: string[] = [];
  const deferred: (() => void)[] = [];
  const source = new BitunixSource({
    symbol: 'BTCUSDT',
    interval: '1m',
    restUrl: 'https://exchange.test',
    socketUrl: 'wss://exchange.test/public/',
    seedBars: 300,
    scrub: (text) => text.replaceAll('hunter2', '***'),
    random: () => 0.5,
    get: rest.get,
    openSocket: sockets.open,
    defer: (task) => deferred.push(task),
    ...options.source,
  });
  const feed = {
    push: (batch: readonly MarketInput[]) =>
      void inputs.push(...batch.map((input) => ({ ...input, at: timers.now() }))),
    end: (reason: string, by: string) => void ends.push(`${reason}: ${by}`),
  };
  const { resumeAfter: lastOpenTime = null } = options;
  const resume = { quoteCount: 0, marketInputCount: 0, candleCount: 0, lastOpenTime, at: START };
  source.start(feed, timers, lastOpenTime === null ? null : resume);
  const drain = () => {
    for (const task of deferred.splice(0)) task();
  };
  /** Lets time pass in quarters of a second, with frames pushed in each. */
  const pass = async (ms: number, frames: (ts: number) => readonly unknown[] = () => []) => {
    for (const end = timers.now() + ms; timers.now() < end; ) {
      await timers.advance(Math.min(250, end - timers.now()));
      for (const frame of frames(timers.now())) sockets.push(frame);
      drain();
    }
  };
  const events = () => inputs.flatMap((input) => (input.kind === 'feed' ? [input.event] : []));
  const candles = (...origins: string[]) =>
    inputs.flatMap((input) => (input.kind === 'candle' && origins.includes(input.origin) ? [input] : []));
  return { timers, sockets, inputs, ends, source, pass, drain, events, candles, requests: rest.requests };
}

/** All channels as they flow on a healthy connection. */
const healthy = (ts: number) => [klineFrame(ts), depthFrame(ts), tickerFrame(ts), { op: 'ping', pong: 1 }];

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
    expect(candles('history')).toHaveLength(200);
    expect(events()).toEqual([{ event: 'SEED_INCOMPLETE', wanted: 300, got: 200 }]);
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

describe('candles', () => {
  it('are the REST rows, and each difference is told', async () => {
    const { sockets, pass, candles, events } = world();
    sockets.accept();
    const early = (ts: number) => [klineFrame(ts, { c: '80340', b: '9' }), ...healthy(ts).slice(1)];
    await pass(MINUTE + 3000, early);
    expect(candles('live').map(({ candle }) => candle.volume)).toEqual([10]);
    expect(events()).toContainEqual({ event: 'CandleRepaired', open_time: START, fields: ['close', 'volume'] });
  });

  it('are handed over as built when REST is slow, and compared later', async () => {
    let isDown = false;
    const { sockets, pass, candles, events, inputs } = world({
      klines: (timers) => (url) => (isDown ? refusal(2) : klineServer(() => timers.now())(url)),
    });
    sockets.accept();
    await pass(25_000, healthy);
    isDown = true;
    await pass(40_000, (ts) => [klineFrame(ts, { b: '9' }), depthFrame(ts)]);
    expect(candles('live').map(({ candle }) => candle.volume)).toEqual([9]);
    expect(candles('live')[0]?.at).toBe(START + MINUTE + 2500);
    isDown = false;
    await pass(53_000, healthy);
    expect(candles('live').map(({ candle }) => candle.openTime)).toEqual([START, START + MINUTE]);
    expect(events()).toContainEqual({ event: 'CandleRepaired', open_time: START, fields: ['volume'] });
    expect(inputs.filter(({ kind }) => kind === 'error')).toHaveLength(1);
  });

  it('close 2 s after their end when no push says so', async () => {
    const { sockets, pass, candles } = world();
    sockets.accept();
    await pass(MINUTE - 5500, healthy);
    await pass(5000, (ts) => [depthFrame(ts), tickerFrame(ts)]);
    expect(candles('live').map(({ at }) => at - START - MINUTE)).toEqual([2000]);
  });

  it('that closed while the connection was away come as backfill, in order', async () => {
    const { sockets, pass, candles, events } = world();
    sockets.accept();
    await pass(45_000, healthy);
    sockets.current.handlers.closed('closed (1006)');
    while (sockets.all.length < 6) {
      await pass(250);
      if (sockets.all.length < 6) sockets.current.handlers.closed('connect ECONNREFUSED');
    }
    sockets.accept();
    await pass(MINUTE, healthy);
    expect(
      candles('backfill', 'live').map(({ origin, candle }) => [origin, (candle.openTime - START) / MINUTE]),
    ).toEqual([
      ['backfill', 0],
      ['live', 1],
    ]);
    expect(events()).toEqual([
      { event: 'FeedConnected', source: 'bitunix' },
      { event: 'FeedLost', reason: 'closed (1006)' },
      { event: 'StaleData', age_ms: 15_000, action: 'rest_poll' },
      { event: 'FeedConnected', source: 'bitunix' },
      { event: 'GapBackfillComplete', from: START, to: START, count: 1 },
    ]);
  });

  it('never come twice or out of order, whatever is pushed late, again, or from the future', async () => {
    const { sockets, pass, candles, source } = world();
    sockets.accept();
    let n = 0;
    await pass(5 * MINUTE, (ts) => {
      n++;
      const strange = [klineFrame(ts - 90_000), klineFrame(ts + 3_600_000), klineFrame(ts - (n % 7) * 400)];
      return [...healthy(ts), ...strange, klineFrame(ts)];
    });
    const times = candles('live', 'backfill').map(({ candle }) => candle.openTime);
    expect(times).toEqual([0, 1, 2, 3, 4].map((minute) => START + minute * MINUTE));
    expect(source.health()?.fromFuture).toBeGreaterThan(1000);
  });

  it('come although our clock is an hour ahead', async () => {
    const hour = 60 * MINUTE;
    const { sockets, pass, candles, source, ends } = world({
      offsetMs: -hour,
      klines: (timers) => klineServer(() => timers.now() - hour),
    });
    sockets.accept();
    await pass(3 * MINUTE, (ts) => healthy(ts - hour));
    expect(candles('live').map(({ candle }) => candle.openTime)).toEqual(
      [0, 1, 2].map((minute) => START - hour + minute * MINUTE),
    );
    expect(candles('history').at(-1)?.candle.openTime).toBe(START - hour - MINUTE);
    expect(Math.abs((source.health()?.clockOffsetMs ?? 0) + hour)).toBeLessThan(1000);
    expect(ends).toEqual([]);
  });

  it('wait for REST rows that lag, but not for long', async () => {
    const { sockets, pass, candles, events } = world({
      klines: (timers) => klineServer(() => Math.floor((timers.now() - 5000) / MINUTE) * MINUTE - 1),
    });
    sockets.accept();
    await pass(3 * MINUTE, (ts) => [klineFrame(ts, { b: '9' }), ...healthy(ts).slice(1)]);
    expect(candles('live').map(({ at, candle }) => [at - candle.openTime - MINUTE, candle.volume])).toEqual([
      [2500, 9],
      [2500, 9],
      [2500, 9],
    ]);
    expect(events().filter(({ event }) => event === 'CandleRepaired')).toHaveLength(2);
  });

  it('of a gap hold up those after it until REST answers, and are given up after 45 s', async () => {
    let isDown = false;
    const { sockets, pass, candles, events } = world({
      klines: (timers) => (url) => (isDown ? refusal(10006) : klineServer(() => timers.now())(url)),
    });
    sockets.accept();
    await pass(45_000, healthy);
    isDown = true;
    sockets.current.handlers.closed('closed (1006)');
    await pass(12_000);
    sockets.accept();
    await pass(10_000, () => []);
    sockets.accept();
    await pass(100_000, (ts) => {
      sockets.accept();
      return healthy(ts);
    });
    expect(candles('live', 'backfill').map(({ candle }) => (candle.openTime - START) / MINUTE)).toEqual([1]);
    expect(events().filter(({ event }) => event === 'StaleData').length).toBeLessThanOrEqual(1);
    isDown = false;
    await pass(MINUTE, healthy);
    expect(candles('live', 'backfill').map(({ candle }) => (candle.openTime - START) / MINUTE)).toEqual([1, 2]);
  });

  it('that the exchange does not have are passed over', async () => {
    const { sockets, pass, candles } = world({
      klines: (timers) => (url) => {
        const answer = JSON.parse((klineServer(() => timers.now())(url) as { body: string }).body) as {
          data: { time: string }[];
        };
        return ok(answer.data.filter(({ time }) => Number(time) !== START + MINUTE));
      },
    });
    sockets.accept();
    await pass(4 * MINUTE, (ts) => {
      sockets.accept();
      const isQuiet = ts >= START + MINUTE && ts < START + 2 * MINUTE;
      return isQuiet ? healthy(ts).slice(1) : healthy(ts);
    });
    expect(candles('live').map(({ candle }) => (candle.openTime - START) / MINUTE)).toEqual([0, 2, 3]);
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
