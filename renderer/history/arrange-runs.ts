import type { RunSummary } from '../../shared/ipc/run-requests.ts';
import { toNumber } from '../format/figures.ts';
import { changeOf, dayOf, dayWord, sourceWords, statusWords } from './run-words.ts';

export type SortKey =
  | 'started'
  | 'run'
  | 'market'
  | 'span'
  | 'strategy'
  | 'status'
  | 'duration'
  | 'pnl'
  | 'change'
  | 'trades'
  | 'winRate'
  | 'profitFactor'
  | 'drawdown'
  | 'sharpe';

export interface Sorting {
  readonly key: SortKey;
  readonly isDescending: boolean;
}

export const NEWEST_FIRST: Sorting = { key: 'started', isDescending: true };

export interface RunFilter {
  /** Words that must all stand somewhere in a run's row. */
  readonly text: string;
  readonly kind: '' | RunSummary['kind'];
  readonly strategy: string;
}

export const NO_FILTER: RunFilter = { text: '', kind: '', strategy: '' };

/** A line of the list: the heading of a day, or a run. */
export type RunLine =
  | { readonly kind: 'day'; readonly day: string; readonly runs: number }
  | { readonly kind: 'run'; readonly run: RunSummary };

const VALUES: Readonly<Record<SortKey, (run: RunSummary) => string | number | undefined>> = {
  started: (run) => run.started_at,
  run: (run) => `${sourceWords(run)} ${run.run}`,
  market: ({ symbol, interval }) => (symbol === null ? undefined : `${symbol} ${interval}`),
  span: ({ market_from: from }) => from ?? undefined,
  strategy: ({ strategy }) => strategy ?? undefined,
  status: statusWords,
  duration: ({ duration_sec: seconds }) => seconds ?? undefined,
  pnl: ({ net_pnl: pnl }) => toNumber(pnl),
  change: changeOf,
  trades: ({ trades }) => trades ?? undefined,
  winRate: ({ win_rate: rate }) => rate ?? undefined,
  profitFactor: ({ profit_factor: factor, wins, losses }) =>
    factor ?? ((wins ?? 0) > 0 && losses === 0 ? Number.POSITIVE_INFINITY : undefined),
  drawdown: ({ max_drawdown_pct: drawdown }) => drawdown ?? undefined,
  sharpe: ({ sharpe }) => sharpe ?? undefined,
};

/** Runs that pass the filter. "yesterday", a weekday and a date find runs by the day they began, as seen at `now`. */
export function filtered(runs: readonly RunSummary[], filter: RunFilter, now: number): readonly RunSummary[] {
  const wanted = filter.text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return runs.filter((run) => {
    if (filter.kind !== '' && run.kind !== filter.kind) return false;
    if (filter.strategy !== '' && run.strategy !== filter.strategy) return false;
    if (wanted.length === 0) return true;
    const row = rowText(run, now);
    return wanted.every((word) => row.includes(word));
  });
}

function rowText(run: RunSummary, now: number): string {
  const day = dayOf(run.started_at);
  const parts = [run.run, run.kind, sourceWords(run), run.symbol, run.interval, run.strategy, statusWords(run)];
  return [...parts, run.started_at.slice(0, 16).replace('T', ' '), dayWord(day, now)].join(' ').toLowerCase();
}

/** In the order asked for; what is not known comes last either way. */
export function sorted(runs: readonly RunSummary[], { key, isDescending }: Sorting): readonly RunSummary[] {
  const value = VALUES[key];
  const sign = isDescending ? -1 : 1;
  return runs.toSorted((a, b) => {
    const [left, right] = [value(a), value(b)];
    if (left === right) return a.run < b.run ? 1 : -1;
    if (left === undefined) return 1;
    if (right === undefined) return -1;
    return left < right ? -sign : sign;
  });
}

/** With a heading before each day while they are in the order of time. */
export function linesOf(runs: readonly RunSummary[], sorting: Sorting): readonly RunLine[] {
  if (sorting.key !== 'started') return runs.map((run) => ({ kind: 'run', run }));
  const counts = new Map<string, number>();
  for (const { started_at: at } of runs) counts.set(dayOf(at), (counts.get(dayOf(at)) ?? 0) + 1);
  let last = '';
  return runs.flatMap((run): RunLine[] => {
    const day = dayOf(run.started_at);
    const isNew = day !== last;
    last = day;
    const line: RunLine = { kind: 'run', run };
    return isNew ? [{ kind: 'day', day, runs: counts.get(day) ?? 0 }, line] : [line];
  });
}
