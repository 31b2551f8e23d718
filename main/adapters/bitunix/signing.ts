import { createHash } from 'node:crypto';
import type { ExchangeKeys } from '../../session/ports/exchange-account.ts';

export interface SigningMoment {
  /** Fresh for each request: 32 lowercase hex characters. */
  readonly nonce: string;
  /** Unix time as decimal text: milliseconds for REST, seconds for the WebSocket login. */
  readonly timestamp: string;
}

export interface SignedRequest {
  /** Query parameters of a GET; empty values are neither sent nor signed. */
  readonly query?: Readonly<Record<string, string>>;
  /** Body of a POST: the exact text that goes on the wire. */
  readonly body?: string;
}

/** sha256hex(sha256hex(nonce + timestamp + apiKey + query + body) + secret). Method and path are not part of it. Fact sheet 1.3. */
export function signRest(keys: ExchangeKeys, moment: SigningMoment, request: SignedRequest = {}): string {
  const query = request.query === undefined ? '' : signedQuery(request.query);
  return signText(keys, moment, query + (request.body ?? ''));
}

/** Signature of the WebSocket login: no parameters, timestamp in seconds. Fact sheet 1.5. */
export function signLogin(keys: ExchangeKeys, moment: SigningMoment): string {
  return signText(keys, moment, '');
}

function signText({ apiKey, secretKey }: ExchangeKeys, { nonce, timestamp }: SigningMoment, text: string): string {
  return sha256(sha256(nonce + timestamp + apiKey + text) + secretKey);
}

/** key+value of all non-empty parameters, ascending by key in ASCII order, values raw. */
function signedQuery(query: Readonly<Record<string, string>>): string {
  return Object.keys(query)
    .filter((key) => query[key] !== '')
    .sort()
    .map((key) => key + query[key])
    .join('');
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
