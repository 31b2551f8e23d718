import {
  type AutoscaleInfo,
  CandlestickSeries,
  createChart,
  createSeriesMarkers,
  HistogramSeries,
  type IChartApi,
  type ISeriesApi,
  type ISeriesMarkersPluginApi,
  type LogicalRange,
  type MouseEventParams,
  type Time,
} from 'lightweight-charts';
import { type Interval, intervalMs, isInterval } from '../../shared/interval.ts';
import type { Bar, SessionViewState } from '../../shared/session-view.ts';
import type { WorkstationState } from '../store/workstation-state.ts';
import { after, ascending, WINDOW, withOlder } from './bar-window.ts';
import { chartOptions, chartTime, milliseconds } from './chart-options.ts';
import type { FedChart } from './feed-chart.ts';
import type { Palette } from './palette.ts';
import { PriceLevels } from './price-levels.ts';
import { tradeMarkers } from './trade-markers.ts';

/** More new candles than this in one step are set as a whole. */
const MANY = 200;
/** Candles left of the visible ones at which older ones are asked for. */
const NEAR_LEFT = 50;
/** A line pulls the scale out to itself up to this share of the visible range. */
const REACH = 1;
const BAR_SPACING = 7;
const RIGHT_OFFSET = 6;

export interface PriceChartHooks {
  /** The candle under the crosshair, else the last one. */
  legend(bar: Bar | null, before: Bar | null): void;
  follows(isFollowing: boolean): void;
  /** Candles before `before`, oldest first; empty when there are none. */
  older(before: number): Promise<readonly Bar[]>;
}

/** Candles with volume, levels and markers. Lives outside React: state comes in through `apply`, at most once a frame. */
export class PriceChart implements FedChart {
  private readonly chart: IChartApi;
  private readonly candles: ISeriesApi<'Candlestick'>;
  private readonly volume: ISeriesApi<'Histogram'>;
  private readonly markers: ISeriesMarkersPluginApi<Time>;
  private readonly levels: PriceLevels;
  private readonly hooks: PriceChartHooks;
  private palette: Palette;
  /** What the chart holds, the open candle left out. */
  private bars: Bar[] = [];
  private open: Bar | null = null;
  private state: WorkstationState | null = null;
  private hovered: number | null = null;
  private isFollowing = true;
  private isFetching = false;
  private hasOlder = true;

  constructor(container: HTMLElement, palette: Palette, hooks: PriceChartHooks) {
    this.hooks = hooks;
    this.palette = palette;
    this.chart = createChart(container, chartOptions(palette));
    this.chart.timeScale().applyOptions({ rightOffset: RIGHT_OFFSET, minBarSpacing: 0.3 });
    this.candles = this.chart.addSeries(CandlestickSeries, {
      priceFormat: { type: 'price', precision: 1, minMove: 0.1 },
      autoscaleInfoProvider: (original: () => AutoscaleInfo | null) => this.reach(original()),
    });
    this.volume = this.chart.addSeries(HistogramSeries, {
      priceScaleId: 'volume',
      priceFormat: { type: 'volume' },
      lastValueVisible: false,
      priceLineVisible: false,
    });
    this.chart.priceScale('volume').applyOptions({ scaleMargins: { top: 0.84, bottom: 0 } });
    this.candles.priceScale().applyOptions({ scaleMargins: { top: 0.1, bottom: 0.2 } });
    this.markers = createSeriesMarkers(this.candles, [], { autoScale: true });
    this.levels = new PriceLevels(this.candles);
    this.paint(palette);
    this.chart.subscribeCrosshairMove((event) => this.hover(event));
    this.chart.timeScale().subscribeVisibleLogicalRangeChange((range) => this.scrolled(range));
  }

  dispose(): void {
    this.chart.remove();
  }

  paint(palette: Palette): void {
    this.palette = palette;
    this.chart.applyOptions(chartOptions(palette));
    const { up, down, text } = palette;
    this.candles.applyOptions({
      upColor: up,
      downColor: down,
      borderUpColor: up,
      borderDownColor: down,
      wickUpColor: up,
      wickDownColor: down,
      priceLineColor: text,
    });
    if (this.state === null) return;
    this.setAll();
    this.annotate(this.state);
  }

  apply(state: WorkstationState): void {
    const previous = this.state;
    if (previous === state) return;
    this.state = state;
    const isOtherRun = previous?.session?.run_id !== state.session?.run_id;
    if (isOtherRun || state.epoch !== previous?.epoch) this.restart(state, isOtherRun);
    else this.extend(state);
    this.showOpen(state.openBar);
    const isAnnotated =
      previous?.view.fills === state.view.fills &&
      previous.view.exits === state.view.exits &&
      previous.view.bars === state.view.bars;
    if (!isAnnotated) this.annotate(state);
    this.levels.show(state.session, state.view.trail, this.palette);
    this.tellLegend();
  }

  redraw(state: WorkstationState): void {
    this.state = null;
    this.bars = [];
    this.open = null;
    this.apply(state);
  }

  followLive(): void {
    this.isFollowing = true;
    this.hooks.follows(true);
    if (this.bars.length > WINDOW) {
      this.bars = this.bars.slice(-WINDOW);
      this.hasOlder = true;
      this.setAll();
    }
    this.chart.timeScale().scrollToRealTime();
  }

  /** Moves by a share of what is visible; negative to the past. */
  pan(share: number): void {
    const range = this.chart.timeScale().getVisibleLogicalRange();
    if (range === null) return;
    const step = (range.to - range.from) * share;
    this.chart.timeScale().setVisibleLogicalRange({ from: range.from + step, to: range.to + step });
  }

