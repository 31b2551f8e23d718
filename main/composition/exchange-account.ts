import { Failure } from '../../shared/failure.ts';
import { readAccount } from '../adapters/bitunix/account-api.ts';
import { ExchangeError, toFailure } from '../adapters/bitunix/exchange-error.ts';
import { restBaseUrl } from '../adapters/bitunix/exchange-urls.ts';
import type { ExchangeAccount, ExchangeKeys } from '../session/ports/exchange-account.ts';
import type { CompositionContext } from './context.ts';

/** What the exchange says of the account of these keys. From here on they are masked wherever text leaves the process. */
export async function exchangeAccount(keys: ExchangeKeys, context: CompositionContext): Promise<ExchangeAccount> {
  context.keepSecret([keys.apiKey, keys.secretKey]);
  try {
    return await readAccount(restBaseUrl(context.environment.LA_BITUNIX_REST_URL), keys);
  } catch (error) {
    if (error instanceof ExchangeError && error.kind === 'auth') {
      throw new Failure('unreachable', `Bitunix does not accept these keys (${context.scrub(error.message)})`);
    }
    const failure = toFailure(error);
    throw new Failure(failure.code, context.scrub(failure.message));
  }
}
