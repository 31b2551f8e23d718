import { join } from 'node:path';
import type { MetricsRow } from '../../shared/metrics.ts';
import { formatMoney, type Money, parseMoney, ZERO_MONEY } from '../../shared/money.ts';
import { type PerformanceFigures, PerformanceTracker } from '../../shared/performance.ts';
import { EventsFile } from '../adapters/artifacts/events-file.ts';
import { MetricsFiles } from '../adapters/artifacts/metrics-files.ts';
import { TradesFile } from '../adapters/artifacts/trades-file.ts';
import type { EventLine, EventSink } from '../session/ports.ts';

/** Follows the durable events of a run for its key figures. */
export class FiguresSink implements EventSink {
  private readonly tracker: PerformanceTracker;
  private readonly startingEquity: Money;
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
          this.mark(event.equity, event.timestamp);
          break;
        case 'ExecutionExit':
          this.tracker.trade(event);
          break;
        case 'SessionEnd':
          // A run that never decided has no market time to mark.
          if (this.lastMarkMs > 0)
            this.tracker.mark(parseMoney(event.equity) ?? this.startingEquity, this.lastMarkMs, false);
          break;
        default:
          break;
      }
    }
  }

  private mark(equity: string, timestamp: string): void {
    this.lastMarkMs = Date.parse(timestamp);
    this.tracker.mark(parseMoney(equity) ?? this.startingEquity, this.lastMarkMs, false);
  }

  get figures(): PerformanceFigures {
    return this.tracker.report();
  }

  get startingEquityText(): string {
    return formatMoney(this.startingEquity);
  }
}

/** The files that grow while a run goes on, with its figures; everything is fed by durable events alone. */
export class ArtifactSet implements EventSink {
  readonly folder: string;
  readonly figures: FiguresSink;
  private readonly eventsFile: EventsFile;
  private readonly tradesFile: TradesFile;
  private readonly metricsFiles: MetricsFiles;

  constructor(folder: string, startingEquity: string, options: { readonly isFollowed: boolean }) {
    this.folder = folder;
    this.figures = new FiguresSink(startingEquity);
    this.eventsFile = new EventsFile(join(folder, 'events.jsonl'), options);
    this.tradesFile = new TradesFile(join(folder, 'trades.csv'));
    this.metricsFiles = new MetricsFiles(folder);
  }

  events(lines: readonly EventLine[]): void {
    this.eventsFile.events(lines);
    this.tradesFile.events(lines);
    this.figures.events(lines);
  }

  metrics(rows: readonly MetricsRow[]): void {
    this.metricsFiles.metrics(rows);
  }

  close(): void {
    this.eventsFile.close();
    this.tradesFile.close();
    this.metricsFiles.close();
  }
}