  /** Shows this share of what is visible; under 1 zooms in. */
  zoom(share: number): void {
    const range = this.chart.timeScale().getVisibleLogicalRange();
    if (range === null) return;
    const width = Math.max(10, (range.to - range.from) * share);
    this.chart.timeScale().setVisibleLogicalRange({ from: range.to - width, to: range.to });
  }

  private restart({ view }: WorkstationState, isOtherRun: boolean): void {
    const fresh = ascending(view.bars);
    const first = fresh[0]?.t ?? 0;
    const joins = !isOtherRun && this.bars.some((bar) => bar.t === first);
    this.bars = joins ? withOlder(this.bars, fresh) : fresh;
    this.hasOlder = true;
    this.open = null;
    this.setAll();
    if (!isOtherRun) return;
    this.isFollowing = true;
    this.hooks.follows(true);
    this.chart.priceScale('right').applyOptions({ autoScale: true });
    this.showRecent();
  }

  private showRecent(): void {
    this.chart.timeScale().applyOptions({ barSpacing: BAR_SPACING });
    this.chart.timeScale().scrollToPosition(RIGHT_OFFSET, false);
  }

  private extend({ view }: WorkstationState): void {
    const isFirst = this.bars.length === 0;
    const fresh = after(view.bars, this.bars.at(-1)?.t ?? Number.NEGATIVE_INFINITY);
    if (fresh.length === 0) return;
    this.bars.push(...ascending(fresh));
    const isTooLong = this.isFollowing && this.bars.length > WINDOW + 500;
    if (isTooLong) {
      this.bars = this.bars.slice(-WINDOW);
      this.hasOlder = true;
    }
    if (isTooLong || fresh.length > MANY || (this.open !== null && this.open.t > (fresh[0]?.t ?? 0))) this.setAll();
    else for (const bar of fresh) this.update(bar);
    if (isFirst) this.showRecent();
  }

  private showOpen(open: Bar | null): void {
    if (open === null || open.t <= (this.bars.at(-1)?.t ?? Number.NEGATIVE_INFINITY)) {
      this.open = null;
      return;
    }
    if (this.open !== null && open.t < this.open.t) return;
    this.open = open;
    this.update(open);
  }

  private update(bar: Bar): void {
    this.candles.update(candle(bar));
    this.volume.update(this.column(bar));
  }

  private setAll(): void {
    const all = this.open === null ? this.bars : [...this.bars, this.open];
    this.candles.setData(all.map(candle));
    this.volume.setData(all.map((bar) => this.column(bar)));
  }

  private column(bar: Bar) {
    const color = bar.c >= bar.o ? this.palette.upSoft : this.palette.downSoft;
    return { time: chartTime(bar.t), value: bar.v, color };
  }

  private annotate({ view, session }: WorkstationState): void {
    const scope = { intervalMs: lengthOf(session?.interval), first: this.bars[0]?.t ?? 0, last: this.lastTime() };
    this.markers.setMarkers(
      this.bars.length === 0 ? [] : tradeMarkers(view satisfies SessionViewState, scope, this.palette),
    );
  }

  private lastTime(): number {
    return this.open?.t ?? this.bars.at(-1)?.t ?? 0;
  }

  private reach(info: AutoscaleInfo | null): AutoscaleInfo | null {
    if (info?.priceRange == null) return info;
    const { minValue, maxValue } = info.priceRange;
    const slack = (maxValue - minValue) * REACH;
    const near = this.levels.prices.filter((price) => price > minValue - slack && price < maxValue + slack);
    return { ...info, priceRange: { minValue: Math.min(minValue, ...near), maxValue: Math.max(maxValue, ...near) } };
  }

  private hover(event: MouseEventParams): void {
    this.hovered = event.time === undefined ? null : milliseconds(event.time);
    this.tellLegend();
  }

  private tellLegend(): void {
    const all = this.open === null ? this.bars : [...this.bars.slice(-1), this.open];
    if (this.hovered === null || this.hovered === this.open?.t) {
      this.hooks.legend(all.at(-1) ?? null, all.at(-2) ?? null);
      return;
    }
    const index = this.bars.findIndex((bar) => bar.t === this.hovered);
    this.hooks.legend(this.bars[index] ?? null, this.bars[index - 1] ?? null);
  }

  private scrolled(range: LogicalRange | null): void {
    if (range === null || this.bars.length === 0) return;
    const isFollowing = range.to >= this.bars.length - 1;
    if (isFollowing !== this.isFollowing) {
      this.isFollowing = isFollowing;
      this.hooks.follows(isFollowing);
    }
    if (range.from < NEAR_LEFT) void this.fetchOlder();
  }

  private async fetchOlder(): Promise<void> {
    const first = this.bars[0];
    if (this.isFetching || !this.hasOlder || first === undefined) return;
    this.isFetching = true;
    const run = this.state?.session?.run_id;
    const older = await this.hooks.older(first.t);
    this.isFetching = false;
    if (run !== this.state?.session?.run_id) return;
    const added = older.filter((bar) => bar.t < first.t);
    this.hasOlder = added.length > 0;
    if (!this.hasOlder || this.bars[0] !== first) return;
    const range = this.chart.timeScale().getVisibleLogicalRange();
    const before = this.bars.length;
    this.bars = withOlder(added, this.bars);
    this.setAll();
    const shift = this.bars.length - before;
    if (range !== null) {
      this.chart.timeScale().setVisibleLogicalRange({ from: range.from + shift, to: range.to + shift });
    }
    if (this.state !== null) this.annotate(this.state);
  }
}

function candle(bar: Bar) {
  return { time: chartTime(bar.t), open: bar.o, high: bar.h, low: bar.l, close: bar.c };
}

function lengthOf(interval: string | undefined): number {
  return intervalMs(interval !== undefined && isInterval(interval) ? interval : ('1m' satisfies Interval));
}
