import { type RawData, WebSocket } from 'ws';
import { USER_AGENT } from './http-get.ts';

export interface SocketHandlers {
  opened(): void;
  /** A text frame; null for a binary one, which the exchange never sends. */
  message(text: string | null): void;
  /** A protocol ping came and wants a pong. */
  pinged(): void;
  /** The connection is gone, or never came to be. Called once, never after `destroy`. */
  closed(reason: string): void;
}

/** One connection. */
export interface Socket {
  /** False when it could not leave. Never throws. */
  send(text: string): boolean;
  pong(): boolean;
  /** Cuts the connection without a word. Nothing is told afterwards. */
  destroy(): void;
}

export type OpenSocket = (url: string, handlers: SocketHandlers) => Socket;

const HANDSHAKE_MS = 10_000;
const LONGEST_FRAME = 64 * 1024 * 1024;
/** Nothing we subscribe to comes near this. Of a longer frame only the beginning is kept, which no reader will accept. */
const LONGEST_TEXT = 65_536;
const KEPT_OF_LONGER = 1000;

/**
 * A real connection. The library's own pings stay off: as the first frame they kill the socket (fact sheet 5.3); its automatic
 * pongs too, because they count into the five frames a second that we may send.
 */
export const openSocket: OpenSocket = (url, handlers) => {
  const socket = new WebSocket(url, {
    perMessageDeflate: false,
    autoPong: false,
    followRedirects: false,
    handshakeTimeout: HANDSHAKE_MS,
    maxPayload: LONGEST_FRAME,
    headers: { 'user-agent': USER_AGENT },
  });
  let isOver = false;
  let failure = '';
  const over = (reason: string) => {
    if (isOver) return;
    isOver = true;
    handlers.closed(reason);
  };
  socket.on('open', () => !isOver && handlers.opened());
  socket.on('message', (data, isBinary) => !isOver && handlers.message(isBinary ? null : textOf(data)));
  socket.on('ping', () => !isOver && handlers.pinged());
  socket.on('error', (error) => {
    failure = error.message;
  });
  socket.on('close', (code) => over(failure === '' ? `closed (${code})` : failure));
  return {
    send: (text) => attempt(socket, () => socket.send(text, ignore)),
    pong: () => attempt(socket, () => socket.pong(undefined, undefined, ignore)),
    destroy() {
      isOver = true;
      socket.terminate();
    },
  };
};

function textOf(data: RawData): string {
  const bytes = Array.isArray(data) ? Buffer.concat(data) : Buffer.isBuffer(data) ? data : Buffer.from(data);
  return bytes.length > LONGEST_TEXT ? bytes.toString('utf8', 0, KEPT_OF_LONGER) : bytes.toString('utf8');
}

function attempt(socket: WebSocket, act: () => void): boolean {
  if (socket.readyState !== WebSocket.OPEN) return false;
  try {
    act();
    return true;
  } catch {
    return false;
  }
}

/** A write that fails is followed by the close of the socket, which is what we act on. */
function ignore(): void {}
