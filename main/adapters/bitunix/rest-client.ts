import { type RandomFraction, retryDelayMs } from './backoff.ts';
import { CircuitBreaker } from './circuit-breaker.ts';
import type { ExchangeClock } from './exchange-clock.ts';
import { ExchangeError, kindOfCode, kindOfStatus } from './exchange-error.ts';
import type { HttpGet, HttpReply } from './http-get.ts';
import { RateLimiter } from './rate-limiter.ts';
import { envelopeSchema } from './rest-schemas.ts';
import { type Timers, wait } from './timers.ts';

const REQUEST_TIMEOUT_MS = 5000;
const DEFAULT_ATTEMPTS = 4;
const LONGEST_PAUSE_MS = 60_000;
const RATE_PAUSE_MS = 1000;

export interface RestParts {
  /** As `restBaseUrl` gives it. */
  readonly baseUrl: string;
  readonly timers: Timers;
  readonly random: RandomFraction;
  readonly get: HttpGet;
  readonly clock: ExchangeClock;
  /** Headers that say who asks, made anew for each attempt; none for what everybody may ask. */
  readonly sign?: (query: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
  /** Ends everything that is under way. */
  readonly signal?: AbortSignal;
}

export type QueryValue = string | number | undefined;

/** GETs of the exchange: limited, retried on faults that may pass, and cut off while an endpoint keeps failing. */
export class RestClient {
  private readonly parts: RestParts;
  private readonly limiter: RateLimiter;
  private readonly breakers = new Map<string, CircuitBreaker>();

  constructor(parts: RestParts) {
    this.parts = parts;
    this.limiter = new RateLimiter(parts.timers);
  }

  /**
   * `data` of the envelope, read by `read` (which throws what it cannot use). Throws an ExchangeError: what is wrong for good at
   * once, what may pass after `attempts` tries.
   */
  async get<T>(
    path: string,
    query: Readonly<Record<string, QueryValue>>,
    read: (data: unknown) => T,
    attempts = DEFAULT_ATTEMPTS,
  ): Promise<T> {
    const sent = sentQuery(query);
    const url = `${this.parts.baseUrl}${path}${queryText(sent)}`;
    const breaker = this.breakerOf(path);
    let latest: ExchangeError | undefined;
    for (let tries = 1; tries <= attempts; tries++) {
      await this.limiter.take(path, this.parts.signal);
      this.checkAborted();
      if (!breaker.tryEnter())
        throw latest ?? new ExchangeError('refused', `${path} keeps failing; it is left alone for half a minute`);
      try {
        const value = read(dataOf(await this.request(url, sent)));
        breaker.succeed();
        return value;
      } catch (error) {
        latest = asExchangeError(error, path);
        settle(breaker, latest);
      }
      if (!latest.isRetryable) throw latest;
      if (tries < attempts) await this.waitAfter(latest, path, tries);
    }
    throw latest ?? new ExchangeError('fatal', `${path}: no attempt was allowed`);
  }

  /** True while an endpoint is left alone. */
  get isCutOff(): boolean {
    return [...this.breakers.values()].some((breaker) => breaker.isOpen);
  }

  private async request(url: string, query: Readonly<Record<string, string>>): Promise<HttpReply> {
    const { timers, get, clock, signal, sign } = this.parts;
    const abort = new AbortController();
    const giveUp = () => abort.abort();
    signal?.addEventListener('abort', giveUp, { once: true });
    const cancelTimeout = timers.at(timers.now() + REQUEST_TIMEOUT_MS, giveUp);
    const sentAt = timers.now();
    try {
      const reply = await get(url, abort.signal, sign?.(query));
      clock.noteDate(reply.date, sentAt, timers.now());
      return reply;
    } catch (error) {
      this.checkAborted();
      const reason = abort.signal.aborted ? `no answer within ${REQUEST_TIMEOUT_MS / 1000} s` : reasonOf(error);
      throw new ExchangeError('transient', reason);
    } finally {
      cancelTimeout();
      signal?.removeEventListener('abort', giveUp);
    }
  }

  private async waitAfter(error: ExchangeError, path: string, tries: number): Promise<void> {
    const { timers, random, signal } = this.parts;
    const delay = Math.max(retryDelayMs(tries, random), Math.min(error.retryAfterMs ?? 0, LONGEST_PAUSE_MS));
    if (error.kind === 'rate_limit') this.limiter.pause(path, Math.max(delay, RATE_PAUSE_MS));
    await wait(timers, delay, signal);
    this.checkAborted();
  }

  private checkAborted(): void {
    if (this.parts.signal?.aborted) throw new ExchangeError('aborted', 'given up');
  }

  private breakerOf(path: string): CircuitBreaker {
    const known = this.breakers.get(path);
    if (known !== undefined) return known;
    const breaker = new CircuitBreaker(this.parts.timers);
    this.breakers.set(path, breaker);
    return breaker;
  }
}

/** Only silence and garbage say that the exchange is ill; a refusal, however final, is an answer. */
function settle(breaker: CircuitBreaker, error: ExchangeError): void {
  if (error.kind === 'transient') breaker.fail();
  else if (error.kind === 'aborted') breaker.release();
  else breaker.succeed();
}

/** What is neither empty nor left out, as text. */
function sentQuery(query: Readonly<Record<string, QueryValue>>): Record<string, string> {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(given.map(([key, value]) => [key, String(value)]));
}

function queryText(query: Readonly<Record<string, string>>): string {
  const text = new URLSearchParams(query).toString().replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
}

/** Everything is HTTP 200 with a code; the edge may answer with a status and HTML instead. Fact sheet 2.1. */
function dataOf({ status, body, retryAfter }: HttpReply): unknown {
  const seconds = Number(retryAfter ?? Number.NaN);
  const details = Number.isFinite(seconds) && seconds > 0 ? { retryAfterMs: seconds * 1000 } : {};
  const envelope = envelopeSchema.safeParse(parseJson(body));
  if (!envelope.success) {
    throw new ExchangeError(kindOfStatus(status), `HTTP ${status} without a readable answer`, details);
  }
  const { code, msg, data } = envelope.data;
  if (code === 0 && status < 400) return data;
  const kind = code === 0 || status >= 500 ? kindOfStatus(status) : kindOfCode(code);
  throw new ExchangeError(status === 429 ? 'rate_limit' : kind, `code ${code}: ${msg.slice(0, 200)}`, {
    code,
    ...details,
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function asExchangeError(error: unknown, path: string): ExchangeError {
  if (error instanceof ExchangeError) {
    const { kind, message, code, retryAfterMs } = error;
    const details = {
      ...(code === undefined ? {} : { code }),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    };
    return new ExchangeError(kind, `${path}: ${message}`, details);
  }
  return new ExchangeError('transient', `${path}: unreadable data (${reasonOf(error).slice(0, 200)})`);
}

/** fetch hides the cause ("fetch failed") one level down. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message || error.cause.name : error.message;
}
