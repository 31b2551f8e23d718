import { PRIVATE_ROUTES } from '../private/private-routes.ts';
import type { Verifier } from '../private/verify.ts';
import { RateWindow } from '../time/rate-window.ts';
import type { World } from '../world.ts';
import { type Envelope, failure } from './envelope.ts';
import { PUBLIC_ROUTES } from './public-routes.ts';
import type { RestRequest, Route } from './rest-request.ts';

const ROUTES: ReadonlyMap<string, Route> = new Map(
  [...PUBLIC_ROUTES, ...PRIVATE_ROUTES].map((route) => [`${route.method} ${route.path}`, route]),
);

/** Answers a request as the exchange would: 404 for an unknown path, then signature (private) and rate limit, then the endpoint. */
export class Router {
  private readonly world: World;
  private readonly verifier: Verifier;
  private readonly requests = new RateWindow();

  constructor(world: World, verifier: Verifier) {
    this.world = world;
    this.verifier = verifier;
  }

  answer(request: RestRequest): Envelope {
    const route = ROUTES.get(`${request.method} ${request.path}`);
    if (route === undefined) return failure(404);
    if (route.kind === 'public') {
      if (!this.admits(route, request.ip, this.world.profile.requestsPerSecond)) return failure(10006);
      return route.handle(request, this.world);
    }
    const verdict = this.verifier.call(request);
    if (!verdict.ok) return verdict.reply;
    if (!this.admits(route, verdict.apiKey, route.requestsPerSecond)) return failure(10006);
    return route.handle(request, this.world, verdict.apiKey);
  }

  /** "Rate limits": a sliding second for each caller and endpoint; a refused request does not count. */
  private admits(route: Route, caller: string, requestsPerSecond: number): boolean {
    const key = `${route.path} ${caller}`;
    const now = this.world.timers.now();
    if (this.requests.count(key, now) >= requestsPerSecond) return false;
    this.requests.add(key, now);
    return true;
  }
}
