import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineObserver } from '../../main/engine/engine-config.ts';
import { FeeSchedule } from '../../main/engine/execution/fees.ts';
import { startingEquityOf, TradingEngine } from '../../main/engine/trading-engine.ts';
import { riskSchema } from '../../shared/config/risk.ts';
import { type StrategyConfig, strategySchema } from '../../shared/config/strategy.ts';
import type { EventBody, ExecutionExit } from '../../shared/events.ts';
import type { FinalReport } from '../../shared/final-report.ts';
import { DEFAULT_INSTRUMENT, Instrument } from '../../shared/instrument.ts';
import type { Candle } from '../../shared/market.ts';
import { METRICS_COLUMNS, type MetricsRow } from '../../shared/metrics.ts';
import { formatMoney, type Money, moneyFromNumber } from '../../shared/money.ts';
import { PerformanceTracker } from '../../shared/performance.ts';
import { Random } from '../../shared/random.ts';
import { exitCodeOf, forcedExitReason, type StopReason } from '../../shared/stop-reason.ts';
import { MINUTE_MS, toIso } from '../../shared/time.ts';

const TRADES_HEADER =
  'trade_id,side,qty,entry_ts,entry_price,exit_ts,exit_price,exit_reason,gross_pnl,fees,funding,pnl,r_multiple,bars_open,setup';

export interface RunToWrite {
  readonly runId: string;
  readonly candles: Iterable<Candle>;
  /** Shipped strategy text or an object in its shape. */
  readonly strategy: unknown;
  readonly breakersOn?: boolean;
  /** Told after these many candles, as a session would. */
  readonly interludes?: ReadonlyMap<number, readonly EventBody[]>;
  /** Figures of a live host in the metrics rows. */
  readonly hasHostMetrics?: boolean;
}

/** Writes the folder of a backtest run by the real engine, in the shape the workstation gives it. Returns its report. */
export function writeRunFolder(folder: string, run: RunToWrite): FinalReport {
  mkdirSync(folder, { recursive: true });
  const strategy = strategySchema.parse(run.strategy);
  const startingEquity = startingEquityOf(strategy);
  const performance = new PerformanceTracker(startingEquity);
  const events = new LineWriter(join(folder, 'events.jsonl'));
  const trades = new LineWriter(join(folder, 'trades.csv'), TRADES_HEADER);
  const metrics = new LineWriter(join(folder, 'metrics.csv'), METRICS_COLUMNS.join(','));
  let seq = 0;
  let price = '';
  let peak: number = startingEquity;
  const tell = (body: EventBody, ts: number): void => {
    const { event, ...fields } = body;
    events.add(JSON.stringify({ event, timestamp: toIso(ts), seq: ++seq, event_id: `e-${seq}`, ...fields }));
    if (body.event === 'CandleProcessed') price = body.close;
    if (body.event !== 'ExecutionExit') return;
    performance.trade(body);
    trades.add(tradeRow(body));
  };
  const observer: EngineObserver = {
    wantsDetail: true,
    event: tell,
    mark: (equity, ts, isInPosition) => {
      performance.mark(equity, ts, isInPosition);
      peak = Math.max(peak, equity);
      const row = metricsRow({ equity, ts, price, peak }, run.hasHostMetrics === true);
      metrics.add(METRICS_COLUMNS.map((column) => row[column] ?? '').join(','));
    },
  };
  const engine = engineOf(strategy, startingEquity, observer, run.breakersOn === true);
  const ended = play(engine, run, tell, strategy);
  for (const file of [events, trades, metrics]) file.close();
  const report = finalReport(run, strategy, performance, ended);
  writeFileSync(join(folder, 'final_report.json'), `${JSON.stringify(report, null, 2)}\n`);
  const config = { schema_version: 1, run_id: run.runId, config: { source: 'replay', seed: 7, strategy } };
  writeFileSync(join(folder, 'config.json'), `${JSON.stringify(config, null, 2)}\n`);
  return report;
}

interface Ended {
  readonly reason: StopReason;
  readonly candles: number;
}

function play(
  engine: TradingEngine,
  { candles, interludes }: RunToWrite,
  tell: (body: EventBody, ts: number) => void,
  strategy: StrategyConfig,
): Ended {
  let count = 0;
  let ts = 0;
  let reason: StopReason = 'completed';
  for (const candle of candles) {
    if (count === 0) tell(sessionStart(strategy), candle.openTime);
    ts = candle.openTime + MINUTE_MS;
    engine.onCandle(candle, 'live');
    count++;
    for (const body of interludes?.get(count) ?? []) tell(body, ts);
    if (!engine.breaker.isTripped) continue;
    reason = 'circuit_breaker';
    break;
  }
  engine.flatten(forcedExitReason(reason), 'stop');
  const equity = formatMoney(engine.equity);
  const trades = engine.book.save().tradeCount;
  tell({ event: 'SessionEnd', reason, exit_code: exitCodeOf(reason), candles: count, trades, equity }, ts);
  return { reason, candles: count };
}

