import { type IChartApi, type ISeriesApi, LineSeries, LineStyle } from 'lightweight-charts';
import type { Averages } from '../../shared/averages.ts';
import type { Bar } from '../../shared/session-view.ts';
import { chartTime } from './chart-options.ts';
import type { Palette } from './palette.ts';

const LARGE = 14;

/** The averages of the strategy as lines over the candles: those its decisions named, with the values they named. */
export class AverageLines {
  private readonly chart: IChartApi;
  private readonly lines = new Map<string, ISeriesApi<'Line'>>();
  private palette: Palette;
  isShown = true;

  constructor(chart: IChartApi, palette: Palette) {
    this.chart = chart;
    this.palette = palette;
  }

  /** Names in the order of their colours. */
  get names(): string[] {
    return [...this.lines.keys()].sort(byKindAndLength);
  }

  set(bars: readonly Bar[]): void {
    const names = new Set(bars.flatMap(({ a }) => (a === null ? [] : Object.keys(a))));
    for (const [name, line] of this.lines) {
      if (names.has(name)) continue;
      this.chart.removeSeries(line);
      this.lines.delete(name);
    }
    this.addLines([...names]);
    for (const [name, line] of this.lines) line.setData(bars.flatMap((bar) => pointOf(bar, name)));
  }

  update(bar: Bar): void {
    if (bar.a === null) return;
    this.addLines(Object.keys(bar.a));
    for (const [name, line] of this.lines) for (const point of pointOf(bar, name)) line.update(point);
  }

  show(isShown: boolean): void {
    this.isShown = isShown;
    for (const line of this.lines.values()) line.applyOptions({ visible: isShown });
  }

  paint(palette: Palette): void {
    this.palette = palette;
    const { names } = this;
    for (const [name, line] of this.lines)
      line.applyOptions({
        color: averageColor(names, name, palette),
        // a single pixel is lost on very large screens
        lineWidth: palette.fontSize > LARGE ? 2 : 1,
      });
  }

  private addLines(names: readonly string[]): void {
    const missing = names.filter((name) => !this.lines.has(name));
    for (const name of missing) {
      const line = this.chart.addSeries(LineSeries, {
        // a simple average is told from an exponential one by its dashes
        lineStyle: name.startsWith('sma') ? LineStyle.Dashed : LineStyle.Solid,
        visible: this.isShown,
        priceLineVisible: false,
        lastValueVisible: false,
        crosshairMarkerVisible: false,
        autoscaleInfoProvider: () => null,
      });
      this.lines.set(name, line);
    }
    if (missing.length > 0) this.paint(this.palette);
  }
}

/** Each average keeps its colour, in the chart and in the legend. */
export function averageColor(names: readonly string[], name: string, { averages }: Palette): string {
  return averages[names.indexOf(name) % averages.length] ?? '';
}

/** EMA before SMA, short before long. */
export function averageNames(averages: Averages | null): string[] {
  return Object.keys(averages ?? {}).sort(byKindAndLength);
}

function byKindAndLength(one: string, other: string): number {
  return one.slice(0, 3).localeCompare(other.slice(0, 3)) || Number(one.slice(3)) - Number(other.slice(3));
}

function pointOf({ t, a }: Bar, name: string) {
  const value = a?.[name];
  return value === undefined ? [] : [{ time: chartTime(t), value }];
}
