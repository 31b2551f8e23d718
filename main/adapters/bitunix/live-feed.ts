import type { FeedEvent } from '../../../shared/events.ts';
import type { Interval } from '../../../shared/interval.ts';
import type { Candle } from '../../../shared/market.ts';
import type { MarketInput } from '../../session/ports.ts';
import type { RandomFraction } from './backoff.ts';
import { CandleDesk } from './candle-desk.ts';
import { klineChannel, sessionChannels } from './channels.ts';
import { ExchangeClock } from './exchange-clock.ts';
import { FeedGauge, type FeedHealth } from './feed-health.ts';
import { FrameDesk } from './frame-desk.ts';
import { FundingWatch } from './funding-watch.ts';
import type { HttpGet } from './http-get.ts';
import { MarketApi } from './market-api.ts';
import { OutageReport } from './outage-report.ts';
import { QuoteBook } from './quote-book.ts';
import { RestClient } from './rest-client.ts';
import { SeedDesk } from './seed-desk.ts';
import type { OpenSocket } from './socket.ts';
import { StaleWatch } from './stale-watch.ts';
import { Tally } from './tally.ts';
import type { Timers } from './timers.ts';
import { WsClient } from './ws-client.ts';

const TICK_MS = 250;
/** A tick that comes later than this means that the process, or the machine, was not running. */
const BLIND_MS = 5000;
/** Quotes older than this are no base for a decision. */
const FRESH_MS = 5000;
/** What a connection needs until its first data, at least. */
const FIRST_DATA_MS = 2000;
const SAMPLE_LENGTH = 200;

export interface LiveFeedParts {
  readonly symbol: string;
  readonly interval: Interval;
  readonly stepMs: number;
  readonly restUrl: string;
  readonly socketUrl: string;
  readonly seedBars: number;
  readonly warmCandles: readonly Candle[];
  readonly scrub: (text: string) => string;
  readonly random: RandomFraction;
  readonly get: HttpGet;
  readonly openSocket: OpenSocket;
  readonly defer: (task: () => void) => void;
  readonly timers: Timers;
  push(inputs: readonly MarketInput[]): void;
  /** The data are too old to go on. */
  end(reason: string): void;
  /** A bug: nothing that the exchange does comes here. */
  fail(error: unknown): void;
}

/** One run of the live feed: puts the socket, REST, candles, quotes and funding together, and watches over them. */
export class LiveFeed {
  private readonly parts: LiveFeedParts;
  private readonly abort = new AbortController();
  private readonly clock: ExchangeClock;
  private readonly rest: RestClient;
  private readonly api: MarketApi;
  private readonly candles: CandleDesk;
  private readonly seed: SeedDesk;
  private readonly frames: FrameDesk;
  private readonly quotes = new QuoteBook();
  private readonly funding: FundingWatch;
  private readonly socket: WsClient;
  private readonly stale: StaleWatch;
  private readonly gauge = new FeedGauge();
  private readonly outages = new OutageReport();
  private readonly malformed = new Tally();
  private readonly dropped = new Tally();
  private tickedAt: number;
  private blindAt = Number.NEGATIVE_INFINITY;
  private hasLiveData = false;
  private isLossTold = false;

  constructor(parts: LiveFeedParts) {
    this.parts = parts;
    const { timers, symbol, interval, stepMs, random, get } = parts;
    const { signal } = this.abort;
    this.clock = new ExchangeClock(timers);
    this.rest = new RestClient({ baseUrl: parts.restUrl, timers, random, get, clock: this.clock, signal });
    this.api = new MarketApi(this.rest);
    const { api, clock } = this;
    const push = (inputs: readonly MarketInput[]) => this.push(inputs);
    const fail = (error: unknown) => parts.fail(error);
    const outcome = (operation: string, error: unknown) => this.outcome(operation, error);
    this.candles = new CandleDesk({
      ...{ api, symbol, interval, timers, clock, signal, push, outcome, fail },
      isLive: () => this.isFresh,
    });
    const { candles } = this;
    this.seed = new SeedDesk({ ...parts, api, candles, signal, push, outcome, fail });
    this.funding = new FundingWatch({ api, symbol, clock, push, outcome });
    this.frames = new FrameDesk({ symbol, stepMs, klineChannel: klineChannel(interval), clock }, this);
    this.stale = new StaleWatch(timers.now());
    this.tickedAt = timers.now();
    this.socket = new WsClient(
      {
        ...{ symbol, timers, random, url: parts.socketUrl, openSocket: parts.openSocket, defer: parts.defer },
        channels: sessionChannels(interval),
      },
      {
        data: (frame) => this.frames.data(frame),
        isPrecious: (text) => this.frames.closesCandle(text),
        connected: () => this.onConnected(),
        lost: (reason) => this.onLost(reason),
        overflow: () => this.dropped.add(),
        malformed: (text) => this.malformed.add(1, text),
        msUntilStale: () => this.stale.msUntilStop(timers.now()) - FIRST_DATA_MS,
      },
    );
  }

  /** Begins; with the open time of the last candle of an interrupted run, after that. */
  start(lastOpenTime: number | null): void {
    this.socket.start();
    this.tick();
    this.seed.start(lastOpenTime);
  }

  stop(): void {
    this.abort.abort();
    this.socket.stop();
  }

  health(): FeedHealth {
    const now = this.parts.timers.now();
    const reasons = this.reasons();
    return {
      isLive: this.socket.isLive,
      ageMs: this.hasLiveData ? this.stale.ageMs(now) : null,
      channels: this.gauge.ages(now),
      reconnects: this.socket.reconnects,
      messagesPerSecond: this.gauge.messagesPerSecond,
      queued: this.socket.queued,
      dropped: this.dropped.total,
      malformed: this.malformed.total,
      fromFuture: this.frames.fromFuture,
      repairs: this.candles.repairs,
      clockOffsetMs: this.clock.offsetMs,
      isDegraded: reasons.length > 0,
      reasons,
      isSynthetic: this.seed.isSynthetic,
    };
  }

