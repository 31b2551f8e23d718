import { describe, expect, it } from 'vitest';
import { FrameDesk, type FrameReceiver } from '../../../main/adapters/bitunix/frame-desk.ts';
import { readFrame } from '../../../main/adapters/bitunix/frames.ts';
import { START } from './support/manual-timers.ts';

const TS = START + 1718;
const KLINE = { o: '80412.1', c: '80448.3', h: '80460', l: '80398.7', b: '25.59', q: '2058455.73' };

function text(ch: string, data: unknown, change: object = {}): string {
  return JSON.stringify({ ch, symbol: 'BTCUSDT', ts: TS, data, ...change });
}

describe('data frames', () => {
  it.each([
    [
      'kline',
      text('market_kline_1min', KLINE),
      {
        kind: 'kline',
        channel: 'market_kline_1min',
        open: 80_412.1,
        high: 80_460,
        low: 80_398.7,
        close: 80_448.3,
        volume: 25.59,
      },
    ],
    ['kline as list', text('market_kline_1min', [KLINE], { ts: String(TS) }), { kind: 'kline', close: 80_448.3 }],
    ['kline of numbers', text('market_kline_1min', { o: 1, c: 2, h: 2, l: 1, b: 0 }), { kind: 'kline', volume: 0 }],
    [
      'depth',
      text('depth_book1', { b: [['80448.3', '0.71']], a: [['80448.4', '1.2']] }),
      { kind: 'depth', bid: 80_448.3, ask: 80_448.4 },
    ],
    ['empty levels', text('depth_book1', { b: [['', '']], a: [['', '']] }), { kind: 'depth', bid: null, ask: null }],
    [
      'ticker, the inner symbol being right',
      text('ticker', { s: 'ethusdt', la: '80448.3', o: '1', h: '2', l: '1', b: '1', q: '1', r: '-1.678' }),
      { kind: 'ticker', symbol: 'ETHUSDT', last: 80_448.3 },
    ],
    [
      'tickers',
      JSON.stringify({
        ch: 'tickers',
        ts: TS,
        data: [{ s: 'BTCUSDT', la: '1', bd: '0.9', ak: '1.1', bv: '1', av: '1' }],
      }),
      { kind: 'tickers', rows: [{ symbol: 'BTCUSDT', last: 1, bid: 0.9, ask: 1.1 }] },
    ],
    [
      'price, percent made a fraction',
      text('price', {
        ip: null,
        mp: '80440.2',
        fr: '0.003757',
        ft: '2026-09-21T08:00:00Z',
        nft: '2026-09-21T16:00:00Z',
      }),
      {
        kind: 'price',
        mark: 80_440.2,
        index: null,
        settledRate: 0.00003757,
        settledAt: 1_789_977_600_000,
        nextAt: 1_790_006_400_000,
      },
    ],
    [
      'trade',
      text('trade', [{ t: '2026-09-21T14:14:02Z', p: '80448.3', v: '0.0142', s: 'buy' }]),
      { kind: 'trade', trades: [{ ts: 1_790_000_042_000, price: 80_448.3, size: 0.0142 }] },
    ],
    ['a channel we do not know', text('something_new', 7), { kind: 'unknown', channel: 'something_new' }],
  ])('%s', (_what, frame, expected) => {
    expect(readFrame(frame)).toMatchObject(expected);
  });

  it.each([
    '',
    'nonsense',
    '7',
    'null',
    '[]',
    '{}',
    '{"ch":7}',
    '{"op":7}',
    text('market_kline_1min', KLINE).slice(0, -4),
    text('market_kline_1min', KLINE, { ts: 0 }),
    text('market_kline_1min', KLINE, { ts: undefined }),
    text('market_kline_1min', KLINE, { ts: 'soon' }),
    text('market_kline_1min', { ...KLINE, c: '' }),
    text('market_kline_1min', { ...KLINE, c: 'NaN' }),
    text('market_kline_1min', { ...KLINE, h: '1e999' }),
    text('market_kline_1min', { ...KLINE, l: '-1' }),
    text('market_kline_1min', { ...KLINE, b: '-1' }),
    text('market_kline_1min', []),
    text('ticker', { la: null }),
    text('trade', []),
    text('trade', [
      { t: '2026-09-21T14:14:02Z', p: '80448.3', v: '1' },
      { t: 'x', p: '1', v: '1' },
    ]),
    text('depth_book1', { b: [['many', 'levels']], a: [] }),
  ])('refuses %s as a whole', (frame) => {
    expect(readFrame(frame)).toBeUndefined();
  });
});

