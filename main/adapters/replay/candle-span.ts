import { Failure } from '../../../shared/failure.ts';
import type { Candle } from '../../../shared/market.ts';
import { toIso } from '../../../shared/time.ts';
import type { Holes } from './candle-steps.ts';

/** A span of market time, ms UTC: candles that open from `fromMs` to before `toMs`; null is no limit. */
export interface TimeSpan {
  readonly fromMs: number | null;
  readonly toMs: number | null;
}

/** What a series of candles is asked for. */
export interface SpannedSeries {
  readonly rows: number;
  readonly firstOpenTime: number;
  readonly lastOpenTime: number;
  readonly holes: Pick<Holes, 'count' | 'missing'> & { readonly first: { readonly openTime: number } | null };
  batches(after?: number): Iterable<readonly Candle[]>;
}

/**
 * The part of a series that lies in a span, as if the file had been cut to it. Throws Failure('bad_data') when no candle does.
 * `name` is the file as the user is told it.
 */
export function cutToSpan(
  series: SpannedSeries,
  { fromMs, toMs }: TimeSpan,
  { name, stepMs }: { readonly name: string; readonly stepMs: number },
): SpannedSeries {
  const from = fromMs ?? Number.NEGATIVE_INFINITY;
  const to = toMs ?? Number.POSITIVE_INFINITY;
  const batches = (after?: number) => ({
    [Symbol.iterator]: () =>
      inSpan(series.batches(Math.max(after ?? 0, from === Number.NEGATIVE_INFINITY ? 0 : from - 1)), to),
  });
  let rows = 0;
  let firstOpenTime = 0;
  let last = Number.NaN;
  let count = 0;
  let missing = 0;
  let first: { openTime: number } | null = null;
  for (const batch of batches()) {
    for (const { openTime } of batch) {
      if (rows === 0) firstOpenTime = openTime;
      const passed = Math.round((openTime - last) / stepMs) - 1;
      if (passed > 0) {
        first ??= { openTime: last + stepMs };
        count++;
        missing += passed;
      }
      last = openTime;
      rows++;
    }
  }
  if (rows === 0) {
    const span = [fromMs === null ? '' : `from ${toIso(fromMs)}`, toMs === null ? '' : `to ${toIso(toMs)}`];
    throw new Failure(
      'bad_data',
      `${name}: no candle lies ${span.filter((part) => part !== '').join(' ')}; choose a span that its candles cover`,
    );
  }
  return { rows, firstOpenTime, lastOpenTime: last, holes: { count, missing, first }, batches };
}

function* inSpan(batches: Iterable<readonly Candle[]>, to: number): Generator<readonly Candle[]> {
  for (const batch of batches) {
    const last = batch.at(-1);
    if (last !== undefined && last.openTime < to) {
      yield batch;
      continue;
    }
    const rest = batch.filter(({ openTime }) => openTime < to);
    if (rest.length > 0) yield rest;
    return;
  }
}
