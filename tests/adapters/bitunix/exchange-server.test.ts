import { describe, expect, it, type TestContext } from 'vitest';
import { BitunixSource } from '../../../main/adapters/bitunix/bitunix-source.ts';
import { RealClock } from '../../../main/adapters/system/real-clock.ts';
import type { MarketInput } from '../../../main/session/ports.ts';
import { TimerQueue } from '../../../main/session/timer-queue.ts';
import type { ExchangeOptions } from '../../support/exchange/options.ts';
import { type Exchange, startExchange } from '../../support/exchange/start-exchange.ts';

/** The source between real sockets, against the local exchange: about one candle's end, in real time. */

const MINUTE = 60_000;
/** The exchange's clock is set so that a candle ends this long after the start. */
const TO_CANDLE_END_MS = 4000;

async function trade(context: TestContext, options: ExchangeOptions = {}) {
  const now = Date.now();
  const clockOffsetMs = MINUTE - (now % MINUTE) - TO_CANDLE_END_MS;
  const exchange = await startExchange({ ...options, faults: { ...options.faults, clockOffsetMs } });
  const clock = new RealClock(new TimerQueue(), { startMs: now, speed: 1 });
  const inputs: MarketInput[] = [];
  const source = new BitunixSource({
    symbol: 'BTCUSDT',
    interval: '1m',
    restUrl: exchange.restUrl,
    socketUrl: exchange.wsUrl,
    seedBars: 300,
    scrub: (text) => text,
  });
  const ends: string[] = [];
  let isDone = false;
  const waiting: { readonly when: () => boolean; readonly resolve: () => void }[] = [];
  const onTurn = () => {
    for (const { when, resolve } of waiting) if (when()) resolve();
  };
  clock.at(now, () =>
    source.start({ push: (batch) => void inputs.push(...batch), end: (reason) => void ends.push(reason) }, clock, null),
  );
  const run = clock.run({ onTurn, isDone: () => isDone });
  context.onTestFinished(async () => {
    isDone = true;
    source.stop();
    clock.at(clock.now(), () => undefined);
    await run;
    await exchange.close();
  });
  /** Resolves in the turn after which `when` holds. */
  const until = (when: () => boolean) => new Promise<void>((resolve) => waiting.push({ when, resolve }));
  const candles = (origin: string) =>
    inputs.flatMap((input) => (input.kind === 'candle' && input.origin === origin ? [input.candle] : []));
  const events = () => inputs.flatMap((input) => (input.kind === 'feed' ? [input.event] : []));
  return { exchange, source, inputs, candles, events, until, ends, offsetMs: clockOffsetMs };
}

/** What the exchange itself says of a candle. */
async function rowOf(exchange: Exchange, openTime: number) {
  const url = `${exchange.restUrl}/api/v1/futures/market/kline?symbol=BTCUSDT&interval=1m&limit=5`;
  const { data } = (await (await fetch(url)).json()) as { data: Record<string, string>[] };
  const row = data.find(({ time }) => Number(time) === openTime);
  const [open, high, low, close, volume] = ['open', 'high', 'low', 'close', 'baseVol'].map((key) => Number(row?.[key]));
  return { openTime, open, high, low, close, volume };
}