describe('control frames', () => {
  it.each([
    ['{"op":"connect","data":{"result":true}}', { kind: 'connect' }],
    ['{"op":"ping","pong":1790000000,"ping":1790000003}', { kind: 'pong' }],
    ['{"op":"pong","pong":1790000000}', { kind: 'pong' }],
    ['{"op":"ping","ping":1790000003}', { kind: 'ping', value: 1_790_000_003 }],
    [
      '{"op":"subscribe","data":{"msg":"subscribe channel > 300","nonce":"","result":false}}',
      { kind: 'reply', op: 'subscribe', isRefused: true },
    ],
    [
      '{"op":"unsubscribe","ts":1790000001234,"data":"success"}',
      { kind: 'reply', op: 'unsubscribe', isRefused: false },
    ],
  ])('%s', (frame, expected) => {
    expect(readFrame(frame)).toEqual(expected);
  });
});

describe('frame desk', () => {
  function desk() {
    const calls: unknown[][] = [];
    const note =
      (name: string) =>
      (...values: unknown[]) =>
        void calls.push([name, ...values]);
    const receiver: FrameReceiver = {
      kline: (frame) => calls.push(['kline', frame.ts]),
      book: note('book'),
      traded: note('traded'),
      settled: note('settled'),
      fresh: note('fresh'),
    };
    const clock = { now: () => TS, notePush: () => undefined };
    const parts = { symbol: 'BTCUSDT', stepMs: 60_000, klineChannel: 'market_kline_1min', clock };
    const frames = new FrameDesk(parts, receiver);
    const take = (frame: string) => {
      const read = readFrame(frame);
      if (read === undefined || !('ts' in read)) throw new Error('no data frame');
      return frames.data(read);
    };
    return { frames, calls, take };
  }

  it('hands on what is its own, and tells new from repeated', () => {
    const { calls, take } = desk();
    expect(take(text('market_kline_1min', KLINE))).toBe('kline');
    expect(take(text('market_kline_1min', KLINE))).toBeUndefined();
    expect(take(text('market_kline_5min', KLINE))).toBeUndefined();
    expect(take(text('ticker', { la: '7' }, { symbol: 'ETHUSDT' }))).toBeUndefined();
    expect(take(text('ticker', { la: '7' }, { symbol: 'btcusdt' }))).toBe('ticker');
    expect(take(text('depth_book1', { b: [['', '']], a: [['', '']] }))).toBeUndefined();
    expect(calls).toEqual([
      ['fresh', 'kline'],
      ['kline', TS],
      ['kline', TS],
      ['fresh', 'ticker'],
      ['traded', TS, 7],
      ['book', TS, null, null],
    ]);
  });

  it('passes over frames from the future', () => {
    const { frames, calls, take } = desk();
    expect(take(text('market_kline_1min', KLINE, { ts: TS + 3_600_000 }))).toBeUndefined();
    expect(calls).toEqual([]);
    expect(frames.fromFuture).toBe(1);
  });

  it('knows a message that closes a candle without reading it', () => {
    const { frames } = desk();
    expect(frames.closesCandle(text('market_kline_1min', KLINE, { ts: START - 10 }))).toBe(true);
    expect(frames.closesCandle(text('market_kline_1min', KLINE, { ts: START - 5 }))).toBe(false);
    expect(frames.closesCandle(text('ticker', { la: '1' }))).toBe(false);
    expect(frames.closesCandle(text('market_kline_1min', KLINE))).toBe(true);
    expect(frames.closesCandle(text('market_kline_1min', KLINE, { ts: TS + 3_600_000 }))).toBe(false);
  });
});
