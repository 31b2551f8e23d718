import { describe, expect, it } from 'vitest';
import type { DataFrame } from '../../../main/adapters/bitunix/frames.ts';
import { WsClient } from '../../../main/adapters/bitunix/ws-client.ts';
import { depthFrame, FakeSockets, klineFrame, tickerFrame } from './support/fake-sockets.ts';
import { ManualTimers, START } from './support/manual-timers.ts';

const SUBSCRIBE = {
  op: 'subscribe',
  args: [
    { symbol: 'BTCUSDT', ch: 'market_kline_1min' },
    { symbol: 'BTCUSDT', ch: 'ticker' },
  ],
};

function client() {
  const timers = new ManualTimers();
  const sockets = new FakeSockets(timers);
  const told: string[] = [];
  const frames: DataFrame[] = [];
  const deferred: (() => void)[] = [];
  let overflows = 0;
  const ws = new WsClient(
    {
      url: 'ws://exchange.test/public/',
      symbol: 'BTCUSDT',
      channels: ['market_kline_1min', 'ticker'],
      timers,
      random: () => 0.5,
      openSocket: sockets.open,
      defer: (task) => deferred.push(task),
    },
    {
      data: (frame) => {
        frames.push(frame);
        return frame.kind === 'tickers' ? undefined : frame.kind;
      },
      connected: () => told.push('connected'),
      lost: (reason) => told.push(reason),
      overflow: () => overflows++,
      malformed: (text) => told.push(`malformed ${text}`),
      isPrecious: (text) => text.includes('precious'),
      msUntilStale: () => 30_000,
    },
  );
  const drain = () => {
    for (const task of deferred.splice(0)) task();
  };
  ws.start();
  /** Lets time pass in ticks, with something to do in each. */
  const pass = async (ms: number, each: () => void = () => undefined) => {
    for (let passed = 0; passed < ms; passed += 250) {
      await timers.advance(250);
      each();
      drain();
      ws.tick();
    }
  };
  return { ws, timers, sockets, told, frames, drain, pass, overflows: () => overflows };
}

describe('a connection', () => {
  it('subscribes once, after the greeting, with one frame, and pings every 10 s in seconds', async () => {
    const { timers, sockets, pass, drain } = client();
    sockets.accept();
    drain();
    await pass(35_000, () => {
      sockets.push(klineFrame(timers.now()));
      sockets.push({ op: 'ping', pong: 1, ping: 2 });
    });
    const ping = (seconds: number) => ({
      at: START + seconds * 1000,
      frame: { op: 'ping', ping: START / 1000 + seconds },
    });
    expect(sockets.current.sent).toEqual([{ at: START, frame: SUBSCRIBE }, ping(10), ping(20), ping(30)]);
    expect(sockets.all).toHaveLength(1);
  });

  it('subscribes after a second when the greeting is missing', async () => {
    const { sockets, pass } = client();
    sockets.current.handlers.opened();
    await pass(1500);
    expect(sockets.current.sent).toEqual([{ at: START + 1000, frame: SUBSCRIBE }]);
  });

  it('answers the pings of the exchange, but never with more than five frames a second', async () => {
    const { sockets, drain, pass } = client();
    sockets.accept();
    for (let index = 0; index < 50; index++) sockets.push({ op: 'ping', ping: index });
    for (let index = 0; index < 50; index++) sockets.current.handlers.pinged();
    drain();
    expect(sockets.current.sent.map(({ frame }) => frame)).toEqual(['PONG', 'PONG', 'PONG', SUBSCRIBE]);
    await pass(1250);
    sockets.push({ op: 'ping', ping: 50 });
    drain();
    expect(sockets.current.sent.at(-1)?.frame).toEqual({ op: 'pong', pong: 50 });
  });
});

