import {
  type AutoscaleInfo,
  CandlestickSeries,
  HistogramSeries,
  type IChartApi,
  type ISeriesApi,
} from 'lightweight-charts';
import type { Bar } from '../../shared/session-view.ts';
import { figure } from '../format/figures.ts';
import { chartTime } from './chart-options.ts';
import type { Palette } from './palette.ts';

/** A line pulls the scale out to itself up to this share of the visible range. */
const REACH = 1;

/** Candles with their volume below, as one. */
export class CandleSeries {
  readonly candles: ISeriesApi<'Candlestick'>;
  private readonly volume: ISeriesApi<'Histogram'>;
  private palette: Palette;

  /** `levels` gives the prices that the scale should take in when they are near. */
  constructor(chart: IChartApi, palette: Palette, levels: () => readonly number[]) {
    this.palette = palette;
    this.candles = chart.addSeries(CandlestickSeries, {
      priceFormat: { type: 'custom', formatter: (value: number) => figure(value, 1), minMove: 0.1 },
      autoscaleInfoProvider: (original: () => AutoscaleInfo | null) => reaching(original(), levels()),
    });
    this.volume = chart.addSeries(HistogramSeries, {
      priceScaleId: 'volume',
      priceFormat: { type: 'volume' },
      lastValueVisible: false,
      priceLineVisible: false,
    });
    chart.priceScale('volume').applyOptions({ scaleMargins: { top: 0.84, bottom: 0 } });
    this.candles.priceScale().applyOptions({ scaleMargins: { top: 0.1, bottom: 0.2 } });
    this.paint(palette);
  }

  /** Candles take the colours at once, volume with the next `set`. */
  paint(palette: Palette): void {
    this.palette = palette;
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
  }

  /** The last candle anew, or one after it. */
  update(bar: Bar): void {
    this.candles.update(candle(bar));
    this.volume.update(this.column(bar));
  }

  set(bars: readonly Bar[]): void {
    this.candles.setData(bars.map(candle));
    this.volume.setData(bars.map((bar) => this.column(bar)));
  }

  private column(bar: Bar) {
    const color = bar.c >= bar.o ? this.palette.upSoft : this.palette.downSoft;
    return { time: chartTime(bar.t), value: bar.v, color };
  }
}

function candle(bar: Bar) {
  return { time: chartTime(bar.t), open: bar.o, high: bar.h, low: bar.l, close: bar.c };
}

function reaching(info: AutoscaleInfo | null, levels: readonly number[]): AutoscaleInfo | null {
  if (info?.priceRange == null) return info;
  const { minValue, maxValue } = info.priceRange;
  const slack = (maxValue - minValue) * REACH;
  const near = levels.filter((price) => price > minValue - slack && price < maxValue + slack);
  return { ...info, priceRange: { minValue: Math.min(minValue, ...near), maxValue: Math.max(maxValue, ...near) } };
}
