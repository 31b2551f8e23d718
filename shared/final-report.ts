import type { StopReason } from './stop-reason.ts';

/** `final_report.json`. Money as decimal strings, counts and ratios as numbers, unknown as null. */
export interface FinalReport {
  readonly schema_version: 1;
  readonly run_id: string;
  readonly kind: 'session' | 'backtest';
  /** `crashed_recovered` when the run was continued after a crash. */
  readonly status: 'completed' | 'stopped' | 'failed' | 'crashed_recovered';
  readonly stopped_reason: StopReason;
  readonly exit_code: number;
  /** Operations that failed for good. */
  readonly errors: number;
  readonly mode: 'paper' | 'live';
  readonly source: string;
  readonly symbol: string;
  readonly interval: string;
  readonly strategy: string;
  readonly seed: number;
  readonly app_version: string;
  readonly git_commit: string | null;
  readonly host: string;
  /** Wall-clock times, ISO. */
  readonly started_at: string;
  readonly ended_at: string;
  readonly duration_sec: number;
  readonly candles: number;
  readonly decisions: number;
  /** Market time of the first and last mark, ISO; null without candles. */
  readonly market_from: string | null;
  readonly market_to: string | null;
  /** Missing candles passed over in the data. */
  readonly missing_candles: number;
  readonly starting_equity: string;
  readonly ending_equity: string;
  readonly net_pnl: string;
  readonly trades: number;
  readonly wins: number;
  readonly losses: number;
  /** Percent, null without trades. */
  readonly win_rate: number | null;
  /** null without losses. */
  readonly profit_factor: number | null;
  /** USDT a trade, null without trades. */
  readonly expectancy: number | null;
  readonly expectancy_r: number | null;
  readonly max_drawdown_pct: number;
  readonly max_drawdown_usdt: string;
  /** Market seconds from peak to the deepest mark's recovery; null when not recovered. */
  readonly drawdown_duration_sec: number;
  readonly drawdown_recovered: boolean;
  readonly sharpe: number | null;
  readonly sortino: number | null;
  readonly calmar: number | null;
  readonly sqn: number | null;
  readonly exposure_pct: number;
  readonly fees: string;
  readonly funding: string;
  readonly daily_marks: number;
  /** Last hash of the run's journal; null when it has none. */
  readonly journal_hash: string | null;
}
