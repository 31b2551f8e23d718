import type { PrivateRoute } from '../rest/rest-request.ts';
import { account } from './account.ts';

/** What only the holder of a key may ask: the signature has been checked before a handler runs. Orders and positions go here. */
export const PRIVATE_ROUTES: readonly PrivateRoute[] = [
  { kind: 'private', method: 'GET', path: '/api/v1/futures/account', requestsPerSecond: 10, handle: account },
];
