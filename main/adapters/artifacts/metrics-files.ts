import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_METRICS_ROWS, METRICS_COLUMNS, type MetricsRow } from '../../../shared/metrics.ts';
import type { EventSink } from '../../session/ports.ts';
import { LineFile } from './line-file.ts';

/** `metrics.csv` with every row, and `metrics.json` with at most 100,000 of them, thinned out evenly. */
export class MetricsFiles implements EventSink {
  private readonly file: LineFile;
  private readonly folder: string;
  private kept: MetricsRow[] = [];
  private every = 1;
  private total = 0;

  constructor(folder: string) {
    this.folder = folder;
    this.file = new LineFile(join(folder, 'metrics.csv'));
    this.file.add(METRICS_COLUMNS.join(','));
  }

  events(): void {
    // metrics come as rows of their own
  }

  metrics(rows: readonly MetricsRow[]): void {
    for (const row of rows) {
      this.file.add(METRICS_COLUMNS.map((column) => row[column] ?? '').join(','));
      if (this.total % this.every === 0) this.kept.push(row);
      this.total++;
      if (this.kept.length > MAX_METRICS_ROWS) {
        this.every *= 2;
        this.kept = this.kept.filter((_, index) => index % 2 === 0);
      }
    }
  }

  close(): void {
    this.file.close();
    const head = { schema_version: 1, total_rows: this.total, every: this.every };
    const rows = this.kept.map((row) => JSON.stringify(row)).join(',\n');
    writeFileSync(join(this.folder, 'metrics.json'), `${JSON.stringify(head).slice(0, -1)},"rows":[\n${rows}\n]}\n`, {
      flush: true,
    });
  }
}
