import type { RunSummary } from '../../shared/ipc/run-requests.ts';
import { figure, toNumber, UNKNOWN } from '../format/figures.ts';
import { age, duration, minuteTime } from '../format/times.ts';
import { HISTORY } from '../text/history.ts';
import { TEXT } from '../text/page.ts';
import { words } from '../text/phrases.ts';

const DAY_MS = 86_400_000;
const SHORT_SEC = 60;

/** "Bitunix live", "Backtest"; unknown as a dash. */
export function sourceWords({ source, kind }: RunSummary): string {
  if (source === null) return kind === 'backtest' ? (HISTORY.sources.backtest ?? UNKNOWN) : UNKNOWN;
  return words(HISTORY.sources, source);
}

/** The four letters that tell runs of one second apart. */
export function shortId({ run }: RunSummary): string {
  return run.split('-').at(-1) ?? run;
}

/** Net PnL in percent of the starting equity. */
export function changeOf({ net_pnl: pnl, starting_equity: start }: RunSummary): number | undefined {
  const gained = toNumber(pnl);
  const from = toNumber(start);
  return gained === undefined || from === undefined || from === 0 ? undefined : (gained / from) * 100;
}

/** The profit factor, which has no number when nothing was lost. */
export function profitFactorText({ profit_factor: factor, wins, losses }: RunSummary): string {
  if (factor === null && (wins ?? 0) > 0 && losses === 0) return HISTORY.noLosses;
  return figure(factor);
}

/** "Failed: kill switch" in words, and only the status where the reason adds nothing. */
export function statusWords({ status, stopped_reason: reason }: RunSummary): string {
  const word = HISTORY.status[status];
  return reason === null || reason === 'completed' ? word : `${word}: ${words(TEXT.stopReason, reason)}`;
}

/** Market time of a run by its days; with hours when it is one day. */
export function spanWords({ market_from: from, market_to: to }: RunSummary): string {
  const [first, last] = [minuteTime(from), minuteTime(to)];
  if (first === UNKNOWN || last === UNKNOWN) return UNKNOWN;
  const isOneDay = dayOf(first) === dayOf(last);
  return isOneDay ? `${first} … ${last.slice(11)}` : `${dayOf(first)} … ${dayOf(last)}`;
}

/** How long a run took; seconds with a decimal while they are few: a backtest is quick. */
export function tookText({ duration_sec: seconds }: RunSummary): string {
  return seconds !== null && seconds < SHORT_SEC ? age(seconds * 1000) : duration(seconds);
}

/** UTC day of a time, "2026-11-21". */
export function dayOf(time: string): string {
  return time.slice(0, 10);
}

/** "Today", "Yesterday" or the weekday, as seen at `now` (ms UTC). */
export function dayWord(day: string, now: number): string {
  const start = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(start)) return '';
  const ago = Math.floor(now / DAY_MS) - Math.floor(start / DAY_MS);
  if (ago === 0) return HISTORY.today;
  if (ago === 1) return HISTORY.yesterday;
  return HISTORY.weekdays[new Date(start).getUTCDay()] ?? '';
}
