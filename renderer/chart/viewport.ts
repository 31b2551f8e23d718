import type { IChartApi, LogicalRange } from 'lightweight-charts';

const BAR_SPACING = 7;
const RIGHT_OFFSET = 6;
/** Share of the width between a candle that is shown and the edge. */
const MARGIN = 0.12;

/** What part of the time scale is seen. */
export class Viewport {
  private readonly chart: IChartApi;

  constructor(chart: IChartApi) {
    this.chart = chart;
    chart.timeScale().applyOptions({ rightOffset: RIGHT_OFFSET, minBarSpacing: 0.15 });
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

  /** All candles that are held. */
  fit(): void {
    this.chart.priceScale('right').applyOptions({ autoScale: true });
    this.chart.timeScale().fitContent();
  }

  /** Moves by a share of what is visible; negative to the past. */
  pan(share: number): void {
    this.change(({ from, to }) => ({ from: from + (to - from) * share, to: to + (to - from) * share }));
  }

  /** Shows this share of what is visible; under 1 zooms in. */
  zoom(share: number): void {
    this.change(({ from, to }) => ({ from: to - Math.max(10, (to - from) * share), to }));
  }

  /** Brings the candle at a place into the middle when it is out of sight. */
  reveal(place: number): void {
    this.change((range) => {
      const { from, to } = range;
      const margin = (to - from) * MARGIN;
      if (place >= from + margin && place <= to - margin / 2) return range;
      const half = (to - from) / 2;
      return { from: place - half, to: place + half };
    });
  }

  /** Does something that moves all places by `shift`, and keeps the same candles in sight. */
  keep(shift: number, work: () => void): void {
    const range = this.chart.timeScale().getVisibleLogicalRange();
    work();
    if (range === null) return;
    this.chart.timeScale().setVisibleLogicalRange({ from: range.from + shift, to: range.to + shift });
  }

  private change(make: (range: { from: number; to: number }) => { from: number; to: number }): void {
    const range = this.chart.timeScale().getVisibleLogicalRange();
    if (range === null) return;
    const next = make(range);
    if (next !== range) this.chart.timeScale().setVisibleLogicalRange(next);
  }
}
