import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Verifier } from '../private/verify.ts';
import type { World } from '../world.ts';
import { ClientSocket } from './client-socket.ts';
import { Disturbances } from './disturbances.ts';
import { PrivateSession } from './private-session.ts';
import { PublicSession } from './public-session.ts';
import { Publisher } from './publisher.ts';

const TEND_MS = 100;
const CONNECTED = JSON.stringify({ op: 'connect', data: { result: true } });

/** The WebSocket side: takes connections on /public/ and /private/ (with the slash), text frames without compression. */
export class SocketServer {
  private readonly world: World;
  private readonly verifier: Verifier;
  private readonly server = new WebSocketServer({ noServer: true, autoPong: false, perMessageDeflate: false });
  private readonly publicSessions = new Set<PublicSession>();
  private readonly privateSessions = new Set<PrivateSession>();
  private readonly publisher: Publisher;

  constructor(world: World, verifier: Verifier) {
    this.world = world;
    this.verifier = verifier;
    this.publisher = new Publisher(world, this.publicSessions);
    new Disturbances(world, this.publicSessions, this.publisher);
    world.timers.every(TEND_MS, () => {
      for (const { socket } of this.sessions()) socket.tend();
    });
  }

  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    stream.on('error', () => undefined);
    const [pathname = ''] = (request.url ?? '').split('?');
    const ip = request.socket.remoteAddress ?? '';
    const refusal = this.refusalOf(pathname, ip);
    if (refusal !== undefined) {
      stream.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    this.world.timers.after(this.world.faults.socketConnectDelayMs, () => {
      if (stream.destroyed) return;
      const path = pathname === '/public/' ? pathname : '/private/';
      this.server.handleUpgrade(request, stream, head, (socket) => this.accept(socket, path, ip));
    });
  }

  /** Ends every connection now, as `ClientSocket.drop` does. */
  dropAll(code?: number): void {
    for (const { socket } of this.sessions()) socket.drop(code);
  }

  private accept(socket: WebSocket, path: '/public/' | '/private/', ip: string): void {
    const { world } = this;
    const client: ClientSocket = new ClientSocket(socket, { world, path, ip, onText: (text) => session.receive(text) });
    const session =
      path === '/public/'
        ? new PublicSession(client, world, (who, keys) => this.publisher.sendSnapshots(who, keys))
        : new PrivateSession(client, world, this.verifier);
    if (session instanceof PublicSession) this.publicSessions.add(session);
    else this.privateSessions.add(session);
    socket.on('close', () => {
      this.publicSessions.delete(session as PublicSession);
      this.privateSessions.delete(session as PrivateSession);
    });
    client.send(CONNECTED);
  }

  /** HTTP status of an upgrade that is not let in. */
  private refusalOf(path: string, ip: string): string | undefined {
    if (path !== '/public/' && path !== '/private/') return '404 Not Found';
    if (this.world.blocks.isBlocked(ip, this.world.timers.now())) return '403 Forbidden';
    return this.world.faults.socketRefused ? '503 Service Unavailable' : undefined;
  }

  private sessions(): (PublicSession | PrivateSession)[] {
    return [...this.publicSessions, ...this.privateSessions];
  }
}
