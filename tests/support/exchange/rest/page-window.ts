import type { World } from '../world.ts';
import { parameter, type RestRequest, wholeParameter } from './rest-request.ts';

export interface PageWindow {
  /** Times from this one on and below `before` ("Get Kline": startTime is inclusive, endTime exclusive; seen live). */
  readonly from: number | undefined;
  readonly before: number | undefined;
  readonly limit: number;
}

/** The window a page is asked for, with `limit` cut to the maximum silently; undefined if a value is no whole number. */
export function pageWindow(request: RestRequest, world: World, startNames: readonly string[]): PageWindow | undefined {
  const startName = startNames.find((name) => parameter(request, name) !== undefined);
  const from = startName === undefined ? undefined : wholeParameter(request, startName);
  const before = wholeParameter(request, 'endTime');
  const limit = wholeParameter(request, 'limit');
  if (from === null || before === null || limit === null || limit === 0) return undefined;
  const { defaultRows, maxRows } = world.profile;
  return { from, before, limit: Math.min(limit ?? defaultRows, maxRows) };
}
