import { type Candle, flatCandle, joined, type PriceKind } from './candle.ts';
import type { Interval } from './interval.ts';
import type { MinuteBook } from './minute-book.ts';

const MINUTE_MS = 60_000;

export interface BarQuery {
  readonly kind: PriceKind;
  readonly interval: Interval;
  /** Open times from this one on … */
  readonly from?: number | undefined;
  /** … and below this one. */
  readonly before: number;
  /** Of more bars than this, the newest. */
  readonly limit: number;
  /** Bars that are not there at all, for faults. */
  readonly lacks?: (openTime: number) => boolean;
}

/** Bars newest first. A finished bar without a trade is flat at the close before it, or left out if `skipsQuiet`. */
export function barsNewestFirst(book: MinuteBook, query: BarQuery, now: number, skipsQuiet: boolean): Candle[] {
  const { kind, interval, limit } = query;
  const first = Math.max(query.from ?? 0, book.firstMinute);
  const bars: Candle[] = [];
  let open = interval.openOf(Math.min(query.before - 1, now));
  for (; bars.length < limit && open >= first; open = interval.openOf(open - 1)) {
    if (query.lacks?.(open)) continue;
    const bar = barAt(book, kind, interval, open, now) ?? (skipsQuiet ? undefined : quietBar(book, query, open, now));
    if (bar !== undefined) bars.push(bar);
  }
  return bars;
}

/** The bar that opens at `openTime`, as far as it has come; undefined if nothing was traded in it. */
export function barAt(
  book: MinuteBook,
  kind: PriceKind,
  interval: Interval,
  openTime: number,
  now: number,
): Candle | undefined {
  const end = Math.min(interval.nextOf(openTime), now + 1);
  let bar: Candle | undefined;
  for (let minute = openTime; minute < end; minute += MINUTE_MS) {
    const candle = book.at(kind, minute);
    if (candle !== undefined) bar = bar === undefined ? { ...candle, openTime } : joined(bar, candle);
  }
  return bar;
}

function quietBar(book: MinuteBook, query: BarQuery, openTime: number, now: number): Candle | undefined {
  if (query.interval.nextOf(openTime) > now) return undefined;
  for (let minute = openTime - MINUTE_MS; minute >= book.firstMinute; minute -= MINUTE_MS) {
    const candle = book.at(query.kind, minute);
    if (candle !== undefined) return flatCandle(openTime, candle.close);
  }
  return undefined;
}
