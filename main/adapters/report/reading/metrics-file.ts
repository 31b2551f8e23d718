import type { MetricsRow } from '../../../../shared/metrics.ts';
import { parseTimestamp } from '../../../../shared/time.ts';
import { forEachLine } from './line-reader.ts';
import { SeriesDigest } from './series-digest.ts';

/** Columns that tell about the machine and the feed rather than the account. */
export const HOST_COLUMNS = [
  'feed_age_ms',
  'decision_latency_ms',
  'write_latency_ms',
  'loop_lag_ms',
  'rss_mb',
] as const satisfies readonly (keyof MetricsRow)[];
export type HostColumn = (typeof HOST_COLUMNS)[number];

export interface MetricsFile {
  readonly rows: number;
  readonly host: Readonly<Record<HostColumn, SeriesDigest>>;
  /** The deepest fall below the peak that the circuit breaker went by, percent; 0 without rows. */
  readonly deepestPct: number;
  readonly isWhole: boolean;
}

const STRETCHES = 400;

/** Reads `metrics.csv`, thinned out. `onEquity` is told the equity of each row, decimal text, and its ms UTC. Throws what the file system throws. */
export async function readMetrics(path: string, onEquity: (ts: number, equity: string) => void): Promise<MetricsFile> {
  const host = noHostMetrics();
  let columns: ReadonlyMap<string, number> | undefined;
  let rows = 0;
  let deepestPct = 0;
  const { isWhole } = await forEachLine(path, (buffer, start, end) => {
    const cells = buffer.toString('latin1', start, end).split(',');
    if (columns === undefined) {
      columns = new Map(cells.map((name, index) => [name, index]));
      return;
    }
    const at = columns;
    const cell = (name: string) => cells[at.get(name) ?? -1] ?? '';
    const ts = parseTimestamp(cell('ts'));
    if (cells.length !== at.size || ts === undefined) return;
    rows++;
    onEquity(ts, cell('equity'));
    const fall = Number(cell('drawdown_pct'));
    if (fall > deepestPct) deepestPct = fall;
    for (const column of HOST_COLUMNS) {
      const text = cell(column);
      if (text !== '') host[column].add(ts, Number(text));
    }
  });
  return { rows, host, deepestPct, isWhole };
}

export function noHostMetrics(): Record<HostColumn, SeriesDigest> {
  const digest = () => new SeriesDigest(STRETCHES);
  return {
    feed_age_ms: digest(),
    decision_latency_ms: digest(),
    write_latency_ms: digest(),
    loop_lag_ms: digest(),
    rss_mb: digest(),
  };
}
