import { Failure } from '../../../shared/failure.ts';

/**
 * `transient` and `rate_limit` may pass by themselves; `auth` and `fatal` don't. `refused`: our circuit breaker is open and
 * nothing was sent. `aborted`: we gave it up ourselves.
 */
export type ExchangeErrorKind = 'transient' | 'rate_limit' | 'auth' | 'fatal' | 'refused' | 'aborted';

/** An operation on the exchange that did not give what was asked. */
export class ExchangeError extends Error {
  readonly kind: ExchangeErrorKind;
  /** Code of the envelope, when there was one. */
  readonly code: number | undefined;
  /** How long the exchange asked us to wait, ms. */
  readonly retryAfterMs: number | undefined;

  constructor(kind: ExchangeErrorKind, message: string, details: { code?: number; retryAfterMs?: number } = {}) {
    super(message);
    this.name = 'ExchangeError';
    this.kind = kind;
    this.code = details.code;
    this.retryAfterMs = details.retryAfterMs;
  }

  get isRetryable(): boolean {
    return this.kind === 'transient' || this.kind === 'rate_limit';
  }
}

const TRANSIENT_CODES: ReadonlySet<number> = new Set([1, 2, 10001]);
const RATE_CODES: ReadonlySet<number> = new Set([10005, 10006]);
const AUTH_CODES: ReadonlySet<number> = new Set([403, 10003, 10004, 10007, 20011, 20013, 20014]);

/** What an envelope code means for a read. Fact sheet 2.3; a code it does not list is not worth a second try. */
export function kindOfCode(code: number): ExchangeErrorKind {
  if (TRANSIENT_CODES.has(code)) return 'transient';
  if (RATE_CODES.has(code)) return 'rate_limit';
  return AUTH_CODES.has(code) ? 'auth' : 'fatal';
}

/** What an HTTP status without a readable envelope means: the edge can answer 403, 429 and 5xx with HTML. */
export function kindOfStatus(status: number): ExchangeErrorKind {
  if (status === 429) return 'rate_limit';
  if (status === 401) return 'auth';
  if (status === 403 || status === 408 || status < 400 || status >= 500) return 'transient';
  return 'fatal';
}

/** One sentence for a user who asked for something that the exchange did not give. */
export function toFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (!(error instanceof ExchangeError)) return new Failure('internal', String(error));
  const code = error.kind === 'fatal' ? 'not_found' : 'unreachable';
  return new Failure(code, `Bitunix: ${error.message}`);
}
