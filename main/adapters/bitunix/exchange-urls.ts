import { Failure } from '../../../shared/failure.ts';

const REST_URL = 'https://fapi.bitunix.com';
const PUBLIC_WS_URL = 'wss://fapi.bitunix.com/public/';
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Base of the REST paths, without a slash at the end. Throws Failure('bad_environment') for an override that is not safe. */
export function restBaseUrl(override: string | undefined): string {
  if (override === undefined || override === '') return REST_URL;
  return checked('LA_BITUNIX_REST_URL', override, 'https:', 'http:').href.replace(/\/+$/, '');
}

/** Address of the public WebSocket, with its slash at the end. Throws Failure('bad_environment') like `restBaseUrl`. */
export function publicSocketUrl(override: string | undefined): string {
  if (override === undefined || override === '') return PUBLIC_WS_URL;
  const url = checked('LA_BITUNIX_WS_URL', override, 'wss:', 'ws:');
  if (url.pathname === '/') url.pathname = '/public/';
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url.href;
}

/** Encrypted anywhere, plain on this machine only, and nothing but host and path. */
function checked(variable: string, text: string, secure: string, plain: string): URL {
  const url = URL.parse(text);
  const isAllowed = url?.protocol === secure || (url?.protocol === plain && LOOPBACK.test(url.hostname));
  if (url === null || !isAllowed || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw new Failure(
      'bad_environment',
      `${variable} must be a plain ${secure}// address; ${plain}// is allowed for this machine only (127.0.0.1, localhost, ::1)`,
    );
  return url;
}
