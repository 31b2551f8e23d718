import type { World } from '../world.ts';
import type { ClientSocket } from './client-socket.ts';

/**
 * "Ping": the answer echoes the client's value as `pong` and has op "ping" itself; its own `ping` is a server time in
 * seconds (documents: now; seen live: when the connection was opened).
 */
export function answerPing(socket: ClientSocket, world: World, ping: unknown): void {
  socket.notePing();
  const { faults, timers } = world;
  if (faults.noPong) return;
  const opened = Math.floor(socket.record.openedAt / 1000);
  const answer = JSON.stringify({ op: faults.pongAsPong ? 'pong' : 'ping', pong: ping, ping: opened });
  timers.after(faults.pongDelayMs, () => socket.send(answer));
}
