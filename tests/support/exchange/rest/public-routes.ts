import { depth } from './depth.ts';
import { fundingRate, fundingRateBatch, fundingRateHistory } from './funding.ts';
import { kline } from './kline.ts';
import type { PublicRoute } from './rest-request.ts';
import { tickers } from './tickers.ts';
import { positionTiers, tradingPairs } from './trading-pairs.ts';

const PREFIX = '/api/v1/futures';

function get(path: string, handle: PublicRoute['handle']): PublicRoute {
  return { kind: 'public', method: 'GET', path: `${PREFIX}${path}`, handle };
}

/** What anybody may ask, 10 requests a second per IP and endpoint. */
export const PUBLIC_ROUTES: readonly PublicRoute[] = [
  get('/market/kline', kline),
  get('/market/funding_rate', fundingRate),
  get('/market/funding_rate/batch', fundingRateBatch),
  get('/market/get_funding_rate_history', fundingRateHistory),
  get('/market/tickers', tickers),
  get('/market/depth', depth),
  get('/market/trading_pairs', tradingPairs),
  get('/position/get_position_tiers', positionTiers),
];
