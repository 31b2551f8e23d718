import type { IChartApi, LogicalRange } from 'lightweight-charts';

const BAR_SPACING = 7;
const RIGHT_OFFSET = 6;

/** What part of the time scale is seen. */
export class Viewport {
  private readonly chart: IChartApi;

  constructor(chart: IChartApi) {
    this.chart = chart;
    chart.timeScale().applyOptions({ rightOffset: RIGHT_OFFSET, minBarSpacing: 0.3 });
  }

  onChange(changed: (range: LogicalRange) => void): void {
    this.chart.timeScale().subscribeVisibleLogicalRangeChange((range) => {
      if (range !== null) changed(range);
    });
  }

  /** The newest candles at their usual size. */
  showRecent(): void {
    this.chart.priceScale('right').applyOptions({ autoScale: true });
    this.chart.timeScale().applyOptions({ barSpacing: BAR_SPACING });
    this.chart.timeScale().scrollToPosition(RIGHT_OFFSET, false);
  }

  showLast(): void {
    this.chart.timeScale().scrollToPosition(RIGHT_OFFSET, false);
  }

  /** Moves by a share of what is visible; negative to the past. */
  pan(share: number): void {
    this.change(({ from, to }) => ({ from: from + (to - from) * share, to: to + (to - from) * share }));
  }

  /** Shows this share of what is visible; under 1 zooms in. */
  zoom(share: number): void {
    this.change(({ from, to }) => ({ from: to - Math.max(10, (to - from) * share), to }));
  }

  private change(make: (range: { from: number; to: number }) => { from: number; to: number }): void {
    const range = this.chart.timeScale().getVisibleLogicalRange();
    if (range !== null) this.chart.timeScale().setVisibleLogicalRange(make(range));
  }
}
