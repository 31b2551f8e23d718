import type { Reply, RequestInput, RequestName, RequestOutput } from '../shared/ipc/contract.ts';
import type { ClientMessage, Frame, Snapshot } from '../shared/ipc/frames.ts';
import type { Carrier, Connection } from './carrier.ts';
import { parseServerMessage } from './messages/server-message.ts';
import { isRecord } from './messages/shape.ts';
import { killOverHttp, probeServer } from './probe-server.ts';

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 5000;
const REPLY_WITHIN_MS = 30_000;
/** KILL is sent a second way when it is not answered by then; it may arrive twice without harm. */
const KILL_WITHIN_MS = 1500;

type Answer = (reply: Reply) => void;

/** The contract over one WebSocket that is made anew, with growing pauses, whenever it is lost. */
export class WebSocketCarrier implements Carrier {
  private readonly token: string;
  private socket: WebSocket | null = null;
  private connection: Connection = { kind: 'connecting' };
  private retryMs = FIRST_RETRY_MS;
  private retryTimer: number | undefined;
  private lastId = 0;
  private readonly answers = new Map<number, Answer>();
  private readonly frameListeners = new Set<(frame: Frame) => void>();
  private readonly connectionListeners = new Set<(connection: Connection) => void>();
  private snapshotWaiters: ((snapshot: Snapshot) => void)[] = [];
  /** The snapshot that a new connection begins with, until it is asked for or outdated by a frame. */
  private unread: Snapshot | null = null;
  private isDisposed = false;

  constructor(token: string) {
    this.token = token;
    this.connect();
  }

  async request<Name extends RequestName>(name: Name, input: RequestInput<Name>): Promise<Reply<RequestOutput<Name>>> {
    const reply = name === 'kill' ? await this.kill() : await this.ask(name, input, REPLY_WITHIN_MS);
    return reply as Reply<RequestOutput<Name>>;
  }

  snapshot(): Promise<Snapshot> {
    const { unread } = this;
    this.unread = null;
    if (unread !== null) return Promise.resolve(unread);
    return new Promise((resolve) => {
      this.snapshotWaiters.push(resolve);
      this.send({ type: 'snapshot' });
    });
  }

  onFrame(listener: (frame: Frame) => void): () => void {
    this.frameListeners.add(listener);
    return () => this.frameListeners.delete(listener);
  }

  onConnection(listener: (connection: Connection) => void): () => void {
    this.connectionListeners.add(listener);
    listener(this.connection);
    return () => this.connectionListeners.delete(listener);
  }

  dispose(): void {
    this.isDisposed = true;
    clearTimeout(this.retryTimer);
    this.socket?.close();
  }

  private connect(): void {
    if (this.isDisposed) return;
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const socket = new WebSocket(`${scheme}://${location.host}/ws?token=${encodeURIComponent(this.token)}`);
    this.socket = socket;
    socket.onmessage = (message) => this.receive(message.data);
    socket.onclose = () => {
      if (this.socket === socket) this.lose();
    };
  }

  private receive(data: unknown): void {
    const message = parseServerMessage(data);
    switch (message?.type) {
      case 'snapshot': {
        const waiters = this.snapshotWaiters;
        this.snapshotWaiters = [];
        for (const resolve of waiters) resolve(message.snapshot);
        if (this.connection.kind === 'open') return;
        this.retryMs = FIRST_RETRY_MS;
        this.unread = message.snapshot;
        this.become({ kind: 'open' });
        return;
      }
      case 'frame':
        this.unread = null;
        for (const listener of this.frameListeners) listener(message.frame);
        return;
      case 'reply':
        this.answers.get(message.id)?.(message.reply);
        return;
      default:
        return;
    }
  }

  private lose(): void {
    this.socket = null;
    this.unread = null;
    for (const answer of [...this.answers.values()]) answer(failed('connection_lost'));
    if (this.isDisposed) return;
    if (this.connection.kind === 'open' || this.connection.kind === 'connecting') this.become({ kind: 'lost' });
    void probeServer(this.token).then((found) => {
      if (this.socket === null || this.connection.kind !== 'open') this.become(found);
    });
    this.retryTimer = window.setTimeout(() => this.connect(), this.retryMs);
    this.retryMs = Math.min(LAST_RETRY_MS, this.retryMs * 2);
  }

  private become(connection: Connection): void {
    if (this.isDisposed || this.connection.kind === connection.kind) return;
    this.connection = connection;
    for (const listener of this.connectionListeners) listener(connection);
  }

  private send(message: ClientMessage): boolean {
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }

  private ask(name: RequestName, input: unknown, withinMs: number): Promise<Reply> {
    return new Promise((resolve) => {
      const id = ++this.lastId;
      const finish = (reply: Reply) => {
        clearTimeout(timer);
        this.answers.delete(id);
        resolve(reply);
      };
      const timer = window.setTimeout(() => finish(failed('timeout')), withinMs);
      this.answers.set(id, finish);
      if (!this.send({ type: 'request', id, name, input })) finish(failed('connection_lost'));
    });
  }

  private async kill(): Promise<Reply> {
    const reply = await this.ask('kill', {}, KILL_WITHIN_MS);
    if (reply.ok || (reply.error.code !== 'timeout' && reply.error.code !== 'connection_lost')) return reply;
    try {
      const answer = await killOverHttp(this.token);
      if (isRecord(answer) && typeof answer.ok === 'boolean') return answer as Reply;
    } catch {
      // the reply says it
    }
    return failed('kill_undelivered');
  }
}

/** Codes of the page's own; their words are in text/page.ts. */
function failed(code: 'connection_lost' | 'timeout' | 'kill_undelivered'): Reply {
  return { ok: false, error: { code, message: '' } };
}
