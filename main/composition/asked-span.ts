import { Failure } from '../../shared/failure.ts';
import { parseTimestamp } from '../../shared/time.ts';
import type { TimeSpan } from '../adapters/replay/candle-span.ts';

/** The span of market time that a form asks for; null when it names none. Throws Failure('bad_flag') for what is no span. */
export function askedSpan(from: string | null, to: string | null): TimeSpan | null {
  return spanOf(timeOf('from', from), timeOf('to', to));
}

/** From inclusive to exclusive, ms UTC; null when nothing limits it. Throws Failure('bad_flag') when it ends before it begins. */
export function spanOf(fromMs: number | null, toMs: number | null): TimeSpan | null {
  if (fromMs === null && toMs === null) return null;
  if (fromMs !== null && toMs !== null && fromMs >= toMs) {
    throw new Failure('bad_flag', 'the span ends before it begins: from must lie before to');
  }
  return { fromMs, toMs };
}

function timeOf(name: string, text: string | null): number | null {
  if (text === null || text.trim() === '') return null;
  const ms = parseTimestamp(text);
  if (ms === undefined) {
    throw new Failure(
      'bad_flag',
      `${name} ${JSON.stringify(text)}: must be a time such as 2025-01-01 or 2025-01-01T12:00:00Z`,
    );
  }
  return ms;
}