describe.concurrent('against the exchange server', () => {
  it('a session gets its history, and live candles equal to the REST rows; its manners are good', async (context) => {
    const { exchange, source, inputs, candles, events, until, offsetMs } = await trade(context);
    await until(() => candles('live').length > 0);
    const [live] = candles('live');
    expect(live).toEqual(await rowOf(exchange, live?.openTime ?? 0));
    expect(candles('history')).toHaveLength(300);
    expect(candles('history').at(-1)?.openTime).toBe((live?.openTime ?? 0) - MINUTE);
    expect(inputs.filter(({ kind }) => kind === 'quote').length).toBeGreaterThan(5);
    expect(inputs.filter(({ kind }) => kind === 'funding').length).toBeGreaterThan(0);
    expect(inputs.filter(({ kind }) => kind === 'error')).toEqual([]);
    expect(events().filter(({ event }) => event !== 'CandleRepaired')).toEqual([
      { event: 'FeedConnected', source: 'bitunix' },
    ]);
    const { stats } = exchange;
    expect(stats.connections).toHaveLength(1);
    expect(stats.connections[0]?.subscriptions).toHaveLength(1);
    expect(stats.busiestEndpoint().requests).toBeLessThanOrEqual(8);
    expect(stats.busiestConnection()).toBeLessThanOrEqual(5);
    expect(stats.punishments).toEqual([]);
    const health = source.health();
    expect(health).toMatchObject({ isLive: true, isDegraded: false, malformed: 0 });
    expect(Math.abs((health?.clockOffsetMs ?? 0) - offsetMs)).toBeLessThan(1000);
  });

  it('odd data, disorder and noise all at once change nothing', async (context) => {
    const { exchange, candles, events, until, ends } = await trade(context, {
      faults: {
        codeAsString: true,
        otherSuccessText: true,
        unknownKeys: true,
        numbersNotStrings: true,
        fundingAsObject: true,
        klineOrder: 'shuffled',
        klineDuplicates: true,
        dataAsList: true,
        subscribeAck: true,
        pongAsPong: true,
        serverPingSeconds: 1,
        lateOldBarFrame: 'afterNew',
        missingLastFrame: true,
        duplicateFrames: 0.3,
        reorderFrames: 0.3,
        dropFrames: 0.2,
        malformedPerSecond: 50,
        malformedKinds: ['badJson', 'wrongTypes', 'binary', 'notAnObject', 'empty', 'deep'],
      },
    });
    await until(() => candles('live').length > 0);
    const [live] = candles('live');
    exchange.faults.codeAsString = false;
    expect(live).toEqual(await rowOf(exchange, live?.openTime ?? 0));
    expect(events().some(({ event }) => event === 'MalformedMessage')).toBe(true);
    expect(exchange.stats.busiestConnection()).toBeLessThanOrEqual(5);
    expect(exchange.stats.punishments).toEqual([]);
    expect(ends).toEqual([]);
  });

  it('swapped volumes are recognised', async (context) => {
    const { exchange, candles, until } = await trade(context, { faults: { volumesSwapped: true } });
    await until(() => candles('live').length > 0);
    const [live] = candles('live');
    exchange.faults.volumesSwapped = false;
    expect(live).toEqual(await rowOf(exchange, live?.openTime ?? 0));
    expect(Math.max(...candles('history').map(({ volume }) => volume))).toBeLessThan(10_000);
  });

  it('a connection that is cut comes back by itself, and no candle is lost', async (context) => {
    const { exchange, candles, events, until } = await trade(context);
    await until(() => events().some(({ event }) => event === 'FeedConnected'));
    exchange.dropConnections();
    await until(() => candles('live').length + candles('backfill').length > 0);
    const [candle] = [...candles('live'), ...candles('backfill')];
    expect(candle).toEqual(await rowOf(exchange, candle?.openTime ?? 0));
    expect(events().filter(({ event }) => event.startsWith('Feed'))).toMatchObject([
      { event: 'FeedConnected' },
      { event: 'FeedLost', reason: 'closed (1006)' },
      { event: 'FeedConnected' },
    ]);
    expect(exchange.stats.connections.map(({ subscriptions }) => subscriptions.length)).toEqual([1, 1]);
  });

  it('flaky and rate-limited REST still gives history and candles', async (context) => {
    const { exchange, candles, until, ends } = await trade(context, {
      faults: { http503: 0.2, code10006: 0.2, cutMidReply: 0.1 },
      seed: 7,
    });
    await until(() => candles('live').length > 0);
    expect(candles('history').length).toBeGreaterThan(0);
    expect(exchange.stats.busiestEndpoint().requests).toBeLessThanOrEqual(8);
    expect(ends).toEqual([]);
  });
});

describe('against the exchange server, alone', () => {
  it('a flood fills no memory: what is too much is dropped and told, and the candle comes', async (context) => {
    const { exchange, source, candles, until } = await trade(context, { faults: { floodPerSecond: 5000 } });
    await until(() => candles('live').length > 0);
    const [live] = candles('live');
    expect(live).toEqual(await rowOf(exchange, live?.openTime ?? 0));
    expect(source.health()?.queued).toBeLessThanOrEqual(500);
  });
});
