import type { SeriesMarker, Time } from 'lightweight-charts';
import type { SessionViewState } from '../../shared/session-view.ts';
import { type CandleGrid, openTimeOf } from '../candle-grid.ts';
import { signed } from '../format/figures.ts';
import { TEXT } from '../text/page.ts';
import { chartTime } from './chart-options.ts';
import type { Palette } from './palette.ts';

const MOST = 400;

export interface MarkerScope {
  readonly grid: CandleGrid;
  /** Open times of the first and the last candle on the chart, ms. */
  readonly first: number;
  readonly last: number;
}

/** Entries as arrows, one for each trade and candle; exits as squares with their reason and R. Oldest first. */
export function tradeMarkers(
  view: Pick<SessionViewState, 'fills' | 'exits'>,
  scope: MarkerScope,
  palette: Palette,
): SeriesMarker<Time>[] {
  const markers: SeriesMarker<Time>[] = [];
  const place = (timestamp: string): number | undefined => {
    const open = openTimeOf(Date.parse(timestamp), scope.grid);
    return open < scope.first ? undefined : Math.min(open, scope.last);
  };
  const entered = new Set<string>();
  for (const fill of view.fills.slice(-MOST)) {
    if (fill.reduce_only) continue;
    const open = place(fill.timestamp);
    const id = `entry ${fill.trade_id} ${open}`;
    if (open === undefined || entered.has(id)) continue;
    entered.add(id);
    const isLong = fill.side === 'BUY';
    markers.push({
      id,
      time: chartTime(open),
      position: isLong ? 'belowBar' : 'aboveBar',
      shape: isLong ? 'arrowUp' : 'arrowDown',
      color: isLong ? palette.up : palette.down,
      text: isLong ? TEXT.chart.long : TEXT.chart.short,
    });
  }
  for (const exit of view.exits.slice(-MOST)) {
    const open = place(exit.exit_ts);
    if (open === undefined) continue;
    const isWin = Number(exit.pnl) > 0;
    markers.push({
      id: `exit ${exit.seq}`,
      time: chartTime(open),
      position: exit.side === 'LONG' ? 'aboveBar' : 'belowBar',
      shape: 'square',
      size: 0.6,
      color: isWin ? palette.up : palette.down,
      text: TEXT.chart.exit(TEXT.chart.shortReason[exit.reason] ?? exit.reason, signed(exit.r_multiple, 1)),
    });
  }
  return markers.sort((a, b) => (a.time as number) - (b.time as number));
}