describe('a connection is given up', () => {
  it('10 s after the last data on any channel, pongs or not', async () => {
    const { sockets, told, timers, drain, pass } = client();
    sockets.accept();
    sockets.push(tickerFrame(START));
    drain();
    await pass(12_000, () => sockets.push({ op: 'ping', pong: 1 }));
    expect(told).toEqual(['connected', 'no data for 10 s']);
    expect(sockets.all[0]?.isDestroyed).toBe(true);
    expect(sockets.all[1]?.openedAt).toBe(START + 11_000);
    expect(timers.now()).toBe(START + 12_000);
  });

  it('30 s after the last candle, however talkative the ticker is', async () => {
    const { sockets, told, timers, drain, pass } = client();
    sockets.accept();
    sockets.push(klineFrame(START));
    drain();
    await pass(29_500, () => sockets.push(tickerFrame(timers.now())));
    expect(told).toEqual(['connected']);
    await pass(500, () => sockets.push(tickerFrame(timers.now())));
    expect(told).toEqual(['connected', 'no candles for 30 s']);
  });

  it('45 s after the last pong, whatever data flow', async () => {
    const { sockets, told, timers, drain, pass } = client();
    sockets.accept();
    drain();
    await pass(45_000, () => sockets.push(klineFrame(timers.now())));
    expect(told).toEqual(['connected', 'no pong for 45 s']);
  });

  it('never because of a quiet ticker', async () => {
    const { sockets, told, timers, pass } = client();
    sockets.accept();
    await pass(120_000, () => {
      sockets.push(klineFrame(timers.now()));
      sockets.push({ op: 'pong', pong: 1 });
    });
    expect(told).toEqual(['connected']);
  });

  it('when it does not come to be within 10 s', async () => {
    const { told, pass } = client();
    await pass(10_000);
    expect(told).toEqual(['no connection within 10 s']);
  });
});

describe('reconnecting', () => {
  it('waits 1, 2, 4 … 30 s while the exchange refuses, and subscribes on each new connection', async () => {
    const { sockets, timers, pass } = client();
    for (let tries = 0; tries < 7; tries++) {
      const known = sockets.all.length;
      sockets.current.handlers.closed('connect ECONNREFUSED');
      while (sockets.all.length === known) await timers.advance(250);
    }
    const starts = sockets.all.map(({ openedAt }) => openedAt);
    expect(starts.slice(1).map((at, index) => at - (starts[index] ?? 0))).toEqual([
      1000, 2000, 4000, 8000, 16_000, 30_000, 30_000,
    ]);
    sockets.accept();
    await pass(250);
    expect(sockets.current.sent.map(({ frame }) => frame)).toEqual([SUBSCRIBE]);
  });

  it('ends with stop', async () => {
    const { ws, sockets, timers } = client();
    sockets.current.handlers.closed('gone');
    ws.stop();
    await timers.advance(60_000);
    expect(sockets.all).toHaveLength(1);
  });
});

describe('messages', () => {
  it('wait in a queue of 500, of which the oldest go, but for those that close a candle', () => {
    const { sockets, frames, drain, overflows } = client();
    sockets.accept();
    sockets.push({ ...klineFrame(START), note: 'precious' });
    for (let index = 0; index < 700; index++) sockets.push(depthFrame(START + index));
    drain();
    expect(frames).toHaveLength(500);
    expect(frames[0]).toMatchObject({ kind: 'kline' });
    expect(frames.at(-1)).toMatchObject({ kind: 'depth', ts: START + 699 });
    expect(overflows()).toBe(202);
  });

  it('are told when malformed or binary, and never stop the others', () => {
    const { sockets, frames, told, drain } = client();
    sockets.accept();
    sockets.push('{"ch":"ticker"');
    sockets.current.handlers.message(null);
    sockets.push(tickerFrame(START));
    drain();
    expect(told).toEqual(['malformed {"ch":"ticker"', 'malformed (binary)', 'connected']);
    expect(frames).toHaveLength(1);
  });
});
