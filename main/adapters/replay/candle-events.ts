import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Failure } from '../../../shared/failure.ts';
import { type Interval, intervalMs, isInterval } from '../../../shared/interval.ts';
import { type Candle, candleFault } from '../../../shared/market.ts';

const PREFIX = '{"event":"CandleProcessed"';

/** The candles that some run processed, read from the files of its events, oldest first. Throws Failure('bad_data') with file and line. */
export function openCandleEvents(files: readonly string[]) {
  const hash = createHash('sha256');
  const name = basename(files.at(-1) ?? '');
  const found: Candle[] = [];
  let interval: Interval | undefined;
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    hash.update(text);
    for (const [index, line] of text.split('\n').entries()) {
      if (!line.startsWith(PREFIX)) continue;
      const { candle, interval: own } = readLine(line, `${basename(file)}, line ${index + 1}`);
      const last = found.at(-1);
      if (last !== undefined && candle.openTime <= last.openTime) continue;
      interval ??= own;
      found.push(candle);
    }
  }
  const first = found[0];
  if (first === undefined || interval === undefined) {
    throw new Failure(
      'bad_data',
      `${name}: holds no CandleProcessed event; give the events.jsonl of a run that processed candles`,
    );
  }
  return {
    interval,
    rows: found.length,
    sha256: hash.digest('hex'),
    firstOpenTime: first.openTime,
    lastOpenTime: found.at(-1)?.openTime ?? first.openTime,
    duplicates: 0,
    holes: countHoles(found, intervalMs(interval)),
    *batches(afterOpenTime?: number): Iterable<readonly Candle[]> {
      yield afterOpenTime === undefined ? found : found.filter(({ openTime }) => openTime > afterOpenTime);
    },
  };
}

function readLine(line: string, where: string): { readonly candle: Candle; readonly interval: Interval } {
  let event: Record<string, unknown>;
  try {
    event = JSON.parse(line) as Record<string, unknown>;
  } catch {
    throw new Failure('bad_data', `${where}: is not valid JSON; the file is damaged`);
  }
  const candle: Candle = {
    openTime: Number(event.open_time),
    open: Number(event.open),
    high: Number(event.high),
    low: Number(event.low),
    close: Number(event.close),
    volume: Number(event.volume),
  };
  const fault = candleFault(candle) ?? (Number.isSafeInteger(candle.openTime) ? undefined : 'open_time must be ms');
  if (fault !== undefined) throw new Failure('bad_data', `${where}: ${fault}`);
  const interval = String(event.interval);
  if (!isInterval(interval)) throw new Failure('bad_data', `${where}: interval ${interval} is not known`);
  return { candle, interval };
}

function countHoles(candles: readonly Candle[], stepMs: number) {
  let count = 0;
  let missing = 0;
  let first: { readonly openTime: number } | null = null;
  for (let i = 1; i < candles.length; i++) {
    const gap = ((candles[i]?.openTime ?? 0) - (candles[i - 1]?.openTime ?? 0)) / stepMs - 1;
    if (gap <= 0) continue;
    count++;
    missing += gap;
    first ??= { openTime: (candles[i - 1]?.openTime ?? 0) + stepMs };
  }
  return { count, missing, first };
}
