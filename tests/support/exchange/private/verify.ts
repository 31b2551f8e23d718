import { type Envelope, failure } from '../rest/envelope.ts';
import type { RestRequest } from '../rest/rest-request.ts';
import type { World } from '../world.ts';
import { signatureOf } from './signature.ts';

const MS_FROM = 100_000_000_000;
const NONCE = /^[\x20-\x7e]{1,128}$/;

export type Verdict = { readonly ok: true; readonly apiKey: string } | { readonly ok: false; readonly reply: Envelope };

export type VerifierWorld = Pick<World, 'profile' | 'secrets' | 'now'>;

/** Checks who calls. A key that nobody has answers like a missing one; what the exchange does there is not documented. */
export class Verifier {
  private readonly world: VerifierWorld;
  private readonly nonces = new Set<string>();

  constructor(world: VerifierWorld) {
    this.world = world;
  }

  /** A private REST call: 10003 without a known api-key, 10007 for a wrong sign, nonce or time. */
  call(request: RestRequest): Verdict {
    const header = (name: string) => String(request.headers[name] ?? '');
    const apiKey = header('api-key');
    const secret = this.world.secrets.get(apiKey);
    if (secret === undefined) return refused(10003);
    const [nonce, timestamp] = [header('nonce'), header('timestamp')];
    const isGet = request.method === 'GET';
    const expected = signatureOf({
      apiKey,
      secret,
      nonce,
      timestamp,
      query: isGet ? request.query : [],
      body: isGet ? '' : request.body,
    });
    const isGood = header('sign') === expected && this.isTimely(timestamp, 1) && this.isFresh(nonce);
    return isGood ? { ok: true, apiKey } : refused(10007);
  }

  /** The login of a private WebSocket; its timestamp is in seconds, or in ms if it is that large. The API key, or undefined. */
  login(argument: Readonly<Record<string, unknown>>): string | undefined {
    const { apiKey, nonce, sign, timestamp } = argument;
    const secret = typeof apiKey === 'string' ? this.world.secrets.get(apiKey) : undefined;
    if (typeof apiKey !== 'string' || secret === undefined || typeof nonce !== 'string') return undefined;
    const time = String(timestamp);
    const isGood =
      sign === signatureOf({ apiKey, secret, nonce, timestamp: time }) &&
      this.isTimely(time, Number(time) > MS_FROM ? 1 : 1000) &&
      this.isFresh(nonce);
    return isGood ? apiKey : undefined;
  }

  private isTimely(timestamp: string, unitMs: number): boolean {
    if (!/^\d{1,16}$/.test(timestamp)) return false;
    return Math.abs(Number(timestamp) * unitMs - this.world.now()) <= this.world.profile.signatureToleranceMs;
  }

  private isFresh(nonce: string): boolean {
    if (!NONCE.test(nonce)) return false;
    if (!this.world.profile.rejectsReusedNonce) return true;
    if (this.nonces.has(nonce)) return false;
    this.nonces.add(nonce);
    return true;
  }
}

function refused(code: number): Verdict {
  return { ok: false, reply: failure(code) };
}
