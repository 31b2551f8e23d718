import { onTestFinished } from 'vitest';
import type { ExchangeOptions } from '../options.ts';
import { type Exchange, startExchange } from '../start-exchange.ts';
import { ManualClock } from '../time/manual-clock.ts';
import { SocketProbe } from './socket-probe.ts';

/** A Monday, 30 s after a full minute and an hour after a settlement. */
export const START = Date.UTC(2026, 8, 21, 9, 0, 30);

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The envelope; `{}` if the body is no JSON. */
  readonly body: { readonly code?: unknown; readonly data?: unknown; readonly msg?: unknown };
}

export interface ExchangeUnderTest extends Exchange {
  readonly clock: ManualClock;
  /** GET of a path below /api/v1/futures; rejects when the connection is cut. */
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** `data` of such an answer. */
  rows<T = Readonly<Record<string, string>>>(path: string): Promise<T[]>;
  connect(): Promise<SocketProbe>;
}

/** An exchange on a clock that stands still until the test moves it; gone when the test is over. */
export async function exchangeUnderTest(options: ExchangeOptions = {}, startMs = START): Promise<ExchangeUnderTest> {
  const clock = new ManualClock(startMs);
  const exchange = await startExchange({ clock, ...options });
  const probes: SocketProbe[] = [];
  onTestFinished(async () => {
    for (const probe of probes) probe.end();
    await exchange.close();
  });
  const get = async (path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> => {
    const response = await fetch(`${exchange.restUrl}/api/v1/futures${path}`, { headers });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parsed(text) };
  };
  return {
    ...exchange,
    clock,
    get,
    rows: async <T>(path: string) => (await get(path)).body.data as T[],
    connect: async () => {
      const probe = await SocketProbe.open(exchange.wsUrl);
      probes.push(probe);
      return probe;
    },
  };
}

function parsed(text: string): Answer['body'] {
  try {
    return JSON.parse(text) as Answer['body'];
  } catch {
    return {};
  }
}
