import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const HERE = 'http://127.0.0.1';
const LOOPBACK_HOST = /^(?:127\.0\.0\.1|localhost)(?::(\d+))?$/;

/**
 * Why a request may not be answered, as a sentence; `undefined` when it may. Another host name (DNS rebinding), another
 * page's origin and a missing or wrong token are all refused.
 */
export function refusal(request: IncomingMessage, token: string): string | undefined {
  return (
    foreign(request) ??
    (hasToken(request, token) ? undefined : 'the token is missing or wrong; open the address that the program printed')
  );
}

/** What a request asks this server for; undefined when that is no address, such as `//`. */
export function addressOf({ url = '/' }: IncomingMessage): URL | undefined {
  return URL.canParse(url, HERE) ? new URL(url, HERE) : undefined;
}

/** Why a request comes from where none may come from, token or not. */
export function foreign(request: IncomingMessage): string | undefined {
  const { host, origin } = request.headers;
  if (host === undefined || !LOOPBACK_HOST.test(host)) return 'this server answers on loopback only';
  if (origin !== undefined && origin !== `http://${host}`) return 'requests from other pages are refused';
  return undefined;
}

function hasToken(request: IncomingMessage, token: string): boolean {
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  const given = Buffer.from(bearer ?? addressOf(request)?.searchParams.get('token') ?? '');
  const wanted = Buffer.from(token);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
