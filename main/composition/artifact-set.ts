import { join } from 'node:path';
import type { MetricsRow } from '../../shared/metrics.ts';
import { type Money, moneyToNumber, parseMoney, ZERO_MONEY } from '../../shared/money.ts';
import { type PerformanceFigures, PerformanceTracker } from '../../shared/performance.ts';
import { EventsFile, type EventsFileOptions } from '../adapters/artifacts/events-file.ts';
import { MetricsFiles } from '../adapters/artifacts/metrics-files.ts';
import { TradesFile } from '../adapters/artifacts/trades-file.ts';
import { CurveDigest } from '../adapters/report/archive/equity-file.ts';
import type { EventLine, EventSink, Log } from '../session/ports.ts';

/** Follows the durable events of a run for its key figures. */
export class FiguresSink implements EventSink {
  private readonly tracker: PerformanceTracker;
  private readonly startingEquity: Money;
  /** Equity over the run, small. */
  readonly curve = new CurveDigest();
  candles = 0;
  decisions = 0;
  errors = 0;
  private lastMarkMs = 0;

  constructor(startingEquity: string) {
    this.startingEquity = parseMoney(startingEquity) ?? ZERO_MONEY;
    this.tracker = new PerformanceTracker(this.startingEquity);
  }

  events(lines: readonly EventLine[]): void {
    for (const { event } of lines) {
      switch (event.event) {
        case 'CandleProcessed':
          this.candles++;
          break;
        case 'DecisionMade':
          this.decisions++;
          this.tracker.begin(event.open_time);
          this.mark(event.equity, event.timestamp);
          break;
        case 'ExecutionExit':
          this.tracker.trade(event);
          // a forced close comes after the last decision: the run's market time ends with it
          if (this.lastMarkMs > 0) this.lastMarkMs = Math.max(this.lastMarkMs, Date.parse(event.exit_ts));
          break;
        case 'SessionEnd':
          // A run that never decided has no market time to mark.
          if (this.lastMarkMs > 0) this.markAt(event.equity, this.lastMarkMs);
          break;
        default:
          break;
      }
    }
  }

  private mark(equity: string, timestamp: string): void {
    this.lastMarkMs = Date.parse(timestamp);
    this.markAt(equity, this.lastMarkMs);
  }

  private markAt(equity: string, ts: number): void {
    const money = parseMoney(equity) ?? this.startingEquity;
    this.tracker.mark(money, ts, false);
    this.curve.add(ts, moneyToNumber(money));
  }

  get figures(): PerformanceFigures {
    return this.tracker.report();
  }
}

/**
 * The files that grow while a run goes on, with its figures; everything is fed by durable events alone. A file that cannot
 * be written stops the files and not the session: the journal has it all, and the next start writes them anew.
 */
export class ArtifactSet implements EventSink {
  readonly folder: string;
  readonly figures: FiguresSink;
  private readonly log: Log;
  private readonly files: readonly (EventSink & { close(): void })[];
  private isOpen = true;
  private fault: unknown;

  constructor(folder: string, startingEquity: string, options: EventsFileOptions & { readonly log: Log }) {
    this.folder = folder;
    this.log = options.log;
    this.figures = new FiguresSink(startingEquity);
    this.files = [
      new EventsFile(join(folder, 'events.jsonl'), options),
      new TradesFile(join(folder, 'trades.csv')),
      new MetricsFiles(folder),
    ];
  }

  events(lines: readonly EventLine[]): void {
    this.figures.events(lines);
    this.write((file) => file.events(lines));
  }

  metrics(rows: readonly MetricsRow[]): void {
    this.write((file) => file.metrics?.(rows));
  }

  private write(work: (file: EventSink) => void): void {
    if (this.fault !== undefined) return;
    try {
      for (const file of this.files) work(file);
    } catch (error) {
      this.fault = error;
      const why = error instanceof Error ? error.message : String(error);
      this.log.write('CRITICAL', 'artifacts', `the files of the run cannot be written: ${why}; the journal goes on`);
    }
  }

  /** Completes the files. Throws what kept one of them from being written. */
  close(): void {
    if (this.fault !== undefined) throw this.fault;
    this.isOpen = false;
    for (const file of this.files) file.close();
  }

  /** Lets go of files that were not closed in order; what they lack is in the journal. */
  abandon(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    for (const file of this.files) {
      try {
        file.close();
      } catch {
        // the run stays unfinished; the next start writes them anew
      }
    }
  }
}
