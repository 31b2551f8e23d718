import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { EquityPoint } from '../../../../shared/session-view.ts';
import { readMetrics } from '../reading/metrics-file.ts';
import { CurveDigest, parseEquityFile } from './equity-file.ts';
import { eventParts } from './event-parts.ts';
import { RunIndex } from './run-index.ts';

const MAX_EVENT_BYTES = 64 << 20;

/** The curve that a run left at its end; undefined when it did not, or it is damaged. */
export async function keptCurve(folder: string): Promise<readonly EquityPoint[] | undefined> {
  const json = await readFile(join(folder, 'equity.json'), 'utf8').catch(() => undefined);
  return json === undefined ? undefined : parseEquityFile(json);
}

/**
 * The curve of a run that left none: from its events, which know market time, unless they are too many; then from its metrics.
 * Reads the whole file, piece by piece. Empty when neither tells.
 */
export async function curveOfFiles(folder: string): Promise<readonly EquityPoint[]> {
  const parts = await eventParts(folder);
  const sizes = await Promise.all(parts.map(async (name) => (await stat(join(folder, name))).size));
  const fromEvents = sizes.reduce((sum, size) => sum + size, 0) <= MAX_EVENT_BYTES ? await curveOfEvents(folder) : [];
  if (fromEvents.length > 1) return fromEvents;
  const curve = new CurveDigest();
  await readMetrics(join(folder, 'metrics.csv'), (ts, equity) => curve.add(ts, Number(equity || Number.NaN))).catch(
    () => undefined,
  );
  return curve.points;
}

async function curveOfEvents(folder: string): Promise<readonly EquityPoint[]> {
  const index = new RunIndex(folder);
  await index.extend();
  const curve = new CurveDigest();
  let last = 0;
  for (const [ts, equity] of index.marks()) {
    curve.add(ts, equity);
    last = ts;
  }
  if (last > 0 && index.end?.event === 'SessionEnd') curve.add(last, Number(index.end.equity));
  return curve.points;
}