function engineOf(strategy: StrategyConfig, startingEquity: Money, observer: EngineObserver, breakersOn: boolean) {
  return new TradingEngine(
    {
      instrument: new Instrument(DEFAULT_INSTRUMENT),
      interval: '1m',
      strategy,
      limits: riskSchema.parse({}),
      fees: new FeeSchedule({ maker: 0.0002, taker: 0.0006 }),
      startingEquity,
      breakersOn,
      maxDailyLoss: moneyFromNumber(500),
      hasQuotes: false,
      funding: 'none',
    },
    observer,
  );
}

function sessionStart(strategy: StrategyConfig): EventBody {
  return {
    event: 'SessionStart',
    app_version: '0.1.0',
    git_commit: null,
    mode: 'paper',
    source: 'replay',
    symbol: 'BTCUSDT',
    interval: '1m',
    strategy: strategy.meta.name,
    seed: 7,
    config_hash: 'c0ffee',
    config: strategy,
  };
}

function finalReport(
  { runId }: RunToWrite,
  strategy: StrategyConfig,
  performance: PerformanceTracker,
  { reason, candles }: Ended,
): FinalReport {
  return {
    schema_version: 1,
    run_id: runId,
    kind: 'backtest',
    status: reason === 'completed' ? 'completed' : 'stopped',
    stopped_reason: reason,
    exit_code: exitCodeOf(reason),
    errors: 0,
    mode: 'paper',
    source: 'replay',
    symbol: 'BTCUSDT',
    interval: '1m',
    strategy: strategy.meta.name,
    seed: 7,
    app_version: '0.1.0',
    git_commit: null,
    host: 'test',
    started_at: '2025-01-01T00:00:00.000Z',
    ended_at: '2025-01-01T00:00:03.000Z',
    duration_sec: 3,
    candles,
    decisions: candles,
    missing_candles: 0,
    ...performance.report(),
    journal_hash: null,
  };
}

interface Marked {
  readonly equity: Money;
  readonly ts: number;
  readonly price: string;
  readonly peak: number;
}

function metricsRow({ equity, ts, price, peak }: Marked, hasHost: boolean): MetricsRow {
  const wave = Math.abs(Math.sin(ts / 3_000_000));
  return {
    ts,
    equity: formatMoney(equity),
    price,
    unrealised: '0',
    drawdown_pct: Math.round(((peak - equity) / peak) * 1e8) / 1e6,
    feed_age_ms: hasHost ? Math.round(80 + 900 * wave ** 8) : null,
    decision_latency_ms: hasHost ? Math.round((0.2 + wave ** 20) * 1000) / 1000 : null,
    write_latency_ms: hasHost ? Math.round((1 + wave) * 1000) / 1000 : null,
    loop_lag_ms: hasHost ? Math.round(wave * 400) / 100 : null,
    rss_mb: hasHost ? Math.round(140 + 30 * wave) : null,
  };
}

function tradeRow(exit: ExecutionExit): string {
  const { trade_id, side, qty, entry_ts, entry_price, exit_ts, price, reason, gross_pnl, fees, funding, pnl } = exit;
  const head = [trade_id, side, qty, entry_ts, entry_price, exit_ts, price, reason];
  return [...head, gross_pnl, fees, funding, pnl, exit.r_multiple, exit.bars_open, exit.setup].join(',');
}

class LineWriter {
  private readonly file: number;
  private pending: string[] = [];

  constructor(path: string, header?: string) {
    this.file = openSync(path, 'w');
    if (header !== undefined) this.add(header);
  }

  add(line: string): void {
    if (this.pending.push(line) >= 4096) this.flush();
  }

  close(): void {
    this.flush();
    closeSync(this.file);
  }

  private flush(): void {
    if (this.pending.length > 0) writeSync(this.file, `${this.pending.join('\n')}\n`);
    this.pending = [];
  }
}

/** Candles of a CSV `ts_ms,open,high,low,close,volume` with a header. */
export function parseCandles(csv: string): Candle[] {
  const rows = csv.trimEnd().split('\n').slice(1);
  return rows.map((row) => {
    const [openTime = 0, open = 0, high = 0, low = 0, close = 0, volume = 0] = row.split(',').map(Number);
    return { openTime, open, high, low, close, volume };
  });
}

/** A random walk of 1-minute candles around 100,000 with swings wide enough to trade. */
export function walk(count: number, seed = 11): Candle[] {
  const random = new Random(seed);
  const cents = (price: number) => Math.round(price * 100) / 100;
  let close = 100_000;
  return Array.from({ length: count }, (_, index) => {
    const open = close;
    close = cents(open * (1 + random.uniform(-0.002, 0.002)));
    return {
      openTime: Date.UTC(2025, 0, 1) + index * MINUTE_MS,
      open,
      high: cents(Math.max(open, close) * (1 + random.uniform(0, 0.0008))),
      low: cents(Math.min(open, close) * (1 - random.uniform(0, 0.0008))),
      close,
      volume: Math.round(random.uniform(5, 60) * 10_000) / 10_000,
    };
  });
}
