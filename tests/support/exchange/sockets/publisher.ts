import type { Market } from '../market/market.ts';
import type { Trade } from '../market/trade.ts';
import type { World } from '../world.ts';
import type { Channel } from './channel.ts';
import { frameText } from './frame-text.ts';
import { depthFrame, type Frame, priceFrame, tickerFrame, tickersFrame, tradeFrame } from './frames.ts';
import { KlinePushes } from './kline-pushes.ts';
import type { PublicSession, Subscription } from './public-session.ts';

/** Pushes every channel at its cadence to those who subscribed. A frame is built once and sent to all. */
export class Publisher {
  private readonly world: World;
  private readonly sessions: ReadonlySet<PublicSession>;
  private readonly klines: KlinePushes;
  private readonly lastTradeId = new Map<Market, number>();

  constructor(world: World, sessions: ReadonlySet<PublicSession>) {
    this.world = world;
    this.sessions = sessions;
    this.klines = new KlinePushes(world);
    for (const market of world.markets.values()) this.lastTradeId.set(market, market.last.id);
    const { klineMs, priceMs, tickerMs, depthMs, tradeMs } = world.profile;
    world.timers.every(klineMs, () => this.push(['kline'], (entry, now) => this.klineFrames(entry, now)));
    world.timers.every(priceMs, () => this.push(['price'], (entry, now) => this.current(entry, now)));
    world.timers.every(tickerMs, () => this.push(['ticker', 'tickers'], (entry, now) => this.current(entry, now)));
    world.timers.every(depthMs, () => this.push(['depth'], (entry, now) => this.current(entry, now)));
    world.timers.every(tradeMs, () => this.pushTrades());
  }

  /** What a new subscription gets first; a trade channel waits for the next trade. */
  sendSnapshots(session: PublicSession, keys: readonly string[]): void {
    const now = this.world.now();
    for (const [key, entry] of session.subscriptions) {
      if (!keys.includes(key) || entry.channel.kind === 'trade') continue;
      for (const frame of this.current(entry, now)) session.publish(entry.ch, frameText(frame, this.world));
    }
  }

  /** The channel's present content, whether a push is due or not. */
  current({ ch, channel, market }: Subscription, now: number): Frame[] {
    switch (channel.kind) {
      case 'kline':
        return this.klines.running(ch, channel, market, now);
      case 'ticker':
        return [tickerFrame(ch, market, now)];
      case 'tickers':
        return [tickersFrame(ch, market, now)];
      case 'price':
        return [priceFrame(ch, market, now)];
      case 'depth':
        return [depthFrame(ch, market, channel.levels, now)];
      case 'trade':
        return market.last.id === 0 ? [] : [tradeFrame(ch, market, [market.last], now)];
    }
  }

  private klineFrames({ ch, channel, market }: Subscription, now: number): Frame[] {
    return channel.kind === 'kline' ? this.klines.due(ch, channel, market, now) : [];
  }

  private pushTrades(): void {
    this.world.now();
    const fresh = new Map<Market, readonly Trade[]>();
    for (const [market, id] of this.lastTradeId) {
      fresh.set(market, tradesAfter(market, id));
      this.lastTradeId.set(market, market.last.id);
    }
    this.push(['trade'], ({ ch, market }, now) => {
      const trades = fresh.get(market) ?? [];
      return trades.length === 0 ? [] : [tradeFrame(ch, market, trades, now)];
    });
  }

  private push(kinds: readonly Channel['kind'][], framesOf: (entry: Subscription, now: number) => Frame[]): void {
    const now = this.world.now();
    const texts = new Map<string, readonly string[]>();
    for (const session of this.sessions) {
      for (const [key, entry] of session.subscriptions) {
        if (!kinds.includes(entry.channel.kind)) continue;
        const ready = texts.get(key) ?? framesOf(entry, now).map((frame) => frameText(frame, this.world));
        texts.set(key, ready);
        for (const text of ready) session.publish(entry.ch, text);
      }
    }
  }
}

function tradesAfter({ trades }: Market, id: number): readonly Trade[] {
  let first = trades.length;
  while (first > 0 && (trades[first - 1]?.id ?? 0) > id) first--;
  return trades.slice(first);
}
