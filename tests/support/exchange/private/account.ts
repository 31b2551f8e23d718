import { type Envelope, missingParameter, success } from '../rest/envelope.ts';
import { parameter, type RestRequest } from '../rest/rest-request.ts';

/** "Get Single Account": an account that has not traded yet. `data` is an object live, though an array in the documents. */
export function account(request: RestRequest): Envelope {
  const marginCoin = parameter(request, 'marginCoin');
  if (marginCoin === undefined) return missingParameter();
  return success({
    marginCoin,
    available: '10000',
    frozen: '0',
    margin: '0',
    transfer: '10000',
    positionMode: 'HEDGE',
    crossUnrealizedPNL: '0',
    isolationUnrealizedPNL: '0',
    bonus: '0',
  });
}
