import { createHash } from 'node:crypto';

export interface SignedCall {
  readonly apiKey: string;
  readonly secret: string;
  readonly nonce: string;
  /** Decimal text as received: ms for REST, s (or ms) for the WebSocket login. */
  readonly timestamp: string;
  /** Parameters of a GET, decoded; none for a POST. */
  readonly query?: Iterable<readonly [string, string]>;
  /** Body of a POST exactly as received. */
  readonly body?: string;
}

/**
 * "Sign": sha256(sha256(nonce + timestamp + apiKey + parameters + body) + secret) in lower-case hex. The parameters are
 * sorted by name and run together without "=" or "&"; those without a value are left out. The WebSocket login is the
 * same without parameters and body.
 */
export function signatureOf(call: SignedCall): string {
  const { apiKey, secret, nonce, timestamp, query = [], body = '' } = call;
  const parameters = [...query]
    .filter(([, value]) => value !== '')
    .sort(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map(([name, value]) => name + value)
    .join('');
  return sha256(sha256(nonce + timestamp + apiKey + parameters + body) + secret);
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
