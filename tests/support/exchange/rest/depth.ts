import { FULL_DEPTH, orderBook } from '../market/order-book.ts';
import { marketOf, type World } from '../world.ts';
import { type Envelope, failure, missingParameter, noAlternative, success } from './envelope.ts';
import { parameter, type RestRequest } from './rest-request.ts';

const LIMITS = ['1', '5', '15', '50', 'max'];

/** "Get Depth": asks ascending, bids descending, as texts; without `limit` the whole book. */
export function depth(request: RestRequest, world: World): Envelope {
  const symbol = parameter(request, 'symbol');
  if (symbol === undefined) return missingParameter();
  const market = marketOf(world, symbol);
  if (market === undefined) return failure(20015);
  const limit = parameter(request, 'limit') ?? 'max';
  if (!LIMITS.includes(limit)) return noAlternative(limit, LIMITS);
  const levels = limit === 'max' ? FULL_DEPTH : Number(limit);
  return success(orderBook(market.instrument, market.last, levels));
}
