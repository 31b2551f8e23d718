import { describe, expect, it } from 'vitest';
import { depthFrame, klineFrame, tickerFrame } from './support/fake-sockets.ts';
import { START } from './support/manual-timers.ts';
import { klineServer, ok, refusal } from './support/scripted-rest.ts';
import { healthy, world } from './support/source-world.ts';

const MINUTE = 60_000;

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
