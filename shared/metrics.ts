/** One row of metrics: per session second with quotes, per closed candle on candle data. Also the columns of metrics.csv. */
export interface MetricsRow {
  /** ms UTC; market time on candle data, session time otherwise. */
  readonly ts: number;
  /** Decimal USDT. */
  readonly equity: string;
  /** Last price, decimal; empty before the first. */
  readonly price: string;
  /** Decimal USDT. */
  readonly unrealised: string;
  /** Percent below peak equity, ≥ 0. */
  readonly drawdown_pct: number;
  /** Age of the newest market data in ms; null on candle data. */
  readonly feed_age_ms: number | null;
  /** Input received to decision computed, ms; null when nothing was decided in this second. */
  readonly decision_latency_ms: number | null;
  /** Time of the last durable write, ms. */
  readonly write_latency_ms: number | null;
  /** How late the event loop's timer was, ms. */
  readonly loop_lag_ms: number | null;
  readonly rss_mb: number | null;
}

export const METRICS_COLUMNS = [
  'ts',
  'equity',
  'price',
  'unrealised',
  'drawdown_pct',
  'feed_age_ms',
  'decision_latency_ms',
  'write_latency_ms',
  'loop_lag_ms',
  'rss_mb',
] as const satisfies readonly (keyof MetricsRow)[];

/** Most rows that metrics.json and the report carry; longer runs are thinned out evenly. */
export const MAX_METRICS_ROWS = 100_000;
