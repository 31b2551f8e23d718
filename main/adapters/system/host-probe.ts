import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { HostProbe } from '../../session/ports.ts';

const MEGABYTE = 1_048_576;
/** Reading the host costs more than a candle; between two readings the last one stands. */
const READ_EVERY_MS = 500;

/** Measures the host for the metrics rows: memory, and how late the event loop runs its timers. */
export class NodeProbe implements HostProbe {
  private readonly delay = monitorEventLoopDelay({ resolution: 20 });
  private rss = 0;
  private lag: number | null = null;
  private readAt = Number.NEGATIVE_INFINITY;

  constructor() {
    this.delay.enable();
  }

  monotonicMs(): number {
    return performance.now();
  }

  rssMb(): number {
    this.read();
    return this.rss;
  }

  /** Worst lateness since the reading before, ms. */
  loopLagMs(): number | null {
    this.read();
    return this.lag;
  }

  private read(): void {
    const now = performance.now();
    if (now - this.readAt < READ_EVERY_MS) return;
    this.readAt = now;
    this.rss = Math.round((process.memoryUsage.rss() / MEGABYTE) * 10) / 10;
    const worst = this.delay.max / 1e6;
    this.delay.reset();
    this.lag = Number.isFinite(worst) && worst > 0 ? Math.round(worst * 100) / 100 : null;
  }

  dispose(): void {
    this.delay.disable();
  }
}
