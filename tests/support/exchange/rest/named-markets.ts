import type { Market } from '../market/market.ts';
import { marketOf, type World } from '../world.ts';
import { parameter, type RestRequest } from './rest-request.ts';

/**
 * The markets that `symbols` names ("BTCUSDT,ETHUSDT"), all of them without it; undefined if one is unknown. A parameter
 * called `symbol` is ignored (seen live).
 */
export function namedMarkets(request: RestRequest, world: World): Market[] | undefined {
  const symbols = parameter(request, 'symbols');
  if (symbols === undefined) return [...world.markets.values()];
  const markets = symbols.split(',').map((symbol) => marketOf(world, symbol.trim()));
  return markets.some((market) => market === undefined) ? undefined : (markets as Market[]);
}
