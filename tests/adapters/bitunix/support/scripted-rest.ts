import { ExchangeClock } from '../../../../main/adapters/bitunix/exchange-clock.ts';
import type { HttpGet, HttpReply } from '../../../../main/adapters/bitunix/http-get.ts';
import { MarketApi } from '../../../../main/adapters/bitunix/market-api.ts';
import { RestClient } from '../../../../main/adapters/bitunix/rest-client.ts';
import { ManualTimers } from './manual-timers.ts';

export type Answer = (url: URL) => HttpReply | Promise<HttpReply>;

/** An answer with HTTP 200 and an envelope. */
export function ok(data: unknown): HttpReply {
  return reply(JSON.stringify({ code: 0, data, msg: 'Success' }));
}

export function refusal(code: number, msg = 'no'): HttpReply {
  return reply(JSON.stringify({ code, data: null, msg }));
}

export function reply(body: string, status = 200, headers: Partial<HttpReply> = {}): HttpReply {
  return { status, body, date: null, retryAfter: null, ...headers };
}

/** A REST client on a manual clock whose answers a test writes. */
export function scriptedRest(answer: Answer, timers = new ManualTimers()) {
  const requests: { readonly at: number; readonly url: URL }[] = [];
  const get: HttpGet = (url, signal) => {
    const parsed = new URL(url);
    requests.push({ at: timers.now(), url: parsed });
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
      Promise.resolve(answer(parsed)).then(resolve, reject);
    });
  };
  const clock = new ExchangeClock(timers);
  const abort = new AbortController();
  const parts = { baseUrl: 'https://exchange.test', timers, random: () => 0.5, get, clock, signal: abort.signal };
  const rest = new RestClient(parts);
  return { timers, rest, api: new MarketApi(rest), clock, requests, get, abort };
}

/** How a promise ended, without waiting for it. */
export function outcomeOf<T>(work: Promise<T>): { value?: T; error?: unknown; isDone: boolean } {
  const outcome: { value?: T; error?: unknown; isDone: boolean } = { isDone: false };
  work.then(
    (value) => Object.assign(outcome, { value, isDone: true }),
    (error: unknown) => Object.assign(outcome, { error, isDone: true }),
  );
  return outcome;
}

/** A kline row as the exchange sends it, prices around 80,000. */
export function row(openTime: number, change: Readonly<Record<string, unknown>> = {}) {
  const n = (openTime / 60_000) % 1000;
  return {
    open: String(80_000 + n),
    high: String(80_050 + n),
    low: String(79_950 + n),
    close: String(80_010 + n),
    quoteVol: String(10 * (80_010 + n)),
    baseVol: '10',
    time: String(openTime),
    type: 'LAST_PRICE',
    ...change,
  };
}

/** An exchange that has every minute candle up to `now`, as the fact sheet describes the kline endpoint. */
export function klineServer(now: () => number, step = 60_000): Answer {
  return (url) => {
    const query = url.searchParams;
    const limit = Math.min(200, Number(query.get('limit') ?? 100));
    const before = Number(query.get('endTime') ?? Number.MAX_SAFE_INTEGER);
    const from = Number(query.get('startTime') ?? 0);
    const rows: unknown[] = [];
    const newest = Math.floor(Math.min(now(), before - 1) / step) * step;
    for (let time = newest; rows.length < limit && time >= from; time -= step) rows.push(row(time));
    return ok(rows);
  };
}
