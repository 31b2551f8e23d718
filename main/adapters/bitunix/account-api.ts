import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { ExchangeAccount, ExchangeKeys } from '../../session/ports/exchange-account.ts';
import { ExchangeClock } from './exchange-clock.ts';
import { httpGet } from './http-get.ts';
import { RestClient } from './rest-client.ts';
import { signRest } from './signing.ts';
import { hostTimers } from './timers.ts';

const ACCOUNT = '/api/v1/futures/account';
const ATTEMPTS = 2;

const account = z.object({ marginCoin: z.string(), available: z.string(), positionMode: z.string() });
/** An object live, an array in the documents. Fact sheet 4.1. */
const accountSchema = z.union([account, z.array(account).min(1)]);

/**
 * Asks the exchange about the account of these keys: signed, read-only, nothing is changed there. `baseUrl` is as `restBaseUrl`
 * gives it. Throws an ExchangeError, `auth` for keys that it does not accept.
 */
export async function readAccount(baseUrl: string, keys: ExchangeKeys): Promise<ExchangeAccount> {
  const timers = hostTimers();
  const clock = new ExchangeClock(timers);
  const sign = (query: Readonly<Record<string, string>>) => {
    const moment = { nonce: randomBytes(16).toString('hex'), timestamp: String(clock.now()) };
    const sent = { nonce: moment.nonce, timestamp: moment.timestamp, sign: signRest(keys, moment, { query }) };
    return { 'api-key': keys.apiKey, ...sent, 'content-type': 'application/json' };
  };
  const rest = new RestClient({ baseUrl, timers, clock, random: Math.random, get: httpGet, sign });
  const read = (data: unknown) => {
    const parsed = accountSchema.parse(data);
    return Array.isArray(parsed) ? (parsed[0] as ExchangeAccount) : parsed;
  };
  return rest.get(ACCOUNT, { marginCoin: 'USDT' }, read, ATTEMPTS);
}
