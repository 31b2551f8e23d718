import { z } from 'zod';
import type { FinalReport } from '../../../../shared/final-report.ts';
import { STOP_REASONS, type StopReason } from '../../../../shared/stop-reason.ts';

const count = z.number();
const unknown = z.number().nullable();
const text = z.string();
const moment = z.string().nullable();

/** `final_report.json` as read back; unknown keys of a later version are passed over. */
const finalReportSchema = z.object({
  schema_version: z.literal(1),
  run_id: text,
  kind: z.enum(['session', 'backtest']),
  status: z.enum(['completed', 'stopped', 'failed', 'crashed_recovered']),
  stopped_reason: z.enum(Object.keys(STOP_REASONS) as [StopReason, ...StopReason[]]),
  exit_code: count,
  errors: count,
  mode: z.enum(['paper', 'live']),
  source: text,
  symbol: text,
  interval: text,
  strategy: text,
  seed: count,
  app_version: text,
  git_commit: moment,
  host: text,
  started_at: text,
  ended_at: text,
  duration_sec: count,
  candles: count,
  decisions: count,
  market_from: moment,
  market_to: moment,
  missing_candles: count,
  starting_equity: text,
  ending_equity: text,
  net_pnl: text,
  trades: count,
  wins: count,
  losses: count,
  win_rate: unknown,
  profit_factor: unknown,
  expectancy: unknown,
  expectancy_r: unknown,
  max_drawdown_pct: count,
  max_drawdown_usdt: text,
  drawdown_duration_sec: count,
  drawdown_recovered: z.boolean(),
  sharpe: unknown,
  sortino: unknown,
  calmar: unknown,
  sqn: unknown,
  exposure_pct: count,
  fees: text,
  funding: text,
  daily_marks: count,
  journal_hash: moment,
}) satisfies z.ZodType<FinalReport>;

/** The report, or why it cannot be used. */
export function parseFinalReport(json: string): FinalReport | string {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return 'is not whole JSON (cut short?)';
  }
  const parsed = finalReportSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  return `cannot be used: ${issue?.path.map(String).join('.') || 'the file'}: ${issue?.message ?? 'not valid'}`;
}
