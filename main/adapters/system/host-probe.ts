import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { HostProbe } from '../../session/ports.ts';

const MEGABYTE = 1_048_576;
const RSS_EVERY_MS = 1000;

/** Measures the host for the metrics rows: memory, and how late the event loop runs its timers. */
export class NodeProbe implements HostProbe {
  private readonly delay = monitorEventLoopDelay({ resolution: 20 });
  private rss = 0;
  private rssAt = Number.NEGATIVE_INFINITY;

  constructor() {
    this.delay.enable();
  }

  monotonicMs(): number {
    return performance.now();
  }

  rssMb(): number {
    const now = performance.now();
    if (now - this.rssAt >= RSS_EVERY_MS) {
      this.rssAt = now;
      this.rss = Math.round((process.memoryUsage.rss() / MEGABYTE) * 10) / 10;
    }
    return this.rss;
  }

  /** Worst lateness since the last reading, ms. */
  loopLagMs(): number | null {
    const worst = this.delay.max / 1e6;
    this.delay.reset();
    return Number.isFinite(worst) && worst > 0 ? Math.round(worst * 100) / 100 : null;
  }

  dispose(): void {
    this.delay.disable();
  }
}
