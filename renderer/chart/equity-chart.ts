import {
  AreaSeries,
  BaselineSeries,
  createChart,
  type IChartApi,
  type ISeriesApi,
  type MouseEventParams,
} from 'lightweight-charts';
import { intervalMs, isInterval } from '../../shared/interval.ts';
import type { SessionStatus } from '../../shared/session-status.ts';
import type { EquityPoint } from '../../shared/session-view.ts';
import { figure, toNumber } from '../format/figures.ts';
import type { WorkstationState } from '../store/workstation-state.ts';
import { countBefore } from './bar-window.ts';
import { chartOptions, chartTime, milliseconds } from './chart-options.ts';
import { type CrosshairFollower, PointerWatch } from './crosshair-link.ts';
import type { FedChart } from './feed-chart.ts';
import type { Palette } from './palette.ts';

/** More new points than this in one step are set as a whole. */
const MANY = 200;
const SPARE = 500;
const NOW_EVERY_MS = 250;

export interface EquityChartHooks {
  /** Equity and drawdown in percent under the crosshair; null when it is elsewhere. */
  legend(point: { readonly equity: number; readonly drawdownPct: number; readonly at: number } | null): void;
  /** The candle that closed at a point that was clicked: its open time, ms UTC. */
  picked(moment: number): void;
  /** The pointer is over the point of this candle; null: it has left. */
  hovers(moment: number | null): void;
}

/** Equity at each candle's close and as it is now, above or below where it began; under it how far it is from its peak. Outside React. */
export class EquityChart implements FedChart, CrosshairFollower {
  private readonly chart: IChartApi;
  private readonly line: ISeriesApi<'Baseline'>;
  private readonly underwater: ISeriesApi<'Area'>;
  private readonly hooks: EquityChartHooks;
  private readonly pointer: PointerWatch;
  /** Time of the last point that stands; the one after it moves. */
  private lastTime = Number.NEGATIVE_INFINITY;
  private count = 0;
  private peak = 0;
  private pause: number | undefined;
  private state: WorkstationState | null = null;

  constructor(container: HTMLElement, palette: Palette, hooks: EquityChartHooks) {
    this.hooks = hooks;
    this.pointer = new PointerWatch(hooks.hovers);
    this.chart = createChart(container, chartOptions(palette));
    this.line = this.chart.addSeries(BaselineSeries, {
      lineWidth: 2,
      priceLineVisible: false,
      priceFormat: { type: 'custom', formatter: (value: number) => figure(value), minMove: 0.01 },
    });
    this.underwater = this.chart.addSeries(
      AreaSeries,
      {
        lineWidth: 1,
        invertFilledArea: true,
        priceLineVisible: false,
        priceFormat: {
          type: 'custom',
          formatter: (value: number) => `${value.toFixed(2)} %`,
          // the pane is low: beside the figure of now others would only be cut off
          tickmarksFormatter: (values: readonly number[]) => values.map(() => ''),
          minMove: 0.01,
        },
        autoscaleInfoProvider: (original: () => { priceRange: { minValue: number } | null } | null) => ({
          priceRange: { minValue: Math.min(-0.5, original()?.priceRange?.minValue ?? 0), maxValue: 0 },
        }),
      },
      1,
    );
    this.chart.panes()[0]?.setStretchFactor(2);
    this.chart.panes()[1]?.setStretchFactor(1);
    this.chart.subscribeCrosshairMove((event) => this.hover(event));
    this.chart.subscribeClick(({ time }) => {
      if (time !== undefined) this.hooks.picked(milliseconds(time) - this.stepMs);
    });
    this.paint(palette);
  }

  dispose(): void {
    clearTimeout(this.pause);
    this.chart.remove();
  }

  paint(palette: Palette): void {
    const { up, down, upSoft, downSoft, grid, panel, text } = palette;
    const options = chartOptions(palette);
    this.chart.applyOptions({
      ...options,
      layout: { ...options.layout, panes: { enableResize: false, separatorColor: grid, separatorHoverColor: panel } },
      handleScroll: false,
      handleScale: false,
      rightPriceScale: { borderColor: grid },
    });
    this.line.priceScale().applyOptions({ scaleMargins: { top: 0.15, bottom: 0.12 } });
    this.underwater.priceScale().applyOptions({ scaleMargins: { top: 0.04, bottom: 0.1 } });
    this.line.applyOptions({
      topLineColor: up,
      topFillColor1: upSoft,
      topFillColor2: 'transparent',
      bottomLineColor: down,
      bottomFillColor1: 'transparent',
      bottomFillColor2: downSoft,
    });
    this.underwater.applyOptions({ lineColor: text, topColor: 'transparent', bottomColor: downSoft });
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
    this.showNowSoon(isNew);
    if (!isSame) this.chart.timeScale().fitContent();
  }