  private reasons(): string[] {
    const reasons = [...this.outages.sentences];
    if (!this.socket.isLive) reasons.unshift('the live feed is not connected');
    if (this.seed.isShort) reasons.push('the history was shorter than asked for');
    if (this.seed.isSynthetic) reasons.push('the history is invented, because none could be had');
    if (this.rest.isCutOff) reasons.push('a REST endpoint keeps failing and is left alone for half a minute');
    return reasons;
  }

  /** Called by the frame desk: something new came on a channel. */
  fresh(channel: keyof FeedHealth['channels']): void {
    const now = this.parts.timers.now();
    this.hasLiveData = true;
    this.stale.fresh(now);
    this.gauge.fresh(channel, now);
  }

  kline(frame: Parameters<CandleDesk['push']>[0]): void {
    this.candles.push(frame);
    this.traded(frame.ts, frame.close);
  }

  book(ts: number, bid: number | null, ask: number | null): void {
    this.quotes.book(ts, bid, ask);
    this.tellQuote();
  }

  traded(ts: number, price: number): void {
    this.quotes.traded(ts, price);
    this.tellQuote();
  }

  settled(at: number, rate: number): void {
    this.funding.settled(at, rate);
  }

  private tellQuote(): void {
    const quote = this.quotes.take();
    if (quote === undefined) return;
    this.seed.priced(quote.last);
    const volume = this.candles.volumeAt(quote.ts);
    this.push([volume === undefined ? { kind: 'quote', quote } : { kind: 'quote', quote, volume }]);
  }

  private tick(): void {
    const { timers } = this.parts;
    if (this.abort.signal.aborted) return;
    const now = timers.now();
    if (now - this.tickedAt >= BLIND_MS) this.goBlind(this.tickedAt, now);
    this.tickedAt = now;
    this.gauge.count(this.socket.received, now);
    this.tellTallies(now);
    this.socket.tick();
    this.candles.tick();
    this.funding.tick();
    this.watchAge(now);
    timers.at(now + TICK_MS, () => this.tick());
  }

  /** The machine has slept. Its own clock may have stood still meanwhile, so that no late tick tells of it. */
  wake(): void {
    const now = this.parts.timers.now();
    if (now - this.blindAt < BLIND_MS) return;
    this.goBlind(this.tickedAt, now);
    this.tickedAt = now;
  }

  /** What happened meanwhile was not seen, and the connection is not to be trusted. */
  private goBlind(from: number, to: number): void {
    this.blindAt = to;
    this.tell({ event: 'FeedBlind', from, to });
    this.stale.fresh(to);
    this.hasLiveData = false;
    this.socket.reconnect('the machine was asleep or busy');
  }

  private tellTallies(now: number): void {
    const malformed = this.malformed.take(now);
    if (malformed !== undefined) {
      const sample = this.parts.scrub(malformed.sample.slice(0, 10 * SAMPLE_LENGTH)).slice(0, SAMPLE_LENGTH);
      this.tell({ event: 'MalformedMessage', count: malformed.count, first_sample: sample.toWellFormed() });
    }
    const dropped = this.dropped.take(now);
    if (dropped !== undefined) this.tell({ event: 'QUEUE_OVERFLOW', count: dropped.count });
  }

  private watchAge(now: number): void {
    const due = this.stale.due(now);
    if (due === undefined) return;
    const age = this.stale.ageMs(now);
    if (due === 'stop') {
      this.tell({ event: 'StaleData', age_ms: age, action: 'stop' });
      this.parts.end(`no live data for ${Math.round(age / 1000)} s`);
      return;
    }
    if (due === 'announce') this.tell({ event: 'StaleData', age_ms: age, action: 'rest_poll' });
    void this.poll();
  }

  /** A second opinion while the socket is silent: keeps the last known price current, and proves nothing about the feed. */
  private async poll(): Promise<void> {
    const { symbol } = this.parts;
    try {
      const [top, last] = await Promise.all([this.api.bookTop(symbol), this.api.lastPrice(symbol)]);
      if (this.abort.signal.aborted || this.isFresh) return;
      const ts = this.clock.now();
      this.quotes.traded(ts, last);
      this.book(ts, top.bid, top.ask);
      this.outcome('poll', null);
    } catch (error) {
      this.outcome('poll', error);
    }
  }

  private onConnected(): void {
    this.isLossTold = false;
    this.tell({ event: 'FeedConnected', source: 'bitunix' });
  }

  /** Told once, however many attempts follow. */
  private onLost(reason: string): void {
    this.frames.forgetTimes();
    this.quotes.reset();
    if (this.isLossTold) return;
    this.isLossTold = true;
    this.tell({ event: 'FeedLost', reason });
  }

  private outcome(operation: string, error: unknown): void {
    const input = this.outages.note(operation, error);
    if (input !== undefined) this.push([input]);
  }

  private tell(event: FeedEvent): void {
    this.push([{ kind: 'feed', event }]);
  }

  private push(inputs: readonly MarketInput[]): void {
    if (this.abort.signal.aborted) return;
    for (const input of inputs) {
      if (input.kind === 'candle' && (input.origin === 'live' || input.origin === 'backfill')) this.seed.realCandle();
    }
    this.parts.push(inputs);
  }

  private get isFresh(): boolean {
    return this.hasLiveData && this.stale.ageMs(this.parts.timers.now()) <= FRESH_MS;
  }
}
