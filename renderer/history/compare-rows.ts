import type { RunSummary } from '../../shared/ipc/run-requests.ts';
import { figure, signed, toNumber, UNKNOWN } from '../format/figures.ts';
import { minuteTime } from '../format/times.ts';
import { HISTORY } from '../text/history.ts';
import { changeOf, profitFactorText, statusWords, tookText } from './run-words.ts';

const { rows: names } = HISTORY.compare;

/** One figure of two runs. */
export interface ComparedRow {
  readonly name: string;
  readonly first: string;
  readonly second: string;
  /** Second minus first; empty where there is nothing to subtract. */
  readonly difference: string;
  /** 1 when more is better, −1 when less is, 0 when neither. */
  readonly better: 1 | -1 | 0;
  /** The difference as a number. */
  readonly by: number | undefined;
}

type Figure = readonly [
  name: string,
  value: (run: RunSummary) => string | number | null | undefined,
  places: number,
  better: ComparedRow['better'],
];

const FIGURES: readonly Figure[] = [
  [names.pnl, (run) => run.net_pnl, 2, 1],
  [names.change, changeOf, 2, 1],
  [names.equity, (run) => run.ending_equity, 2, 1],
  [names.trades, (run) => run.trades, 0, 0],
  [names.winRate, (run) => run.win_rate, 1, 1],
  [names.profitFactor, (run) => run.profit_factor, 2, 1],
  [names.expectancy, (run) => run.expectancy_r, 2, 1],
  [names.drawdown, (run) => run.max_drawdown_pct, 2, -1],
  [names.exposure, (run) => run.exposure_pct, 1, 0],
  [names.sharpe, (run) => run.sharpe, 2, 1],
  [names.sortino, (run) => run.sortino, 2, 1],
  [names.fees, (run) => run.fees, 2, -1],
];

/** Everything that two runs are compared by, side by side. */
export function comparedRows(first: RunSummary, second: RunSummary): readonly ComparedRow[] {
  const words = (name: string, text: (run: RunSummary) => string): ComparedRow => ({
    name,
    first: text(first),
    second: text(second),
    difference: '',
    better: 0,
    by: undefined,
  });
  return [
    words(names.strategy, ({ strategy }) => strategy ?? UNKNOWN),
    words(names.market, ({ symbol, interval }) => (symbol === null ? UNKNOWN : `${symbol} ${interval ?? ''}`)),
    words(names.status, statusWords),
    words(names.from, ({ market_from: from }) => minuteTime(from)),
    words(names.to, ({ market_to: to }) => minuteTime(to)),
    ...FIGURES.map((row) => comparedFigure(row, first, second)),
    words(names.duration, tookText),
  ];
}

function comparedFigure([name, value, places, better]: Figure, first: RunSummary, second: RunSummary): ComparedRow {
  const text = (run: RunSummary) => (name === names.profitFactor ? profitFactorText(run) : figure(value(run), places));
  const [from, to] = [toNumber(value(first)), toNumber(value(second))];
  const by = from === undefined || to === undefined ? undefined : to - from;
  return { name, first: text(first), second: text(second), difference: signed(by, places), better, by };
}