  redraw(state: WorkstationState): void {
    this.state = null;
    this.apply(state);
  }

  point(moment: number | null): void {
    const at = moment === null ? Number.NaN : moment + this.stepMs;
    const points = this.state?.view.equity ?? [];
    const found = points[countBefore(points, at, ([time]) => time)];
    if (found === undefined || found[0] !== at) this.chart.clearCrosshairPosition();
    else this.chart.setCrosshairPosition(found[1], chartTime(at), this.line);
  }

  private get stepMs(): number {
    const interval = this.state?.session?.interval ?? '';
    return intervalMs(isInterval(interval) ? interval : '1m');
  }

  /** The peak up to now, which may lie between two closes. */
  private get peakKnown(): number {
    return toNumber(this.state?.session?.breaker.peak_equity) ?? 0;
  }

  private extend(points: readonly EquityPoint[], isNew: boolean): void {
    const fresh = newer(points, this.lastTime);
    if (isNew || fresh.length > MANY || this.count > points.length + SPARE) {
      this.setAll(points);
      return;
    }
    this.peak = Math.max(this.peak, this.peakKnown);
    for (const [time, value] of fresh) {
      if (time <= this.lastTime) continue;
      this.peak = Math.max(this.peak, value);
      this.put(time, value);
      this.lastTime = time;
      this.count++;
    }
  }

  /** What moves with every quote is drawn a few times a second: more cannot be read in a small curve. */
  private showNowSoon(isNew: boolean): void {
    if (isNew) this.showNow(this.state?.session ?? null);
    else this.pause ??= window.setTimeout(() => this.showNow(this.state?.session ?? null), NOW_EVERY_MS);
  }

  /** The equity of this moment stands where the next candle will close. */
  private showNow(session: SessionStatus | null): void {
    clearTimeout(this.pause);
    this.pause = undefined;
    const value = toNumber(session?.equity);
    if (session === null || value === undefined || this.count === 0) return;
    this.put(this.lastTime + this.stepMs, value, Math.max(this.peak, this.peakKnown));
  }

  private put(time: number, value: number, peak = this.peak): void {
    this.line.update({ time: chartTime(time), value });
    this.underwater.update({ time: chartTime(time), value: drawdownPct(value, peak) });
  }

  private setAll(points: readonly EquityPoint[]): void {
    let last = Number.NEGATIVE_INFINITY;
    const rising = points.filter(([time]) => {
      if (time <= last) return false;
      last = time;
      return true;
    });
    this.peak = toNumber(this.state?.session?.starting_equity) ?? 0;
    this.line.setData(rising.map(([time, value]) => ({ time: chartTime(time), value })));
    this.underwater.setData(
      rising.map(([time, value]) => {
        this.peak = Math.max(this.peak, value);
        return { time: chartTime(time), value: drawdownPct(value, this.peak) };
      }),
    );
    this.lastTime = last;
    this.count = rising.length;
  }

  private hover(event: MouseEventParams): void {
    const { time, seriesData } = event;
    this.pointer.moved(event, time === undefined ? null : milliseconds(time) - this.stepMs);
    const point = seriesData.get(this.line);
    const under = seriesData.get(this.underwater);
    if (
      time === undefined ||
      point === undefined ||
      under === undefined ||
      !('value' in point) ||
      !('value' in under)
    ) {
      this.hooks.legend(null);
      return;
    }
    this.hooks.legend({ equity: point.value, drawdownPct: -under.value, at: milliseconds(time) });
  }
}

/** 0 at the peak, negative under it. */
function drawdownPct(equity: number, peak: number): number {
  return peak <= 0 ? 0 : Math.min(0, ((equity - peak) / peak) * 100);
}

function newer(points: readonly EquityPoint[], time: number): readonly EquityPoint[] {
  let start = points.length;
  while (start > 0 && (points[start - 1]?.[0] ?? 0) > time) start--;
  return points.slice(start);
}
