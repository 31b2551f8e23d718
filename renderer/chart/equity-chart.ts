import { BaselineSeries, createChart, type IChartApi, type ISeriesApi } from 'lightweight-charts';
import { intervalMs, isInterval } from '../../shared/interval.ts';
import type { SessionStatus } from '../../shared/session-status.ts';
import type { EquityPoint } from '../../shared/session-view.ts';
import { toNumber } from '../format/figures.ts';
import type { WorkstationState } from '../store/workstation-state.ts';
import { chartOptions, chartTime } from './chart-options.ts';
import type { FedChart } from './feed-chart.ts';
import type { Palette } from './palette.ts';

/** More new points than this in one step are set as a whole. */
const MANY = 200;
const SPARE = 500;

/** Equity at each candle's close over the whole session and as it is now, above or below where it began. Outside React. */
export class EquityChart implements FedChart {
  private readonly chart: IChartApi;
  private readonly line: ISeriesApi<'Baseline'>;
  /** Time of the last point that stands; the one after it moves. */
  private lastTime = Number.NEGATIVE_INFINITY;
  private count = 0;
  private state: WorkstationState | null = null;

  constructor(container: HTMLElement, palette: Palette) {
    this.chart = createChart(container, chartOptions(palette));
    this.line = this.chart.addSeries(BaselineSeries, {
      lineWidth: 2,
      priceLineVisible: false,
      priceFormat: { type: 'price', precision: 2, minMove: 0.01 },
    });
    this.paint(palette);
  }

  dispose(): void {
    this.chart.remove();
  }

  paint(palette: Palette): void {
    this.chart.applyOptions({
      ...chartOptions(palette),
      handleScroll: false,
      handleScale: false,
      rightPriceScale: { borderColor: palette.grid, scaleMargins: { top: 0.15, bottom: 0.15 } },
    });
    const { up, down, upSoft, downSoft } = palette;
    this.line.applyOptions({
      topLineColor: up,
      topFillColor1: upSoft,
      topFillColor2: 'transparent',
      bottomLineColor: down,
      bottomFillColor1: 'transparent',
      bottomFillColor2: downSoft,
    });
  }

  apply(state: WorkstationState): void {
    const before = this.state;
    this.state = state;
    const { view, session, epoch } = state;
    const isNew = before === null || before.epoch !== epoch;
    const isSame = !isNew && before.view.equity === view.equity;
    if (isSame && before.session?.equity === session?.equity) return;
    const start = toNumber(session?.starting_equity);
    if (isNew && start !== undefined) this.line.applyOptions({ baseValue: { type: 'price', price: start } });
    if (!isSame) this.extend(view.equity, isNew);
    this.showNow(session);
    if (!isSame) this.chart.timeScale().fitContent();
  }

  redraw(state: WorkstationState): void {
    this.state = null;
    this.apply(state);
  }

  private extend(points: readonly EquityPoint[], isNew: boolean): void {
    const fresh = newer(points, this.lastTime);
    if (isNew || fresh.length > MANY || this.count > points.length + SPARE) {
      this.setAll(points);
      return;
    }
    for (const [time, value] of fresh) {
      if (time <= this.lastTime) continue;
      this.line.update({ time: chartTime(time), value });
      this.lastTime = time;
      this.count++;
    }
  }

  /** The equity of this moment stands where the next candle will close. */
  private showNow(session: SessionStatus | null): void {
    const value = toNumber(session?.equity);
    if (session === null || value === undefined || this.count === 0) return;
    const step = intervalMs(isInterval(session.interval) ? session.interval : '1m');
    this.line.update({ time: chartTime(this.lastTime + step), value });
  }

  private setAll(points: readonly EquityPoint[]): void {
    let last = Number.NEGATIVE_INFINITY;
    const rising = points.filter(([time]) => {
      if (time <= last) return false;
      last = time;
      return true;
    });
    this.line.setData(rising.map(([time, value]) => ({ time: chartTime(time), value })));
    this.lastTime = last;
    this.count = rising.length;
  }
}

function newer(points: readonly EquityPoint[], time: number): readonly EquityPoint[] {
  let start = points.length;
  while (start > 0 && (points[start - 1]?.[0] ?? 0) > time) start--;
  return points.slice(start);
}
