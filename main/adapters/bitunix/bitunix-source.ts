import { type Interval, intervalMs } from '../../../shared/interval.ts';
import type { Candle } from '../../../shared/market.ts';
import type { Clock, Feed, MarketInput, MarketSource, ResumePoint } from '../../session/ports.ts';
import type { RandomFraction } from './backoff.ts';
import type { FeedHealth } from './feed-health.ts';
import { type HttpGet, httpGet } from './http-get.ts';
import { LiveFeed } from './live-feed.ts';
import { type OpenSocket, openSocket } from './socket.ts';

export interface BitunixSourceOptions {
  readonly symbol: string;
  readonly interval: Interval;
  /** As `restBaseUrl` and `publicSocketUrl` give them. */
  readonly restUrl: string;
  readonly socketUrl: string;
  /** Closed candles of history to begin with. */
  readonly seedBars: number;
  /** Candles kept from a run that has just ended, ascending: used instead of asking for history. */
  readonly warmCandles?: readonly Candle[];
  /** Removes secrets from text that will be journaled. */
  readonly scrub: (text: string) => string;
  /** The world, replaced in tests. */
  readonly random?: RandomFraction;
  readonly get?: HttpGet;
  readonly openSocket?: OpenSocket;
  /** Runs something once the messages that are arriving now are all there. */
  readonly defer?: (task: () => void) => void;
}

/** The live market of Bitunix as a source of a session: history by REST, then pushes, watched and repaired. */
export class BitunixSource implements MarketSource {
  private readonly options: BitunixSourceOptions;
  private live: LiveFeed | undefined;
  private isTurnAsked = false;

  constructor(options: BitunixSourceOptions) {
    this.options = options;
  }

  /** Begins at once and returns; everything comes later. A resumed run gets the candles it missed as backfill. */
  start(feed: Feed, clock: Clock, resume: ResumePoint | null): void {
    const { options } = this;
    this.live = new LiveFeed({
      ...options,
      symbol: options.symbol.toUpperCase(),
      stepMs: intervalMs(options.interval),
      warmCandles: options.warmCandles ?? [],
      random: options.random ?? Math.random,
      get: options.get ?? httpGet,
      openSocket: options.openSocket ?? openSocket,
      defer: options.defer ?? setImmediate,
      timers: clock,
      push: (inputs) => this.push(feed, clock, inputs),
      end: (reason) => feed.end('stale_data', reason),
      fail: (error) => raise(clock, error),
    });
    this.live.start(resume?.lastOpenTime ?? null);
  }

  stop(): void {
    this.live?.stop();
  }

  wake(): void {
    this.live?.wake();
  }

  /** What the page shows of the feed; undefined before the start. */
  health(): FeedHealth | undefined {
    return this.live?.health();
  }

  /**
   * Messages arrive between the turns of the clock. A turn is asked for after each, so that what followed from it becomes durable at
   * once; a bug of the session surfaces there as well, instead of in a socket's callback.
   */
  private push(feed: Feed, clock: Clock, inputs: readonly MarketInput[]): void {
    try {
      feed.push(inputs);
      this.askForTurn(clock);
    } catch (error) {
      raise(clock, error);
    }
  }

  private askForTurn(clock: Clock): void {
    if (this.isTurnAsked) return;
    this.isTurnAsked = true;
    clock.at(clock.now(), () => {
      this.isTurnAsked = false;
    });
  }
}

/** Lets a bug surface in the clock's turn, where the session ends in its order. */
function raise(clock: Clock, error: unknown): void {
  clock.at(clock.now(), () => {
    throw error;
  });
}
