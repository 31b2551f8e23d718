import { describe, expect, it } from 'vitest';
import { exchangeUnderTest, START } from '../support/exchange/testing/exchange-under-test.ts';
import { type Received, SocketProbe } from '../support/exchange/testing/socket-probe.ts';

const isChannel = (ch: string) => (frame: Received) => frame.json.ch === ch;
const args = (count: number) => Array.from({ length: count }, (_, i) => ({ symbol: `S${i}USDT`, ch: 'ticker' }));

describe('a public WebSocket connection', () => {
  it('is greeted, pushed to without acknowledgement, and told that it unsubscribed', async () => {
    const exchange = await exchangeUnderTest();
    const probe = await exchange.connect();
    probe.subscribe('ticker');
    expect(await probe.untilPong()).toEqual([]);
    exchange.clock.advance(600);
    expect(await probe.untilPong()).toMatchObject([{ json: { ch: 'ticker', symbol: 'BTCUSDT' } }]);
    probe.send({ op: 'unsubscribe', args: [{ symbol: 'BTCUSDT', ch: 'ticker' }] });
    const { json } = await probe.next((frame) => frame.json.op === 'unsubscribe');
    expect(json).toEqual({ op: 'unsubscribe', ts: START + 600, data: 'success' });
    exchange.clock.advance(5000);
    expect(await probe.untilPong()).toEqual([]);
    const [record] = exchange.stats.connections;
    expect(record?.subscriptions.map(({ op, channels }) => [op, channels])).toEqual([
      ['subscribe', ['BTCUSDT ticker']],
      ['unsubscribe', ['BTCUSDT ticker']],
    ]);
  });

  it('has its pings echoed, whatever their unit', async () => {
    const exchange = await exchangeUnderTest();
    const probe = await exchange.connect();
    exchange.clock.advance(3000);
    probe.send({ op: 'ping', ping: 1_790_000_000 });
    expect((await probe.next(({ json }) => json.op === 'ping')).json).toEqual({
      op: 'ping',
      pong: 1_790_000_000,
      ping: Math.floor(START / 1000),
    });
    probe.send({ op: 'ping', ts: 1_790_000_000_123 });
    expect((await probe.next(({ json }) => json.op === 'ping')).json).toMatchObject({ pong: 1_790_000_000_123 });
    expect(exchange.stats.connections[0]?.pings).toEqual([START + 3000, START + 3000]);
  });

  it('hears nothing of mistakes, and of an unknown symbol one empty book', async () => {
    const exchange = await exchangeUnderTest();
    const probe = await exchange.connect();
    probe.send('no JSON');
    probe.send({ op: 'sub', args: [] });
    const channels = ['market_kline_1m', 'nothing', 'depth_book5', 'constructor'];
    probe.send({ op: 'subscribe', args: channels.map((ch) => ({ symbol: 'NOPEUSDT', ch })) });
    const frames = await probe.untilPong();
    expect(frames).toHaveLength(1);
    const empty = Array(15).fill(['', '']);
    expect(frames[0]?.json).toMatchObject({ ch: 'depth_book5', symbol: 'NOPEUSDT', data: { b: empty, a: empty } });
    exchange.clock.advance(5000);
    expect(await probe.untilPong()).toEqual([]);
  });

  it('takes a symbol in lower case, the old key, and a channel twice as one', async () => {
    const exchange = await exchangeUnderTest();
    const probe = await exchange.connect();
    const args = [
      { symbol: 'btcusdt', channel: 'price' },
      { symbol: 'BTCUSDT', ch: 'price' },
    ];
    probe.send({ op: 'subscribe', args });
    await probe.untilPong();
    exchange.clock.advance(1000);
    expect((await probe.untilPong()).map(({ json }) => json.symbol)).toEqual(['BTCUSDT', 'BTCUSDT', 'BTCUSDT']);
  });

  it('is refused the channels beyond 300', async () => {
    const exchange = await exchangeUnderTest();
    const probe = await exchange.connect();
    probe.send({ op: 'subscribe', args: [...args(299), { symbol: 'BTCUSDT', ch: 'price' }] });
    expect(await probe.untilPong()).toEqual([]);
    probe.send({ op: 'subscribe', args: [{ symbol: 'BTCUSDT', ch: 'ticker' }] });
    const refusal = { op: 'subscribe', data: { msg: 'subscribe channel > 300', nonce: '', result: false } };
    expect((await probe.untilPong()).map(({ json }) => json)).toEqual([refusal]);
    exchange.clock.advance(2000);
    expect(new Set((await probe.untilPong()).map(({ json }) => json.ch))).toEqual(new Set(['price']));
  });
});

