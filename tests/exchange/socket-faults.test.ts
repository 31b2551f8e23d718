import { describe, expect, it } from 'vitest';
import type { Faults } from '../support/exchange/faults/faults.ts';
import { type ExchangeUnderTest, exchangeUnderTest, START } from '../support/exchange/testing/exchange-under-test.ts';
import { type Received, SocketProbe } from '../support/exchange/testing/socket-probe.ts';

const KLINE = 'market_kline_1min';
const BOUNDARY = START + 30_000;

interface Scene {
  readonly exchange: ExchangeUnderTest;
  readonly probe: SocketProbe;
  /** Moves the clock and gives all frames that came meanwhile. */
  pass(ms: number): Promise<Received[]>;
}

/** A client that is subscribed to these channels, with faults that hold from then on. */
async function scene(channels: readonly string[], faults: Partial<Faults>): Promise<Scene> {
  const exchange = await exchangeUnderTest({
    profile: { firstFrameDelayMs: 0, messagesPerSecond: 1000, idleMs: 100_000 },
  });
  const probe = await exchange.connect();
  probe.subscribe(...channels);
  await probe.untilPong();
  exchange.clock.advance(300);
  await probe.untilPong();
  Object.assign(exchange.faults, faults);
  const pass = (ms: number) => {
    exchange.clock.advance(ms);
    return probe.untilPong();
  };
  return { exchange, probe, pass };
}

const tsOf = ({ json }: Received) => json.ts;
const volumeOf = ({ json }: Received) => Number((json.data as { b: string }).b);

interface OddBar {
  readonly o: number;
  readonly h: number;
  readonly l: number;
  readonly addedLater: object;
}

function listedBar(frame: Received | undefined): OddBar {
  const [bar] = (frame?.json.data ?? []) as readonly OddBar[];
  if (bar === undefined) throw new Error('the frame holds no list');
  return bar;
}

describe('faults of connections', () => {
  it('dropEverySeconds cuts, or closes with dropCloseCode', async () => {
    const { exchange, probe } = await scene(['ticker'], { dropEverySeconds: 10 });
    exchange.clock.advance(9600);
    await probe.untilPong();
    exchange.clock.advance(200);
    expect(await probe.closed).toBe(1006);
    exchange.faults.dropCloseCode = 1012;
    const second = await exchange.connect();
    exchange.clock.advance(10_100);
    expect(await second.closed).toBe(1012);
    const third = await exchange.connect();
    exchange.dropConnections(1001);
    expect(await third.closed).toBe(1001);
    expect(exchange.stats.connections.map(({ closedBy }) => closedBy)).toEqual(['exchange', 'exchange', 'exchange']);
  });

  it('halfOpen silences a connection for good, and only those of its time', async () => {
    const { exchange, probe } = await scene(['ticker'], { halfOpen: true });
    exchange.clock.advance(100);
    exchange.faults.halfOpen = false;
    const fresh = await exchange.connect();
    fresh.subscribe('ticker');
    await fresh.untilPong();
    probe.send({ op: 'ping', ping: 'nobody reads this' });
    exchange.clock.advance(5000);
    expect(await fresh.untilPong()).not.toEqual([]);
    expect(probe.frames).toEqual([]);
    expect(probe.socket.readyState).toBe(probe.socket.OPEN);
    exchange.clock.advance(60_000);
    expect(exchange.stats.connections[0]?.closedAt).toBeNull();
  });

  it('halfOpenAfterSeconds does so at an age', async () => {
    const { exchange, probe, pass } = await scene(['price'], { halfOpenAfterSeconds: 5 });
    expect((await pass(4000)).length).toBeGreaterThan(0);
    exchange.clock.advance(1000);
    const sent = exchange.stats.connections[0]?.sentFrames;
    exchange.clock.advance(20_000);
    expect(exchange.stats.connections[0]?.sentFrames).toBe(sent);
    expect(probe.socket.readyState).toBe(probe.socket.OPEN);
  });

  it('socketRefused answers 503, socketConnectDelayMs takes its time', async () => {
    const exchange = await exchangeUnderTest({ faults: { socketRefused: true } });
    expect(await SocketProbe.refusal(exchange.wsUrl)).toBe(503);
    Object.assign(exchange.faults, { socketRefused: false, socketConnectDelayMs: 2000 });
    const opening = exchange.connect();
    const moving = setInterval(() => exchange.clock.advance(500), 1);
    await opening;
    clearInterval(moving);
    expect(exchange.stats.connections[0]?.openedAt).toBeGreaterThanOrEqual(START + 2000);
  });

  it('noPong, pongAsPong, pongDelayMs and serverPingSeconds change pings, subscribeAck a subscription', async () => {
    const { exchange, probe } = await scene([], { pongAsPong: true, pongDelayMs: 500 });
    probe.send({ op: 'ping', ping: 1 });
    await expect.poll(() => exchange.stats.connections[0]?.pings.length, { interval: 1 }).toBe(3);
    exchange.clock.advance(500);
    expect((await probe.next(({ json }) => json.op === 'pong')).json).toMatchObject({ pong: 1 });
    Object.assign(exchange.faults, { pongAsPong: false, pongDelayMs: 0, serverPingSeconds: 3, subscribeAck: true });
    exchange.clock.advance(3000);
    expect((await probe.next(({ json }) => json.op === 'ping')).json).toEqual({
      op: 'ping',
      ping: Math.floor(exchange.now() / 1000),
    });
    exchange.faults.noPong = true;
    probe.send({ op: 'ping', ping: 2 });
    probe.subscribe('ticker');
    expect((await probe.next(({ json }) => json.op === 'subscribe')).json.data).toEqual({ result: true });
    expect(probe.frames).toEqual([]);
  });
});

