import type { IncomingHttpHeaders } from 'node:http';
import type { World } from '../world.ts';
import type { Envelope } from './envelope.ts';

export interface RestRequest {
  /** Only GET and POST lead anywhere. */
  readonly method: string;
  readonly path: string;
  /** Decoded. */
  readonly query: URLSearchParams;
  /** Exactly as received. */
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
  readonly ip: string;
}

export interface PublicRoute {
  readonly kind: 'public';
  readonly method: 'GET' | 'POST';
  readonly path: string;
  handle(request: RestRequest, world: World): Envelope;
}

export interface PrivateRoute {
  readonly kind: 'private';
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** "Rate limits": requests a second per user. */
  readonly requestsPerSecond: number;
  handle(request: RestRequest, world: World, apiKey: string): Envelope;
}

export type Route = PublicRoute | PrivateRoute;

/** A parameter with a value; an empty one counts as absent. */
export function parameter(request: RestRequest, name: string): string | undefined {
  const value = request.query.get(name);
  return value === null || value === '' ? undefined : value;
}

/** A whole-number parameter: undefined when absent, null when it is something else. */
export function wholeParameter(request: RestRequest, name: string): number | null | undefined {
  const value = parameter(request, name);
  if (value === undefined) return undefined;
  return /^\d{1,15}$/.test(value) ? Number(value) : null;
}
