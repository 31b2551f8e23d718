import { Failure } from '../../shared/failure.ts';
import { parseTimestamp } from '../../shared/time.ts';
import type { FetchOptions, FetchResult, Workbench } from '../session/ports.ts';

export interface DownloadRequest {
  readonly symbol: string;
  readonly interval: string;
  /** ISO. */
  readonly from: string;
  readonly to: string;
}

/** One download of market data at a time, with its progress for whoever looks. */
export class DataDownload {
  private readonly workbench: Pick<Workbench, 'fetchData'>;
  progress = { isRunning: false, done: 0, total: 0 };

  constructor(workbench: Pick<Workbench, 'fetchData'>) {
    this.workbench = workbench;
  }

  /** Resolves when everything is on disk. Throws a Failure for a bad span, an unreachable exchange or a second download. */
  async run(request: DownloadRequest): Promise<FetchResult> {
    if (this.progress.isRunning) throw new Failure('lock_held', 'a download is already under way; wait for it');
    const fromMs = parseTimestamp(request.from);
    const toMs = parseTimestamp(request.to);
    if (fromMs === undefined || toMs === undefined) {
      throw new Failure('bad_flag', 'from and to must be times such as 2025-01-01 or 2025-01-01T12:00:00Z');
    }
    this.progress = { isRunning: true, done: 0, total: 0 };
    try {
      const { symbol } = request;
      const interval = request.interval as FetchOptions['interval'];
      return await this.workbench.fetchData({ symbol, interval, fromMs, toMs, out: null }, (done, total) => {
        this.progress = { isRunning: true, done, total };
      });
    } finally {
      this.progress = { ...this.progress, isRunning: false };
    }
  }
}
