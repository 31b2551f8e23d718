import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { ServerMessage } from '../../../shared/ipc/frames.ts';
import type { Workstation } from '../../session/ports.ts';
import { addressOf, refusal } from './access.ts';

const MAX_MESSAGE = 65_536;
/** A page that reads slower than this is skipped; the gap in the frame numbers makes it ask for a snapshot. */
const MAX_BUFFERED = 8_000_000;
/** Requests one page may have in flight: a flood waits for nobody and is dropped. */
const MAX_IN_FLIGHT = 32;

const messageSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('snapshot') }),
  z.strictObject({ type: z.literal('request'), id: z.number().int(), name: z.string().max(60), input: z.unknown() }),
]);

/** Carries the contract over WebSockets at /ws. Returns how to end it. */
export function attachSockets(server: Server, workstation: Workstation, token: string): () => void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE });
  server.on('upgrade', (request, stream, head) => {
    stream.on('error', () => stream.destroy());
    const isPath = addressOf(request)?.pathname === '/ws';
    const why = refusal(request, token) ?? (isPath ? undefined : 'there is no such path');
    if (why !== undefined) {
      refuse(stream, why);
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => serve(socket, workstation));
  });
  return () => {
    for (const socket of sockets.clients) socket.terminate();
    sockets.close();
  };
}

/** Refuses every WebSocket of a server that has none to offer. Returns how to end it: there is nothing to end. */
export function refuseSockets(server: Server): () => void {
  server.on('upgrade', (_request, stream) => {
    stream.on('error', () => stream.destroy());
    refuse(stream, 'there is no WebSocket here');
  });
  return () => {};
}

/** Answers and hangs up: the other end may never do so, and the server would wait for it to end. */
function refuse(stream: Duplex, why: string): void {
  const body = `403: ${why}\n`;
  stream.end(
    `HTTP/1.1 403 Forbidden\r\ncontent-type: text/plain\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
    () => stream.destroy(),
  );
}

function serve(socket: WebSocket, workstation: Workstation): void {
  let inFlight = 0;
  let wantsSnapshot = false;
  const send = (message: ServerMessage) => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
  };
  const unsubscribe = workstation.onFrame((frame) => {
    if (socket.bufferedAmount < MAX_BUFFERED) send({ type: 'frame', frame });
  });
  const sendSnapshot = () => {
    if (wantsSnapshot) return;
    wantsSnapshot = true;
    setImmediate(() => {
      wantsSnapshot = false;
      send({ type: 'snapshot', snapshot: workstation.snapshot() });
    });
  };
  socket.on('error', () => socket.terminate());
  socket.on('close', unsubscribe);
  socket.on('message', (data) => {
    const message = parse(String(data));
    if (message === undefined) return;
    if (message.type === 'snapshot') {
      sendSnapshot();
      return;
    }
    if (inFlight >= MAX_IN_FLIGHT && message.name !== 'kill') return;
    inFlight++;
    const { id, name, input } = message;
    void workstation
      .request(name, input, 'page')
      .then((reply) => send({ type: 'reply', id, reply }))
      .finally(() => {
        inFlight--;
      });
  });
  sendSnapshot();
}

function parse(text: string): z.output<typeof messageSchema> | undefined {
  try {
    const parsed = messageSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
