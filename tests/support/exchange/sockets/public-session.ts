import type { Market } from '../market/market.ts';
import { marketOf, type World } from '../world.ts';
import { type Channel, channelOf } from './channel.ts';
import { type ChannelName, parseClientMessage } from './client-message.ts';
import type { ClientSocket } from './client-socket.ts';
import { frameText } from './frame-text.ts';
import { emptyDepthFrame } from './frames.ts';
import { Outbox } from './outbox.ts';
import { answerPing } from './pong.ts';

export interface Subscription {
  readonly ch: string;
  readonly channel: Channel;
  readonly market: Market;
}

/** A client of /public/: what it has subscribed to, and what it is told about that. */
export class PublicSession {
  readonly socket: ClientSocket;
  private readonly world: World;
  private readonly outbox: Outbox;
  private readonly onSubscribed: (session: PublicSession, keys: readonly string[]) => void;
  /** By "SYMBOL channel"; undefined where nothing will ever come, which the client is not told. */
  private readonly entries = new Map<string, Subscription | undefined>();

  constructor(
    socket: ClientSocket,
    world: World,
    onSubscribed: (session: PublicSession, keys: readonly string[]) => void,
  ) {
    this.socket = socket;
    this.world = world;
    this.onSubscribed = onSubscribed;
    this.outbox = new Outbox(world, (text) => socket.send(text));
  }

  /** Everything that is pushed to it, by "SYMBOL channel". */
  get subscriptions(): [string, Subscription][] {
    return [...this.entries].flatMap(([key, entry]) => (entry === undefined ? [] : [[key, entry]]));
  }

  publish(ch: string, text: string): void {
    this.outbox.push(ch, text);
  }

  receive(text: string): void {
    const message = parseClientMessage(text);
    if (message?.op === 'ping') answerPing(this.socket, this.world, message.ping);
    if (message?.op === 'subscribe') this.subscribe(message.channels);
    if (message?.op === 'unsubscribe') this.unsubscribe(message.channels);
  }

  /** No acknowledgement. Beyond 300 channels the surplus is refused, and the others go on. */
  private subscribe(names: readonly ChannelName[]): void {
    this.note('subscribe', names);
    const added: string[] = [];
    let isRefused = false;
    for (const { symbol, ch } of names) {
      const key = keyOf({ symbol, ch });
      if (this.entries.has(key)) continue;
      if (this.entries.size >= this.world.profile.maxChannels) {
        isRefused = true;
        continue;
      }
      this.entries.set(key, this.subscriptionOf(symbol, ch));
      added.push(key);
    }
    if (isRefused) this.answer('subscribe', { msg: 'subscribe channel > 300', nonce: '', result: false });
    if (this.world.faults.subscribeAck) this.answer('subscribe', { result: true });
    this.world.timers.after(this.world.profile.snapshotMs, () => this.onSubscribed(this, added));
  }

  private subscriptionOf(symbol: string, ch: string): Subscription | undefined {
    const channel = channelOf(ch);
    if (channel === undefined) return undefined;
    const market = marketOf(this.world, symbol);
    if (market !== undefined) return { ch, channel, market };
    if (channel.kind === 'depth') {
      this.publish(ch, frameText(emptyDepthFrame(ch, symbol, this.world.now()), this.world));
    }
    return undefined;
  }

  private unsubscribe(names: readonly ChannelName[]): void {
    this.note('unsubscribe', names);
    for (const name of names) this.entries.delete(keyOf(name));
    this.socket.send(JSON.stringify({ op: 'unsubscribe', ts: this.world.now(), data: 'success' }));
  }

  private answer(op: string, data: object): void {
    this.socket.send(JSON.stringify({ op, data }));
  }

  private note(op: 'subscribe' | 'unsubscribe', names: readonly ChannelName[]): void {
    this.socket.record.subscriptions.push({ at: this.world.timers.now(), op, channels: names.map(keyOf) });
  }
}

function keyOf({ symbol, ch }: ChannelName): string {
  return `${symbol} ${ch}`;
}
