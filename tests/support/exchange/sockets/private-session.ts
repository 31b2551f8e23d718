import type { Verifier } from '../private/verify.ts';
import type { World } from '../world.ts';
import { parseClientMessage } from './client-message.ts';
import type { ClientSocket } from './client-socket.ts';
import { answerPing } from './pong.ts';

/** A client of /private/: it must log in, and is then pushed balance, position, order and tpsl whether it subscribes or not. */
export class PrivateSession {
  readonly socket: ClientSocket;
  private readonly world: World;
  private readonly verifier: Verifier;
  /** Whose pushes it gets; undefined before the login. */
  apiKey: string | undefined;

  constructor(socket: ClientSocket, world: World, verifier: Verifier) {
    this.socket = socket;
    this.world = world;
    this.verifier = verifier;
  }

  receive(text: string): void {
    const message = parseClientMessage(text);
    if (message?.op === 'ping') answerPing(this.socket, this.world, message.ping);
    if (message?.op === 'login') this.login(message.argument);
    if (message?.op === 'subscribe') {
      const channels = message.channels.map(({ ch }) => ch);
      this.socket.record.subscriptions.push({ at: this.world.timers.now(), op: message.op, channels });
    }
  }

  /** The shape of a refusal is not documented; here as for a refused subscription. */
  private login(argument: Readonly<Record<string, unknown>>): void {
    this.apiKey = this.verifier.login(argument);
    const data = this.apiKey === undefined ? { result: false, msg: 'Sign signature error' } : { result: true };
    this.socket.send(JSON.stringify({ op: 'login', data }));
  }
}