describe('what the exchange punishes', () => {
  it('cuts a connection that has not pinged for 30 s', async () => {
    const exchange = await exchangeUnderTest();
    const probe = await exchange.connect();
    probe.subscribe('ticker');
    await probe.untilPong();
    exchange.clock.advance(30_000);
    await probe.untilPong();
    exchange.clock.advance(30_100);
    expect(await probe.closed).toBe(1006);
    expect(exchange.stats.punishments).toMatchObject([{ offence: 'idle', connection: 1, at: START + 60_100 }]);
  });

  it('cuts a connection that sends more than 5 frames a second, and blocks the IP the third time', async () => {
    const exchange = await exchangeUnderTest();
    for (let attempt = 0; attempt < 3; attempt++) {
      const probe = await exchange.connect();
      for (let i = 0; i < 4; i++) probe.send({ op: 'nothing' });
      await probe.untilPong();
      exchange.clock.advance(1000);
      for (let i = 0; i < 3; i++) probe.send({ op: 'nothing' });
      probe.socket.ping();
      probe.socket.pong();
      probe.socket.ping();
      expect(await probe.closed).toBe(1006);
    }
    expect(exchange.stats.punishments.map(({ offence }) => offence)).toEqual(['rate', 'rate', 'rate', 'block']);
    expect(exchange.stats.busiestConnection()).toBe(6);
    expect(await SocketProbe.refusal(exchange.wsUrl)).toBe(403);
    expect((await exchange.get('/market/tickers')).status).toBe(403);
    exchange.clock.advance(60_000);
    await (await exchange.connect()).untilPong();
  });

  it('cuts a connection whose first frame is a protocol ping, and answers one that comes later', async () => {
    const exchange = await exchangeUnderTest();
    const good = await exchange.connect();
    await good.untilPong();
    const pong = new Promise((resolve) => good.socket.once('pong', resolve));
    good.socket.ping();
    await pong;
    const bad = await exchange.connect();
    bad.socket.ping();
    await bad.untilPong();
    exchange.clock.advance(1500);
    expect(await bad.closed).toBe(1006);
    expect(exchange.stats.punishments).toMatchObject([{ offence: 'protocolPing', connection: 2 }]);
  });

  it('lets nobody in beside /public/ and /private/, with their slash', async () => {
    const exchange = await exchangeUnderTest();
    expect(await SocketProbe.refusal(exchange.wsUrl.slice(0, -1))).toBe(404);
  });
});

describe('public channels', () => {
  it('have their documented shapes', async () => {
    const exchange = await exchangeUnderTest();
    const probe = await exchange.connect();
    probe.subscribe('market_kline_60min', 'mark_kline_1min', 'ticker', 'tickers', 'price', 'trade', 'depth_book15');
    await probe.untilPong();
    exchange.clock.advance(2000);
    const frames = await probe.untilPong();
    const last = (ch: string) => frames.findLast(isChannel(ch))?.json;
    const text = expect.stringMatching(/^\d+(\.\d+)?$/);
    const signed = expect.stringMatching(/^-?\d+(\.\d+)?$/);
    const iso = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    const day = { s: 'BTCUSDT', la: text, o: text, h: text, l: text, b: text, q: text, r: signed };
    const head = { symbol: 'BTCUSDT', ts: expect.any(Number) };
    const bar = { o: text, c: text, h: text, l: text, b: text, q: text };
    expect(last('market_kline_60min')).toEqual({ ch: 'market_kline_60min', ...head, data: bar });
    expect(last('mark_kline_1min')).toEqual({ ch: 'mark_kline_1min', ...head, data: { ...bar, b: '0', q: '0' } });
    expect(last('ticker')).toEqual({ ch: 'ticker', ...head, data: day });
    const quoted = { ...day, bd: text, ak: text, bv: text, av: text };
    expect(last('tickers')).toEqual({ ch: 'tickers', ts: head.ts, data: [quoted] });
    const price = { ip: text, mp: text, fr: signed, ft: iso, nft: iso };
    expect(last('price')).toEqual({ ch: 'price', ...head, data: price });
    const { data: trades } = last('trade') as { data: object[] };
    for (const trade of trades) {
      expect(trade).toEqual({ t: iso, p: text, v: text, s: expect.stringMatching(/^(buy|sell)$/) });
    }
    const { data } = last('depth_book15') as { data: { b: unknown[]; a: unknown[] } };
    expect([data.b.length, data.a.length]).toEqual([15, 15]);
  });

  it('push bars twice a second, so that the last frame is the bar as far as it had come', async () => {
    const exchange = await exchangeUnderTest();
    const probe = await exchange.connect();
    probe.subscribe('market_kline_1min');
    await probe.untilPong();
    for (let i = 0; i < 20; i++) {
      exchange.clock.advance(500);
      const frames = (await probe.untilPong()).filter(isChannel('market_kline_1min'));
      const [row] = await exchange.rows('/market/kline?symbol=BTCUSDT&interval=1m&limit=1');
      expect(frames.at(-1)?.json).toMatchObject({
        ts: exchange.now(),
        data: { o: row?.open, h: row?.high, l: row?.low, c: row?.close, b: row?.baseVol, q: row?.quoteVol },
      });
    }
  });

  it('start a new bar up to 2 s after the boundary', async () => {
    const exchange = await exchangeUnderTest({ profile: { idleMs: 100_000 } });
    const probe = await exchange.connect();
    probe.subscribe('market_kline_1min');
    await probe.untilPong();
    const delays: number[] = [];
    for (let boundary = START + 30_000; delays.length < 6; boundary += 60_000) {
      exchange.clock.advance(60_000);
      const frames = await probe.untilPong();
      const first = frames.find((frame) => isChannel('market_kline_1min')(frame) && Number(frame.json.ts) >= boundary);
      delays.push(Number(first?.json.ts) - boundary);
    }
    expect(Math.max(...delays)).toBeLessThanOrEqual(2500);
    expect(Math.max(...delays)).toBeGreaterThan(500);
  });

  it('push every trade once', async () => {
    const exchange = await exchangeUnderTest();
    const probe = await exchange.connect();
    probe.subscribe('trade');
    await probe.untilPong();
    const before = exchange.market.trades.length;
    exchange.clock.advance(20_000);
    const pushed = (await probe.untilPong()).flatMap(({ json }) => json.data as { p: string; v: string }[]);
    const truth = exchange.market.trades.slice(before);
    expect(pushed.map(({ p, v }) => [Number(p), Number(v)])).toEqual(
      truth.map(({ price, lots }) => [price / 10, lots / 10_000]),
    );
  });
});
