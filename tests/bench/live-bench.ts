import { BitunixSource } from '../../main/adapters/bitunix/bitunix-source.ts';
import type { SocketHandlers } from '../../main/adapters/bitunix/socket.ts';
import { hostTimers } from '../../main/adapters/bitunix/timers.ts';
import type { Clock, MarketInput } from '../../main/session/ports.ts';
import { SessionCore } from '../../main/session/session-core.ts';
import type { SessionInput } from '../../main/session/session-input.ts';
import { strategySchema } from '../../shared/config/strategy.ts';
import type { Candle } from '../../shared/market.ts';
import { MINUTE_MS } from '../../shared/time.ts';
import { testSetup } from '../session/support/setup.ts';

const RATE = 1000;
const MEASURED = 5000;
const FLOOD = 1_000_000;
const TURN = 400;
const TWO_SETUPS = { setups: { pullback_ribbon: {}, sweep_invalidation: {} } };

/** A book whose best prices move with every frame, as the exchange pushes it. */
function depthFrame(number: number, ts: number): string {
  const bid = 80_000 + (number % 100) / 10;
  return `{"ch":"depth_book1","symbol":"BTCUSDT","ts":${ts},"data":{"b":[["${bid.toFixed(1)}","1.2"]],"a":[["${(bid + 0.1).toFixed(1)}","0.7"]]}}`;
}

function history(now: number): Candle[] {
  const last = Math.floor(now / MINUTE_MS) * MINUTE_MS - MINUTE_MS;
  return Array.from({ length: 500 }, (_, index) => {
    const openTime = last - (499 - index) * MINUTE_MS;
    return { openTime, open: 80_000, high: 80_050, low: 79_950, close: 80_000 + (index % 7), volume: 10 };
  });
}

/** The live path without a network: frame text → schema → queue → source → core, timed frame by frame. */
class LivePath {
  private handlers: SocketHandlers | undefined;
  private readonly sentAt: number[] = [];
  readonly latencies: number[] = [];
  quotes = 0;
  private readonly source: BitunixSource;

  constructor() {
    const timers = hostTimers();
    const clock: Clock = { ...timers, run: () => Promise.resolve() };
    const core = new SessionCore(
      testSetup({ source: 'bitunix', funding: 'live', strategy: strategySchema.parse(TWO_SETUPS) }),
      {
        wantsDetail: true,
        event: () => {},
        mark: () => {},
      },
    );
    core.handle({ kind: 'start', at: timers.now() });
    this.source = new BitunixSource({
      symbol: 'BTCUSDT',
      interval: '1m',
      restUrl: 'http://127.0.0.1:1',
      socketUrl: 'ws://127.0.0.1:1/public/',
      seedBars: 500,
      warmCandles: history(timers.now()),
      scrub: (text) => text,
      get: () => Promise.reject(new Error('no network in the bench')),
      openSocket: (_url, handlers) => {
        this.handlers = handlers;
        return { send: () => true, pong: () => true, destroy: () => {} };
      },
    });
    const push = (inputs: readonly MarketInput[]) => {
      for (const input of inputs) {
        core.handle({ ...input, at: timers.now() } as SessionInput);
        if (input.kind === 'quote') this.decided();
      }
    };
    this.source.start({ push, end: () => {} }, clock, null);
    this.handlers?.opened();
    this.handlers?.message('{"op":"connect","data":{"result":true}}');
    this.handlers?.message(`{"ch":"ticker","symbol":"BTCUSDT","ts":${Date.now()},"data":{"s":"BTCUSDT","la":"80000"}}`);
  }

  private decided(): void {
    this.quotes++;
    const sent = this.sentAt.shift();
    if (sent !== undefined) this.latencies.push(performance.now() - sent);
  }

  frame(number: number, isTimed: boolean): void {
    if (isTimed) this.sentAt.push(performance.now());
    this.handlers?.message(depthFrame(number, Date.now()));
  }

  end(): void {
    this.source.stop();
  }
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** p99 from frame to decision at 1,000 frames a second, and what a million frames leave in memory. */
export async function benchLive(): Promise<string[]> {
  const path = new LivePath();
  await turn();
  for (let number = 0; number < 20_000; number++) {
    path.frame(number, false);
    if (number % TURN === 0) await turn();
  }
  await turn();
  const start = performance.now();
  for (let number = 0; number < MEASURED; ) {
    const due = Math.min(MEASURED, Math.floor(((performance.now() - start) * RATE) / 1000));
    while (number < due) path.frame(number++, true);
    await turn();
  }
  await turn();
  const sorted = path.latencies.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(3);

  const texts = Array.from({ length: MEASURED }, (_, number) => depthFrame(number, Date.now()));
  const parseStart = performance.now();
  for (const text of texts) JSON.parse(text);
  const parseMs = (performance.now() - parseStart) / MEASURED;
  const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;

  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  for (let number = 0; number < FLOOD; number++) {
    path.frame(number, false);
    if (number % TURN === 0) await turn();
  }
  await turn();
  globalThis.gc?.();
  const grown = (process.memoryUsage().heapUsed - before) / 1_048_576;
  path.end();
  return [
    `live: frame to decision at ${RATE}/s: median ${at(0.5)} ms, p99 ${at(0.99)} ms; ratio to JSON.parse alone ${(median / parseMs).toFixed(1)}`,
    `live: heap after ${FLOOD.toLocaleString('en-US')} frames: ${grown >= 0 ? '+' : ''}${grown.toFixed(1)} MB (${path.quotes.toLocaleString('en-US')} quotes reached the core)`,
  ];
}