describe('faults of what is sent', () => {
  it('silentChannels silences one channel, or all but pongs', async () => {
    const { exchange, pass } = await scene(['ticker', 'price'], { silentChannels: ['ticker'] });
    expect(new Set((await pass(5000)).map(({ json }) => json.ch))).toEqual(new Set(['price']));
    exchange.faults.silentChannels = ['*'];
    expect(await pass(12_000)).toEqual([]);
    exchange.faults.silentChannels = [];
    expect(new Set((await pass(2000)).map(({ json }) => json.ch))).toEqual(new Set(['price', 'ticker']));
  });

  it('floodPerSecond repeats the subscribed channels, or one', async () => {
    const { exchange, pass } = await scene(['ticker', 'price'], { floodPerSecond: 1000 });
    const frames = await pass(1000);
    expect(frames.length).toBeGreaterThanOrEqual(1000);
    expect(frames.length).toBeLessThan(1010);
    exchange.faults.floodChannel = 'price';
    const tickers = (await pass(1000)).filter(({ json }) => json.ch === 'ticker');
    expect(tickers.length).toBeLessThan(3);
  });

  it('malformedPerSecond sends each kind in turn', async () => {
    const { pass } = await scene([], { malformedPerSecond: 14 });
    const frames = await pass(1000);
    expect(frames).toHaveLength(14);
    const [badJson, wrongTypes, huge, binary, notAnObject, deep, empty] = frames;
    expect(() => JSON.parse(badJson?.text ?? '')).toThrow();
    expect(wrongTypes?.json).toMatchObject({ ts: 'soon' });
    expect(huge?.text.length).toBeGreaterThan(1_000_000);
    expect(binary?.isBinary).toBe(true);
    expect(JSON.parse(notAnObject?.text ?? '')).toHaveLength(3);
    expect(deep?.text).toContain('[[[[');
    expect(empty?.text).toBe('');
  });

  it('dropFrames, duplicateFrames and reorderFrames lose, double and swap', async () => {
    const { exchange, pass } = await scene(['price'], { duplicateFrames: 1 });
    const doubled = (await pass(2000)).map(tsOf);
    expect(doubled).toEqual(doubled.filter((_, i) => i % 2 === 0).flatMap((ts) => [ts, ts]));
    Object.assign(exchange.faults, { duplicateFrames: 0, reorderFrames: 1 });
    const swapped = (await pass(2000)).map(tsOf) as number[];
    expect(swapped).toHaveLength(4);
    expect(swapped).toEqual([1, 0, 3, 2].map((place) => swapped.toSorted()[place]));
    Object.assign(exchange.faults, { reorderFrames: 0, dropFrames: 0.5 });
    const left = (await pass(20_000)).length;
    expect(left).toBeGreaterThan(10);
    expect(left).toBeLessThan(30);
  });

  it.each([
    ['zero', 0],
    ['backwards', -90_000],
    ['future', 3_600_000],
    ['text', ''],
    ['missing', undefined],
  ] as const)('frameTs %s', async (frameTs, expected) => {
    const { exchange, pass } = await scene(['price'], { frameTs });
    const ts = (await pass(500)).at(-1)?.json.ts;
    if (frameTs === 'text') expect(ts).toBe(String(exchange.now() - 300));
    else if (frameTs === 'backwards' || frameTs === 'future') expect(ts).toBe(exchange.now() - 300 + expected);
    else expect(ts).toBe(expected);
  });

  it('dataAsList, numbersNotStrings, unknownKeys and openOutsideRange change the data', async () => {
    const { pass } = await scene([KLINE], {
      dataAsList: true,
      numbersNotStrings: true,
      unknownKeys: true,
      openOutsideRange: true,
    });
    const frames = await pass(500);
    const { o, h, l, addedLater } = listedBar(frames.at(-1));
    expect(o > h || o < l).toBe(true);
    expect(addedLater).toEqual({ version: 2 });
  });

  it('missingLastFrame keeps the last second of a bar from being pushed', async () => {
    const { exchange, pass } = await scene([KLINE], { missingLastFrame: true });
    const stamps = (await pass(32_000)).map(tsOf) as number[];
    expect(stamps.filter((ts) => ts >= BOUNDARY - 1000 && ts < BOUNDARY)).toEqual([]);
    exchange.faults.missingLastFrame = false;
    const later = (await pass(62_000)).map(tsOf) as number[];
    expect(later.filter((ts) => ts >= BOUNDARY + 59_000 && ts < BOUNDARY + 60_000)).toHaveLength(2);
  });

  it.each(['beforeNew', 'afterNew'] as const)('lateOldBarFrame %s', async (lateOldBarFrame) => {
    const { exchange, pass } = await scene([KLINE], { lateOldBarFrame });
    const frames = (await pass(32_000)).filter((frame) => Number(tsOf(frame)) >= BOUNDARY);
    const final = (exchange.market.minute(BOUNDARY - 60_000)?.lots ?? 0) / 10_000;
    const late = frames.findIndex((frame) => volumeOf(frame) === final);
    expect(late).toBe(lateOldBarFrame === 'beforeNew' ? 0 : 1);
    expect(frames.filter((frame) => volumeOf(frame) === final)).toHaveLength(1);
  });
});
