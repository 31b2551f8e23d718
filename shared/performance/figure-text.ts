import { MIN_CALMAR_DAYS, MIN_DAILY_MARKS, MIN_TRADES, type PerformanceFigures } from '../performance.ts';

/** Figures that need words around them; money is shown as it stands. */
export type FigureName =
  | 'win_rate'
  | 'profit_factor'
  | 'expectancy'
  | 'expectancy_r'
  | 'max_drawdown_pct'
  | 'drawdown_duration_sec'
  | 'sharpe'
  | 'sortino'
  | 'calmar'
  | 'sqn'
  | 'exposure_pct';

/** One figure as console, page and report print it: two decimals and a unit, or why there is none. */
export function formatFigure(name: FigureName, figures: PerformanceFigures): string {
  const value = figures[name];
  if (value === null) return whyMissing(name, figures);
  switch (name) {
    case 'win_rate':
    case 'max_drawdown_pct':
    case 'exposure_pct':
      return `${twoDecimals(value)} %`;
    case 'expectancy':
      return `${twoDecimals(value)} USDT`;
    case 'expectancy_r':
      return `${twoDecimals(value)} R`;
    case 'drawdown_duration_sec':
      return figures.drawdown_recovered ? formatSeconds(value) : `${formatSeconds(value)} (not recovered)`;
    default:
      return twoDecimals(value);
  }
}

/** How each figure is worked out, in a few words, to be printed beside it. */
export const FIGURE_CONVENTIONS: Readonly<Record<FigureName, string>> = {
  win_rate: 'trades with net PnL above 0, of all trades',
  profit_factor: 'Σ net wins / |Σ net losses|, in money',
  expectancy: 'mean net PnL of a trade',
  expectancy_r: 'mean R multiple; R = |entry − initial stop| × quantity',
  max_drawdown_pct: 'deepest fall below peak equity, marked to market at each closed candle',
  drawdown_duration_sec: 'from that peak until equity was back at it, in market time',
  sharpe: 'mean / sample deviation (n − 1) of daily returns × √365',
  sortino: 'mean / √(Σ min(r, 0)² / all days) × √365',
  calmar: 'annual growth / max drawdown, from 90 days',
  sqn: '√n × mean R / sample deviation (n − 1) of R',
  exposure_pct: 'seconds in a position / seconds of market time',
};

function whyMissing(name: FigureName, figures: PerformanceFigures): string {
  const { trades, wins, daily_marks: days } = figures;
  switch (name) {
    case 'sharpe':
    case 'sortino':
    case 'calmar':
      if (days < MIN_DAILY_MARKS) return `n/a (${days} of ${MIN_DAILY_MARKS} days)`;
      if (trades < MIN_TRADES) return `n/a (${trades} of ${MIN_TRADES} trades)`;
      if (name === 'calmar')
        return days < MIN_CALMAR_DAYS ? `n/a (${days} of ${MIN_CALMAR_DAYS} days)` : '∞ (no drawdown)';
      return name === 'sharpe' ? 'n/a (no variation)' : '∞ (no losing day)';
    case 'sqn':
      return trades < 2 ? `n/a (${trades} of 2 trades)` : 'n/a (no variation)';
    case 'profit_factor':
      if (wins > 0) return '∞ (no losses)';
      return trades === 0 ? 'n/a (no trades)' : 'n/a (no wins or losses)';
    default:
      return 'n/a (no trades)';
  }
}

/** "45 s", "12 min 5 s", "3 h 20 min", "2 d 4 h": the two largest units. */
export function formatSeconds(seconds: number): string {
  const whole = Math.round(seconds);
  const units: readonly (readonly [string, number])[] = [
    ['d', Math.floor(whole / 86_400)],
    ['h', Math.floor(whole / 3600) % 24],
    ['min', Math.floor(whole / 60) % 60],
    ['s', whole % 60],
  ];
  const first = units.findIndex(([, count]) => count > 0);
  if (first < 0) return '0 s';
  return units
    .slice(first, first + 2)
    .filter(([, count]) => count > 0)
    .map(([unit, count]) => `${count} ${unit}`)
    .join(' ');
}

function twoDecimals(value: number): string {
  const text = value.toFixed(2);
  return text === '-0.00' ? '0.00' : text;
}
