import type { EventSink } from '../session/ports.ts';
import type { Console } from './console.ts';

const EVERY_MS = 200;

/** A line on the terminal that says how far a backtest is. It runs without pause, so the line is renewed as events come. */
export class BacktestProgress {
  private readonly console: Pick<Console, 'progress'>;
  private total = 0;
  private done = 0;
  private shownAt = Number.NEGATIVE_INFINITY;

  constructor(console: Pick<Console, 'progress'>) {
    this.console = console;
  }

  begun(candles: number): void {
    this.total = candles;
  }

  readonly sink: EventSink = {
    events: (lines) => {
      for (const { event } of lines) if (event.event === 'CandleProcessed') this.done++;
      const now = performance.now();
      if (now - this.shownAt < EVERY_MS) return;
      this.shownAt = now;
      const share = this.total === 0 ? 0 : Math.floor((this.done / this.total) * 100);
      this.console.progress(`${this.done} of ${this.total} candles (${share} %)`);
    },
  };

  end(): void {
    this.console.progress('');
  }
}
