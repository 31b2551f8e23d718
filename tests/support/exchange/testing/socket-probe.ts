import { WebSocket } from 'ws';

/** A frame as received: parsed if it is a JSON object, otherwise only its text. */
export interface Received {
  readonly text: string;
  readonly isBinary: boolean;
  readonly json: Readonly<Record<string, unknown>>;
}

interface Waiter {
  readonly matches: (frame: Received) => boolean;
  readonly resolve: (frame: Received) => void;
  readonly reject: (error: Error) => void;
}

/** A client that does only what it is told, for tests of the exchange itself. */
export class SocketProbe {
  /** All frames not yet taken by `next` or `untilPong`. */
  readonly frames: Received[] = [];
  /** Close code; 1006 when the connection was cut. */
  readonly closed: Promise<number>;
  readonly socket: WebSocket;
  private waiters: Waiter[] = [];
  private pings = 0;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    this.closed = new Promise((resolve) => {
      socket.on('close', resolve);
    });
    socket.on('close', (code) => {
      for (const { reject } of this.waiters) reject(new Error(`the connection is closed (${code})`));
    });
    socket.on('error', () => undefined);
    socket.on('message', (data, isBinary) => this.receive(data.toString(), isBinary));
  }

  /** Connects, and takes the greeting. */
  static async open(url: string): Promise<SocketProbe> {
    const probe = new SocketProbe(new WebSocket(url, { perMessageDeflate: false }));
    await probe.next(({ json }) => json.op === 'connect');
    return probe;
  }

  /** The HTTP status with which a connection is refused. */
  static refusal(url: string): Promise<number> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(url);
      socket.on('unexpected-response', (request, response) => {
        resolve(response.statusCode ?? 0);
        request.destroy();
      });
      socket.on('open', () => reject(new Error('was let in')));
      socket.on('error', () => undefined);
    });
  }

  send(message: object | string): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  subscribe(...channels: readonly string[]): void {
    this.send({ op: 'subscribe', args: channels.map((ch) => ({ symbol: 'BTCUSDT', ch })) });
  }

  /** Takes the first frame that matches; those before it stay. */
  next(matches: (frame: Received) => boolean): Promise<Received> {
    const index = this.frames.findIndex(matches);
    const found = this.frames[index];
    if (found !== undefined) {
      this.frames.splice(index, 1);
      return Promise.resolve(found);
    }
    return new Promise((resolve, reject) => {
      this.waiters.push({ matches, resolve, reject });
    });
  }

  /** Pings, and takes everything that came before the answer: the exchange has then done all it was told before. */
  async untilPong(): Promise<Received[]> {
    const ping = ++this.pings;
    this.send({ op: 'ping', ping });
    await this.next(({ json }) => json.pong === ping);
    return this.frames.splice(0);
  }

  end(): void {
    this.socket.terminate();
  }

  private receive(text: string, isBinary: boolean): void {
    const frame: Received = { text, isBinary, json: isBinary ? {} : objectOf(text) };
    const waiter = this.waiters.find(({ matches }) => matches(frame));
    if (waiter === undefined) {
      this.frames.push(frame);
      return;
    }
    this.waiters = this.waiters.filter((other) => other !== waiter);
    waiter.resolve(frame);
  }
}

function objectOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : {};
  } catch {
    return {};
  }
}
