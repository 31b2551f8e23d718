import { Failure } from '../../shared/failure.ts';
import type { InstrumentSpec } from '../../shared/instrument.ts';
import type { Interval } from '../../shared/interval.ts';
import type { Candle } from '../../shared/market.ts';
import { BitunixSource } from '../adapters/bitunix/bitunix-source.ts';
import { ExchangeClock } from '../adapters/bitunix/exchange-clock.ts';
import { publicSocketUrl, restBaseUrl } from '../adapters/bitunix/exchange-urls.ts';
import { httpGet } from '../adapters/bitunix/http-get.ts';
import { MarketApi } from '../adapters/bitunix/market-api.ts';
import { RestClient } from '../adapters/bitunix/rest-client.ts';
import { hostTimers, within } from '../adapters/bitunix/timers.ts';
import type { CompositionContext } from './context.ts';

/** A start does not wait longer for the exchange's rules than this. */
const RULES_WITHIN_MS = 6000;

/** The exchange's public REST interface outside of a session. Throws Failure('bad_environment') for an unsafe address. */
export function openMarketApi(environment: CompositionContext['environment'], signal?: AbortSignal): MarketApi {
  const timers = hostTimers();
  const rest = new RestClient({
    baseUrl: restBaseUrl(environment.LA_BITUNIX_REST_URL),
    timers,
    random: Math.random,
    get: httpGet,
    clock: new ExchangeClock(timers),
    ...(signal === undefined ? {} : { signal }),
  });
  return new MarketApi(rest);
}

/**
 * Tick, lot and minimum of a contract as the exchange has them now; `undefined` when it cannot be reached in time. With
 * `mustReach` that is a Failure('unreachable') instead; a contract that it does not list or trade is a Failure('bad_flag').
 */
export async function liveInstrument(
  symbol: string,
  context: CompositionContext,
  mustReach: boolean,
): Promise<InstrumentSpec | undefined> {
  const abort = new AbortController();
  const api = openMarketApi(context.environment, abort.signal);
  let refused: string | undefined;
  const rules = await within(
    hostTimers(),
    RULES_WITHIN_MS,
    api.instrument(symbol).catch((error: unknown) => {
      if (error instanceof Error && /not listed|cannot be read/.test(error.message)) refused = error.message;
      throw error;
    }),
  );
  abort.abort();
  if (refused !== undefined) throw new Failure('bad_flag', `--symbol ${symbol}: Bitunix says ${refused}`);
  if (rules !== undefined) return rules.spec;
  if (mustReach)
    throw new Failure('unreachable', 'Bitunix cannot be reached now; check the network, or use the simulated market');
  return undefined;
}

/** The live source of a session. */
export function liveSource(
  run: {
    readonly symbol: string;
    readonly interval: Interval;
    readonly seedBars: number;
    readonly warmCandles: readonly Candle[];
  },
  context: CompositionContext,
): BitunixSource {
  return new BitunixSource({
    ...run,
    restUrl: restBaseUrl(context.environment.LA_BITUNIX_REST_URL),
    socketUrl: publicSocketUrl(context.environment.LA_BITUNIX_WS_URL),
    scrub: context.scrub,
  });
}
