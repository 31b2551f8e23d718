import { type RandomFraction, ReconnectBackoff } from './backoff.ts';
import { type ControlFrame, type DataFrame, readFrame } from './frames.ts';
import { type LiveChannel, Liveness } from './liveness.ts';
import { MessageQueue } from './message-queue.ts';
import { SendGuard } from './send-guard.ts';
import type { OpenSocket, Socket } from './socket.ts';
import type { Timers } from './timers.ts';

const QUEUE_LIMIT = 500;
const PING_EVERY_MS = 10_000;
const CONNECT_FRAME_WAIT_MS = 1000;
/** A gap in the data that is longer does not count as health. */
const HEALTHY_GAP_MS = 10_000;

export interface WsListener {
  /** One sound data frame. Returns the channel when it brought something new, which keeps the connection alive. */
  data(frame: DataFrame): LiveChannel | undefined;
  /** First new data of a connection. */
  connected(): void;
  /** The connection is lost, or could not be made. */
  lost(reason: string): void;
  overflow(): void;
  malformed(text: string): void;
  /** True for a message that closes a candle. */
  isPrecious(text: string): boolean;
  /** The ms from now after which the data would be too stale to go on. */
  msUntilStale(): number;
}

export interface WsParts {
  /** As `publicSocketUrl` gives it. */
  readonly url: string;
  readonly symbol: string;
  readonly channels: readonly string[];
  readonly timers: Timers;
  readonly random: RandomFraction;
  readonly openSocket: OpenSocket;
  /** Runs something after the messages that are arriving now. */
  readonly defer: (task: () => void) => void;
}

/**
 * The public WebSocket: connects, subscribes once per connection with one frame, pings, and reconnects with backoff when the
 * connection goes or falls silent. Messages wait in a bounded queue until the turn is over. `tick` must be called a few times a
 * second.
 */
export class WsClient {
  private readonly parts: WsParts;
  private readonly listener: WsListener;
  private readonly backoff: ReconnectBackoff;
  private readonly queue = new MessageQueue<string | null>(QUEUE_LIMIT);
  private isDrainSet = false;
  private socket: Socket | undefined;
  private liveness: Liveness;
  private guard = new SendGuard();
  private openedAt = 0;
  private isSubscribed = false;
  private nextPingAt = 0;
  private cancelRetry: (() => void) | undefined;
  private isStopped = false;
  /** Connections lost or not made since the start. */
  reconnects = 0;
  /** Messages received since the start. */
  received = 0;

  constructor(parts: WsParts, listener: WsListener) {
    this.parts = parts;
    this.listener = listener;
    this.backoff = new ReconnectBackoff(parts.random);
    this.liveness = new Liveness(parts.timers.now());
  }

  start(): void {
    this.connect();
  }

  stop(): void {
    this.isStopped = true;
    this.cancelRetry?.();
    this.socket?.destroy();
    this.socket = undefined;
    this.queue.takeAll();
  }

  /** Sends what is due and gives up a connection that has gone silent. */
  tick(): void {
    if (this.socket === undefined || this.isStopped) return;
    const now = this.parts.timers.now();
    const fault = this.liveness.fault(now);
    if (fault !== undefined) {
      this.reconnect(fault);
      return;
    }
    if (!this.liveness.isOpen) return;
    if (now - this.openedAt >= CONNECT_FRAME_WAIT_MS) this.subscribe();
    if (now >= this.nextPingAt) this.ping(now);
  }

  /** Gives up the connection, when there is one, and makes another after the next wait of the backoff. */
  reconnect(reason: string): void {
    if (this.isStopped || this.socket === undefined) return;
    this.socket.destroy();
    this.socket = undefined;
    this.drain();
    this.reconnects++;
    this.listener.lost(reason);
    if (this.isStopped) return;
    const { timers } = this.parts;
    this.cancelRetry = timers.at(timers.now() + this.backoff.next(this.listener.msUntilStale()), () => this.connect());
  }

  /** True while data flow. */
  get isLive(): boolean {
    return this.socket !== undefined && this.liveness.hasData;
  }

  get queued(): number {
    return this.queue.length;
  }

  private connect(): void {
    if (this.isStopped) return;
    const { timers, openSocket, url } = this.parts;
    this.liveness = new Liveness(timers.now());
    this.guard = new SendGuard();
    this.isSubscribed = false;
    this.socket = openSocket(url, {
      opened: () => this.onOpened(),
      message: (text) => this.onMessage(text),
      pinged: () => {
        if (this.guard.admit(this.parts.timers.now(), true)) this.socket?.pong();
      },
      closed: (reason) => this.reconnect(reason),
    });
  }

  private onOpened(): void {
    const now = this.parts.timers.now();
    this.liveness.opened(now);
    this.openedAt = now;
    this.nextPingAt = now + PING_EVERY_MS;
  }

  /** All channels in one frame, once per connection: subscribing again on it would be a second stream at best. */
  private subscribe(): void {
    if (this.isSubscribed) return;
    const { symbol, channels, timers } = this.parts;
    const args = channels.map((ch) => ({ symbol, ch }));
    if (!this.guard.admit(timers.now())) return;
    this.isSubscribed = this.socket?.send(JSON.stringify({ op: 'subscribe', args })) ?? false;
  }

  /** An application ping; seconds, as the exchange wants it (fact sheet 5.3). */
  private ping(now: number): void {
    if (!this.guard.admit(now)) return;
    this.nextPingAt = now + PING_EVERY_MS;
    this.socket?.send(JSON.stringify({ op: 'ping', ping: Math.floor(now / 1000) }));
  }

  private onMessage(text: string | null): void {
    this.received++;
    const isPrecious = text !== null && this.listener.isPrecious(text);
    if (this.queue.push(text, isPrecious)) this.listener.overflow();
    if (this.isDrainSet) return;
    this.isDrainSet = true;
    this.parts.defer(() => {
      this.isDrainSet = false;
      this.drain();
    });
  }

  private drain(): void {
    for (const text of this.queue.takeAll()) {
      if (this.isStopped) return;
      const frame = text === null ? undefined : readFrame(text);
      if (frame === undefined) this.listener.malformed(text ?? '(binary)');
      else this.onFrame(frame);
    }
  }

  private onFrame(frame: DataFrame | ControlFrame): void {
    const { timers } = this.parts;
    switch (frame.kind) {
      case 'connect':
        this.subscribe();
        return;
      case 'pong':
        this.liveness.ponged(timers.now());
        return;
      case 'ping':
        if (this.guard.admit(timers.now(), true)) this.socket?.send(JSON.stringify({ op: 'pong', pong: frame.value }));
        return;
      case 'reply':
      case 'unknown':
        return;
      default:
        this.onData(frame);
    }
  }

  private onData(frame: DataFrame): void {
    const channel = this.listener.data(frame);
    if (channel === undefined || this.socket === undefined) return;
    const isFirst = !this.liveness.hasData;
    const since = this.liveness.fresh(channel, this.parts.timers.now());
    if (since < HEALTHY_GAP_MS) this.backoff.addHealth(since);
    if (isFirst) this.listener.connected();
  }
}
