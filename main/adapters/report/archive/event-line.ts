import { numberOf, parseFields } from '../reading/fields.ts';

/** As the writer orders the fields; any other order is parsed as JSON. */
const CANDLE =
  /"open_time":(\d+),"open":"([\d.]+)","high":"([\d.]+)","low":"([\d.]+)","close":"([\d.]+)","volume":"([\d.]+)"/;
const DECISION_HEAD = /"open_time":(\d+),/;
const DECISION_TAIL = /"equity":"(-?[\d.]+)"\}$/;
const HEAD_LENGTH = 192;
const TAIL_LENGTH = 64;

/** Open time in ms UTC, open, high, low, close, volume; undefined when the line is damaged. */
export function candleOf(line: string): readonly number[] | undefined {
  const match = CANDLE.exec(line);
  const fields = match === null ? parseFields(line) : undefined;
  const values =
    match === null
      ? ['open_time', 'open', 'high', 'low', 'close', 'volume'].map((key) => numberOf(fields ?? {}, key))
      : match.slice(1).map(Number);
  return values.every(Number.isFinite) ? values : undefined;
}

/** Open time (ms UTC) and equity of a decision, without parsing its stages; undefined when the line is damaged. */
export function decisionOf(
  buffer: Buffer,
  start: number,
  end: number,
): { readonly openTime: number; readonly equity: number } | undefined {
  const head = DECISION_HEAD.exec(buffer.toString('latin1', start, Math.min(end, start + HEAD_LENGTH)));
  const tail = DECISION_TAIL.exec(buffer.toString('latin1', Math.max(start, end - TAIL_LENGTH), end));
  if (head !== null && tail !== null) return { openTime: Number(head[1]), equity: Number(tail[1]) };
  const fields = parseFields(buffer.toString('utf8', start, end)) ?? {};
  const openTime = numberOf(fields, 'open_time');
  const equity = numberOf(fields, 'equity');
  return Number.isFinite(openTime) && Number.isFinite(equity) ? { openTime, equity } : undefined;
}
