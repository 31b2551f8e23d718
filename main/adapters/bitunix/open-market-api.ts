import { ExchangeClock } from './exchange-clock.ts';
import { httpGet } from './http-get.ts';
import { MarketApi } from './market-api.ts';
import { RestClient } from './rest-client.ts';
import { hostTimers } from './timers.ts';

/**
 * The exchange's public REST for work outside of a session: the rules of a contract, a look whether it can be reached, downloads.
 * `baseUrl` is as `restBaseUrl` gives it; `signal` ends what is under way. `toFailure` makes sentences of its errors.
 */
export function openMarketApi(baseUrl: string, signal?: AbortSignal): MarketApi {
  const timers = hostTimers();
  const parts = { baseUrl, timers, random: Math.random, get: httpGet, clock: new ExchangeClock(timers) };
  return new MarketApi(new RestClient(signal === undefined ? parts : { ...parts, signal }));
}
