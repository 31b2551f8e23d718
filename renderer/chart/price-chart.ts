import {
  createChart,
  createSeriesMarkers,
  type IChartApi,
  type ISeriesMarkersPluginApi,
  type MouseEventParams,
  type Time,
} from 'lightweight-charts';
import { intervalMs, isInterval } from '../../shared/interval.ts';
import type { Bar } from '../../shared/session-view.ts';
import type { WorkstationState } from '../store/workstation-state.ts';
import { after, ascending, WINDOW, withOlder } from './bar-window.ts';
import { CandleSeries } from './candle-series.ts';
import { chartOptions, milliseconds } from './chart-options.ts';
import type { FedChart } from './feed-chart.ts';
import type { Palette } from './palette.ts';
import { PriceLevels } from './price-levels.ts';
import { tradeMarkers } from './trade-markers.ts';
import { Viewport } from './viewport.ts';

/** More new candles than this in one step are set as a whole. */
const MANY = 200;
/** Candles left of the visible ones at which older ones are asked for. */
const NEAR_LEFT = 50;
const SPARE = 500;

export interface PriceChartHooks {
  /** The candle under the crosshair, else the last one, with the one before it. */
  legend(bar: Bar | null, before: Bar | null): void;
  follows(isFollowing: boolean): void;
  /** Candles before `before`, oldest first; empty when there are none. */
  older(before: number): Promise<readonly Bar[]>;
}

/** Candles with volume, levels and markers. Lives outside React: state comes in through `apply`, at most once a frame. */
export class PriceChart implements FedChart {
  readonly viewport: Viewport;
  private readonly chart: IChartApi;
  private readonly series: CandleSeries;
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
    this.viewport = new Viewport(this.chart);
    this.series = new CandleSeries(this.chart, palette, () => this.levels?.prices ?? []);
    this.markers = createSeriesMarkers(this.series.candles, []);
    this.levels = new PriceLevels(this.series.candles);
    this.chart.subscribeCrosshairMove((event) => this.hover(event));
    this.viewport.onChange(({ from, to }) => this.scrolled(from, to));
  }

  dispose(): void {
    this.chart.remove();
  }

  paint(palette: Palette): void {
    this.palette = palette;
    this.chart.applyOptions(chartOptions(palette));
    this.series.paint(palette);
    if (this.state === null) return;
    this.setAll();
    this.annotate(this.state);
    this.levels.show(this.state.session, this.state.view.trail, palette);
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
    this.follow(true);
    if (this.trim()) this.setAll();
    this.viewport.showLast();
  }

  private restart({ view }: WorkstationState, isOtherRun: boolean): void {
    const fresh = ascending(view.bars);
    const first = fresh[0]?.t;
    const joins = !isOtherRun && this.bars.some((bar) => bar.t === first);
    this.bars = joins ? withOlder(this.bars, fresh) : fresh;
    this.hasOlder = true;
    this.open = null;
    this.setAll();
    if (!isOtherRun) return;
    this.follow(true);
    this.viewport.showRecent();
  }

  private extend({ view }: WorkstationState): void {
    const isFirst = this.bars.length === 0;
    const fresh = after(view.bars, this.bars.at(-1)?.t ?? Number.NEGATIVE_INFINITY);
    if (fresh.length === 0) return;
    this.bars.push(...ascending(fresh));
    const isTrimmed = this.isFollowing && this.bars.length > WINDOW + SPARE && this.trim();
    const isBehind = this.open !== null && this.open.t > (fresh[0]?.t ?? 0);
    if (isTrimmed || isBehind || fresh.length > MANY) this.setAll();
    else for (const bar of fresh) this.series.update(bar);
    if (isFirst) this.viewport.showRecent();
  }

  /** Lets go of candles before the window of a live chart; true when there were any. */
  private trim(): boolean {
    if (this.bars.length <= WINDOW) return false;
    this.bars = this.bars.slice(-WINDOW);
    this.hasOlder = true;
    return true;
  }

  private showOpen(open: Bar | null): void {
    if (open === null || open.t <= (this.bars.at(-1)?.t ?? Number.NEGATIVE_INFINITY)) {
      this.open = null;
      return;
    }
    if (this.open !== null && open.t < this.open.t) return;
    this.open = open;
    this.series.update(open);
  }

  private setAll(): void {
    this.series.set(this.open === null ? this.bars : [...this.bars, this.open]);
  }

  private annotate({ view, session }: WorkstationState): void {
    const first = this.bars[0]?.t;
    const last = this.open?.t ?? this.bars.at(-1)?.t;
    if (first === undefined || last === undefined) {
      this.markers.setMarkers([]);
      return;
    }
    const interval = session?.interval ?? '';
    const length = intervalMs(isInterval(interval) ? interval : '1m');
    this.markers.setMarkers(tradeMarkers(view, { intervalMs: length, first, last }, this.palette));
  }

  private hover(event: MouseEventParams): void {
    this.hovered = event.time === undefined ? null : milliseconds(event.time);
    this.tellLegend();
  }

  private tellLegend(): void {
    if (this.hovered === null || this.hovered === this.open?.t) {
      const newest = this.open === null ? this.bars.slice(-2) : [...this.bars.slice(-1), this.open];
      this.hooks.legend(newest.at(-1) ?? null, newest.at(-2) ?? null);
      return;
    }
    const index = this.bars.findIndex((bar) => bar.t === this.hovered);
    this.hooks.legend(this.bars[index] ?? null, this.bars[index - 1] ?? null);
  }

  private follow(isFollowing: boolean): void {
    if (isFollowing === this.isFollowing) return;
    this.isFollowing = isFollowing;
    this.hooks.follows(isFollowing);
  }

  private scrolled(from: number, to: number): void {
    if (this.bars.length === 0) return;
    this.follow(to >= this.bars.length - 1);
    if (from < NEAR_LEFT) void this.fetchOlder();
  }

  private async fetchOlder(): Promise<void> {
    const first = this.bars[0];
    if (this.isFetching || !this.hasOlder || first === undefined) return;
    this.isFetching = true;
    const run = this.state?.session?.run_id;
    const older = await this.hooks.older(first.t);
    this.isFetching = false;
    // another session, or another window, has come meanwhile
    if (run !== this.state?.session?.run_id || this.bars[0] !== first) return;
    const before = this.bars.length;
    this.bars = withOlder(older, this.bars);
    this.hasOlder = this.bars.length > before;
    if (!this.hasOlder) return;
    // the chart itself keeps the same candles in sight
    this.setAll();
    if (this.state !== null) this.annotate(this.state);
  }
}
