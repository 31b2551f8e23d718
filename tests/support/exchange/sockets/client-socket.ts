import type { RawData, WebSocket } from 'ws';
import type { ConnectionRecord, Offence } from '../stats.ts';
import { RateWindow } from '../time/rate-window.ts';
import type { World } from '../world.ts';

/** What waits to be read by a slow client, beyond which frames are thrown away. */
const MAX_BUFFERED = 32_000_000;

export interface ClientSocketOptions {
  readonly world: World;
  readonly path: ConnectionRecord['path'];
  readonly ip: string;
  readonly onText: (text: string) => void;
}

/** One WebSocket connection under the exchange's rules: it is watched, punished, dropped and left half-open here. */
export class ClientSocket {
  readonly record: ConnectionRecord;
  private readonly world: World;
  private readonly socket: WebSocket;
  private readonly frames = new RateWindow();
  private lastPingAt: number;
  private lastServerPingAt: number;
  private hasSentText = false;
  private isHalfOpen = false;

  constructor(socket: WebSocket, { world, path, ip, onText }: ClientSocketOptions) {
    const now = world.timers.now();
    const id = world.stats.connections.length + 1;
    this.record = {
      id,
      path,
      ip,
      openedAt: now,
      closedAt: null,
      closedBy: null,
      closeCode: null,
      received: [],
      pings: [],
      subscriptions: [],
      sentFrames: 0,
    };
    world.stats.connections.push(this.record);
    this.world = world;
    this.socket = socket;
    this.lastPingAt = now;
    this.lastServerPingAt = now;
    socket.on('message', (data, isBinary) => {
      if (!this.receive(isBinary ? 'binary' : 'text', textOf(data))) return;
      this.hasSentText = true;
      if (!isBinary) onText(textOf(data));
    });
    socket.on('ping', (data) => this.onProtocolPing(data));
    socket.on('pong', () => this.receive('pong', ''));
    socket.on('error', () => undefined); // 'close' follows
    socket.on('close', (code) => this.onClose(code));
    world.log(`connection ${id} opened ${path}`);
  }

  get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  send(content: string | Buffer): void {
    if (this.isHalfOpen || !this.isOpen || this.socket.bufferedAmount > MAX_BUFFERED) return;
    this.record.sentFrames++;
    this.socket.send(content);
  }

  notePing(): void {
    this.lastPingAt = this.world.timers.now();
    this.record.pings.push(this.lastPingAt);
  }

  /** Ends the connection; without a code the TCP connection is cut and the client sees 1006. */
  drop(code = 0): void {
    this.record.closedBy ??= 'exchange';
    if (code === 0) this.socket.terminate();
    else this.socket.close(code);
  }

  /** What time alone brings about; called several times a second. */
  tend(): void {
    if (!this.isOpen) return;
    const { faults, profile, timers } = this.world;
    const now = timers.now();
    const age = now - this.record.openedAt;
    if (faults.halfOpen || isOver(age, faults.halfOpenAfterSeconds)) this.freeze();
    if (isOver(age, faults.dropEverySeconds)) this.drop(faults.dropCloseCode);
    else if (!this.isHalfOpen && now - this.lastPingAt > profile.idleMs) this.punish('idle');
    else if (isOver(now - this.lastServerPingAt, faults.serverPingSeconds)) {
      this.lastServerPingAt = now;
      this.send(JSON.stringify({ op: 'ping', ping: Math.floor(this.world.now() / 1000) }));
    }
  }

  /** Nothing is sent and nothing is read any more, as if the other machine had vanished. */
  private freeze(): void {
    if (this.isHalfOpen) return;
    this.isHalfOpen = true;
    this.socket.pause();
    this.world.log(`connection ${this.record.id} is half-open`);
  }

  /** "WebSocket": at most 5 frames a second, pings and pongs included, else disconnect. False if that was one too many. */
  private receive(kind: 'text' | 'binary' | 'ping' | 'pong', text: string): boolean {
    const now = this.world.timers.now();
    this.record.received.push({ at: now, kind, text });
    this.frames.add('', now);
    if (this.frames.count('', now) <= this.world.profile.messagesPerSecond) return true;
    this.punish('rate');
    return false;
  }

  /** Seen live: answered once the client has sent text; as its first frame it kills the connection 1.5 s later. */
  private onProtocolPing(data: Buffer): void {
    if (!this.receive('ping', '')) return;
    if (this.hasSentText) {
      if (!this.isHalfOpen) this.socket.pong(data);
      return;
    }
    this.world.timers.after(this.world.profile.protocolPingDeathMs, () => {
      if (this.isOpen) this.punish('protocolPing');
    });
  }

  private punish(offence: Offence): void {
    const { stats, blocks, timers, log } = this.world;
    const { id, ip } = this.record;
    const note = (what: Offence) => {
      stats.punishments.push({ at: timers.now(), offence: what, ip, connection: id });
      log(`connection ${id} punished: ${what}`);
    };
    note(offence);
    if (offence === 'rate' && blocks.punish(ip, timers.now())) note('block');
    this.drop();
  }

  private onClose(code: number): void {
    this.record.closedAt = this.world.timers.now();
    this.record.closedBy ??= 'client';
    this.record.closeCode = code;
    this.world.log(`connection ${this.record.id} closed by the ${this.record.closedBy} (${code})`);
  }
}

function isOver(ms: number, seconds: number): boolean {
  return seconds > 0 && ms >= seconds * 1000;
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return (data instanceof ArrayBuffer ? Buffer.from(data) : data).toString('utf8');
}
