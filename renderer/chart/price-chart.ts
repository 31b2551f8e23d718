import {
  createChart,
  createSeriesMarkers,
  type IChartApi,
  type ISeriesMarkersPluginApi,
  type MouseEventParams,
  type Time,
} from 'lightweight-charts';
import type { Bar } from '../../shared/session-view.ts';
import { type CandleGrid, gridOf } from '../candle-grid.ts';
import type { WorkstationState } from '../store/workstation-state.ts';
import { AverageLines } from './average-lines.ts';
import { BarBook } from './bar-book.ts';
import { BarPager } from './bar-pager.ts';
import { CandleSeries } from './candle-series.ts';
import { chartOptions, chartTime, milliseconds } from './chart-options.ts';
import { ConditionShades } from './condition-shades.ts';
import { type CrosshairFollower, PointerWatch } from './crosshair-link.ts';
import type { FedChart } from './feed-chart.ts';
import { MarkerLabels } from './marker-labels.ts';
import { MomentLine } from './moment-line.ts';
import type { Palette } from './palette.ts';
import { PriceLevels } from './price-levels.ts';
import { TradeBands } from './trade-bands.ts';
import { tradeMarkers } from './trade-markers.ts';
import { tradeRecords, tradeSpans } from './trade-spans.ts';
import { Viewport } from './viewport.ts';

/** More new candles than this in one step are set as a whole. */
const MANY = 200;
/** Candles between what is visible and the end of what is held at which more are asked for. */
const NEAR_END = 60;

export interface PriceChartHooks {
  /** The candle under the crosshair, else the last one, with the one before it. */
  legend(bar: Bar | null, before: Bar | null, isHovered: boolean): void;
  follows(isFollowing: boolean): void;
  /** The pointer is over this candle; null: it has left. */
  hovers(moment: number | null): void;
  /** A candle or, with `isTrade`, a marker of a trade was clicked; and whether in the left half of the chart. */
  picked(moment: number, isTrade: boolean): void;
  /** Candles before `before`, oldest first; empty when there are none. */
  older(before: number, count: number): Promise<readonly Bar[]>;
}

/** Candles with volume, averages, levels, bands, shades and markers. Lives outside React: state comes in through `apply`. */
export class PriceChart implements FedChart, CrosshairFollower {
  readonly viewport: Viewport;
  readonly averages: AverageLines;
  private readonly chart: IChartApi;
  private readonly book = new BarBook();
  private readonly pager: BarPager;
  private readonly series: CandleSeries;
  private readonly markers: ISeriesMarkersPluginApi<Time>;
  private readonly labels: MarkerLabels;
  private readonly levels: PriceLevels;
  private readonly bands: TradeBands;
  private readonly shades: ConditionShades;
  private readonly line: MomentLine;
  private readonly hooks: PriceChartHooks;
  private readonly pointer: PointerWatch;
  private palette: Palette;
  private state: WorkstationState | null = null;
  private hovered: number | null = null;
  private isFollowing = true;

  constructor(container: HTMLElement, palette: Palette, hooks: PriceChartHooks) {
    this.hooks = hooks;
    this.pointer = new PointerWatch(hooks.hovers);
    this.palette = palette;
    this.chart = createChart(container, chartOptions(palette));
    this.viewport = new Viewport(this.chart);
    this.series = new CandleSeries(this.chart, palette, () => this.levels?.prices ?? []);
    this.averages = new AverageLines(this.chart, palette);
    this.markers = createSeriesMarkers(this.series.candles, [], { zOrder: 'top' });
    this.labels = new MarkerLabels(this.book, palette);
    this.levels = new PriceLevels(this.series.candles);
    this.bands = new TradeBands(this.book, palette);
    this.shades = new ConditionShades(this.book, palette);
    this.line = new MomentLine(this.book, palette);
    for (const { layer } of [this.shades, this.bands, this.labels, this.line])
      this.series.candles.attachPrimitive(layer);
    this.pager = new BarPager(this.book, {
      fetch: hooks.older,
      newest: () => this.state?.view.bars ?? [],
      intervalMs: () => this.grid.lengthMs,
      changed: (change) => this.slide(change),
    });
    this.chart.subscribeCrosshairMove((event) => this.hover(event));
    this.chart.subscribeClick((event) => this.click(event));
    this.viewport.onChange(({ from, to }) => this.scrolled(from, to));
  }

  dispose(): void {
    this.pager.reset();
    this.chart.remove();
  }

  paint(palette: Palette): void {
    this.palette = palette;
    this.chart.applyOptions(chartOptions(palette));
    this.series.paint(palette);
    this.averages.paint(palette);
    this.line.paint(palette);
    if (this.state === null) return;
    this.setAll();
    this.annotate(this.state);
  }

  apply(state: WorkstationState): void {
    const previous = this.state;
    if (previous === state) return;
    this.state = state;
    if (previous?.session?.run_id !== state.session?.run_id) this.restart(state);
    else if (state.epoch !== previous?.epoch) this.rejoin(state);
    else this.extend(state);
    if (this.book.setOpen(state.openBar) && this.book.open !== null) this.series.update(this.book.open);
    if (previous?.view !== state.view || previous.session?.position?.trade_id !== state.session?.position?.trade_id) {
      this.annotate(state);
    } else this.levels.show(state.session, state.view.trail, this.palette);
    this.tellLegend();
  }

