import { BitunixSource, type BitunixSourceOptions } from '../../../../main/adapters/bitunix/bitunix-source.ts';
import type { MarketInput } from '../../../../main/session/ports.ts';
import { depthFrame, FakeSockets, klineFrame, tickerFrame } from './fake-sockets.ts';
import { ManualTimers, START } from './manual-timers.ts';
import { type Answer, klineServer, ok, refusal, scriptedRest } from './scripted-rest.ts';

/** The sessions begin five seconds into a candle. */
export const BEGIN = START + 5000;

export interface WorldOptions {
  /** Answers of the kline endpoint. */
  readonly klines?: (timers: ManualTimers) => Answer;
  readonly source?: Partial<BitunixSourceOptions>;
  readonly resumeAfter?: number;
  /** The exchange's clock minus ours. */
  readonly offsetMs?: number;
}

/** A source on a manual clock, between scripted REST and a socket whose other end is the test. */
export function world(options: WorldOptions = {}) {
  const timers = new ManualTimers(BEGIN);
  const sockets = new FakeSockets(timers);
  const klines = (options.klines ?? ((t: ManualTimers) => klineServer(() => t.now())))(timers);
  const answer: Answer = (url) => {
    if (url.pathname.endsWith('/kline')) return klines(url);
    if (url.pathname.endsWith('/depth')) return ok({ asks: [['80100.1', '1']], bids: [['80100', '1']] });
    if (url.pathname.endsWith('/tickers')) return ok([{ symbol: 'BTCUSDT', lastPrice: '80100' }]);
    if (url.pathname.endsWith('/funding_rate'))
      return ok([{ symbol: 'BTCUSDT', fundingRate: '0.01', fundingInterval: 8, nextFundingTime: '1790006400000' }]);
    return refusal(404);
  };
  const rest = scriptedRest(async (url) => {
    const date = new Date(timers.now() + (options.offsetMs ?? 0)).toUTCString();
    return { ...(await answer(url)), date };
  }, timers);
  const inputs: (MarketInput & { readonly at: number })[] = [];
  const ends: string[] = [];
  const deferred: (() => void)[] = [];
  const source = new BitunixSource({
    symbol: 'BTCUSDT',
    interval: '1m',
    restUrl: 'https://exchange.test',
    socketUrl: 'wss://exchange.test/public/',
    seedBars: 300,
    scrub: (text) => text.replaceAll('hunter2', '***'),
    random: () => 0.5,
    get: rest.get,
    openSocket: sockets.open,
    defer: (task) => deferred.push(task),
    ...options.source,
  });
  const feed = {
    push: (batch: readonly MarketInput[]) =>
      void inputs.push(...batch.map((input) => ({ ...input, at: timers.now() }))),
    end: (reason: string, by: string) => void ends.push(`${reason}: ${by}`),
  };
  const { resumeAfter: lastOpenTime = null } = options;
  const resume = { quoteCount: 0, marketInputCount: 0, candleCount: 0, lastOpenTime, at: START };
  source.start(feed, timers, lastOpenTime === null ? null : resume);
  const drain = () => {
    for (const task of deferred.splice(0)) task();
  };
  /** Lets time pass in quarters of a second, with frames pushed in each. */
  const pass = async (ms: number, frames: (ts: number) => readonly unknown[] = () => []) => {
    for (const end = timers.now() + ms; timers.now() < end; ) {
      await timers.advance(Math.min(250, end - timers.now()));
      for (const frame of frames(timers.now())) sockets.push(frame);
      drain();
    }
  };
  const events = () => inputs.flatMap((input) => (input.kind === 'feed' ? [input.event] : []));
  const candles = (...origins: string[]) =>
    inputs.flatMap((input) => (input.kind === 'candle' && origins.includes(input.origin) ? [input] : []));
  return { timers, sockets, inputs, ends, source, pass, drain, events, candles, requests: rest.requests };
}

/** All channels as they flow on a healthy connection. */
export const healthy = (ts: number) => [klineFrame(ts), depthFrame(ts), tickerFrame(ts), { op: 'ping', pong: 1 }];
