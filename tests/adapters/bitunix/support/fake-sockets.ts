import type { OpenSocket, SocketHandlers } from '../../../../main/adapters/bitunix/socket.ts';
import type { ManualTimers } from './manual-timers.ts';

export interface FakeSocket {
  readonly openedAt: number;
  readonly handlers: SocketHandlers;
  /** What the client sent, with the time; 'PONG' for a protocol pong. */
  readonly sent: { readonly at: number; readonly frame: unknown }[];
  isOpen: boolean;
  isDestroyed: boolean;
}

/** Sockets without a network, whose other end is the test. */
export class FakeSockets {
  readonly all: FakeSocket[] = [];
  private readonly timers: ManualTimers;

  constructor(timers: ManualTimers) {
    this.timers = timers;
  }

  readonly open: OpenSocket = (_url, handlers) => {
    const { timers } = this;
    const socket: FakeSocket = { openedAt: timers.now(), handlers, sent: [], isOpen: false, isDestroyed: false };
    this.all.push(socket);
    const note = (frame: unknown) => {
      socket.sent.push({ at: timers.now(), frame });
      return true;
    };
    return {
      send: (text) => note(JSON.parse(text)),
      pong: () => note('PONG'),
      destroy: () => {
        socket.isDestroyed = true;
        socket.isOpen = false;
      },
    };
  };

  get current(): FakeSocket {
    const socket = this.all.at(-1);
    if (socket === undefined) throw new Error('no connection was tried');
    return socket;
  }

  /** Accepts the connection that is being made, if one is. */
  accept(): void {
    if (this.current.isDestroyed || this.current.isOpen) return;
    this.current.isOpen = true;
    this.current.handlers.opened();
    this.push({ op: 'connect', data: { result: true } });
  }

  /** Sends a frame, if the connection is open. */
  push(frame: unknown): void {
    if (!this.current.isOpen) return;
    this.current.handlers.message(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }
}

/** Frames as the exchange pushes them. */
export function klineFrame(ts: number, change: Readonly<Record<string, unknown>> = {}) {
  const n = ((Math.floor(ts / 60_000) * 60_000) / 60_000) % 1000;
  const data = {
    o: String(80_000 + n),
    c: String(80_010 + n),
    h: String(80_050 + n),
    l: String(79_950 + n),
    b: '10',
    q: '1',
  };
  return { ch: 'market_kline_1min', symbol: 'BTCUSDT', ts, data: { ...data, ...change } };
}

export function depthFrame(ts: number, bid = '80000', ask = '80000.1') {
  return { ch: 'depth_book1', symbol: 'BTCUSDT', ts, data: { b: [[bid, '1']], a: [[ask, '1']] } };
}

export function tickerFrame(ts: number, last = '80000') {
  return { ch: 'ticker', symbol: 'BTCUSDT', ts, data: { s: 'BTCUSDT', la: last } };
}