  redraw(state: WorkstationState): void {
    this.state = null;
    this.apply(state);
  }

  followLive(): void {
    this.follow(true);
    if (!this.book.isLive) this.book.restart(this.state?.view.bars ?? []);
    this.pager.reset();
    this.book.trim(0);
    this.book.setOpen(this.state?.openBar ?? null);
    this.setAll();
    if (this.state !== null) this.annotate(this.state);
    this.viewport.showLast();
  }

  fit(): void {
    this.viewport.fit();
  }

  point(moment: number | null): void {
    const bar = moment === null ? undefined : this.book.at(this.book.placeOf(moment));
    this.hovered = bar === undefined ? null : bar.t;
    if (bar === undefined) this.chart.clearCrosshairPosition();
    else this.chart.setCrosshairPosition(bar.c, chartTime(bar.t), this.series.candles);
    this.tellLegend();
  }

  /** Marks a moment, and goes there when it is out of sight; null marks none. */
  async showMoment(moment: number | null): Promise<void> {
    this.line.pick(moment);
    this.bands.pick(moment);
    // what is looked at stays where it is
    this.viewport.drift(moment === null);
    if (moment === null || !(await this.pager.around(moment))) return;
    this.viewport.reveal(this.book.placeOf(moment), this.book.size);
  }

  /** How far to the right a candle stands, 0 to 1; undefined when it is out of sight. */
  shareOf(moment: number): number | undefined {
    const range = this.chart.timeScale().getVisibleLogicalRange();
    if (range === null || !this.book.has(moment)) return undefined;
    return (this.book.placeOf(moment) - range.from) / (range.to - range.from);
  }

  /** The candle `step` candles from another, or the newest when that one is null. */
  momentBeside(moment: number | null, step: number): number | undefined {
    if (moment === null) return this.book.bars.at(-1)?.t;
    return this.book.at(this.book.placeOf(moment) + step)?.t;
  }

  get grid(): CandleGrid {
    return gridOf(this.state?.session ?? null);
  }

  private restart({ view }: WorkstationState): void {
    this.pager.reset();
    this.book.restart(view.bars);
    this.setAll();
    this.follow(true);
    this.viewport.showRecent();
  }

  private rejoin({ view }: WorkstationState): void {
    this.book.rejoin(view.bars);
    this.setAll();
  }

  private extend({ view }: WorkstationState): void {
    const isFirst = this.book.bars.length === 0;
    const change = this.book.extend(view.bars);
    if (change === 'none') return;
    if ((this.isFollowing && this.book.trim()) || change === 'all' || change.length > MANY) this.setAll();
    else {
      for (const bar of change) {
        this.series.update(bar);
        this.averages.update(bar);
      }
    }
    if (isFirst) this.viewport.showRecent();
  }

  private setAll(): void {
    const { bars, open } = this.book;
    this.series.set(open === null ? bars : [...bars, open]);
    this.averages.set(bars);
  }

  private slide(change: () => number): void {
    this.viewport.keep(change(), () => this.setAll());
    if (this.state !== null) this.annotate(this.state);
    this.tellLegend();
  }

  private annotate(state: WorkstationState): void {
    const { view, session } = state;
    const first = this.book.bars[0]?.t;
    const last = this.book.last?.t;
    const { grid, palette } = this;
    const hasBars = first !== undefined && last !== undefined;
    const markers = hasBars ? tradeMarkers(view, { grid, first, last }, palette) : [];
    this.markers.setMarkers(markers.map(({ text: _text, ...shape }) => shape));
    this.labels.show(markers, palette);
    this.bands.show(tradeSpans(tradeRecords(state)), grid, palette);
    this.shades.show(view.conditions, palette);
    this.levels.show(session, view.trail, palette);
  }

  private hover(event: MouseEventParams): void {
    this.hovered = event.time === undefined ? null : milliseconds(event.time);
    this.pointer.moved(event, this.hovered);
    this.tellLegend();
  }

  private click({ time, hoveredInfo }: MouseEventParams): void {
    if (time === undefined) return;
    this.hooks.picked(milliseconds(time), hoveredInfo?.objectId !== undefined);
  }

  private tellLegend(): void {
    const { book, hovered } = this;
    const place = hovered === null ? book.size - 1 : book.placeOf(hovered);
    this.hooks.legend(book.at(place) ?? null, book.at(place - 1) ?? null, hovered !== null);
  }

  private follow(isFollowing: boolean): void {
    if (isFollowing === this.isFollowing) return;
    this.isFollowing = isFollowing;
    this.hooks.follows(isFollowing);
  }

  private scrolled(from: number, to: number): void {
    const { book } = this;
    if (book.bars.length === 0) return;
    this.follow(book.isLive && to >= book.bars.length - 1);
    if (from < NEAR_END) void this.pager.older();
    if (!book.isLive && to > book.bars.length - NEAR_END) void this.pager.newer();
  }
}
