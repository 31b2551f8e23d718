import type { IChartApi, LogicalRange } from 'lightweight-charts';

/** Usual width of a candle with its gap, in heights of the text. */
const BAR_SPACING = 0.62;
/** Candles of room after the newest: the names of stop and target stand there. */
const RIGHT_OFFSET = 9;
/** Share of the width between a candle that is shown and the left edge. */
const MARGIN = 0.12;

/** What part of the time scale is seen. */
export class Viewport {
  private readonly chart: IChartApi;

  constructor(chart: IChartApi) {
    this.chart = chart;
    chart.timeScale().applyOptions({
      rightOffset: RIGHT_OFFSET,
      minBarSpacing: 0.15,
      enableConflation: true,
      conflationThresholdFactor: 2,
    });
  }

  onChange(changed: (range: LogicalRange) => void): void {
    this.chart.timeScale().subscribeVisibleLogicalRangeChange((range) => {
      if (range !== null) changed(range);
    });
  }

  /** The newest candles at their usual size. */
  showRecent(): void {
    this.chart.priceScale('right').applyOptions({ autoScale: true });
    this.chart.timeScale().applyOptions({ barSpacing: BAR_SPACING * this.chart.options().layout.fontSize });
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

  /** Brings the candle at a place of `size` into the middle when it is out of sight, without going beyond the newest. */
  reveal(place: number, size: number): void {
    this.change((range) => {
      const width = range.to - range.from;
      if (place >= range.from + width * MARGIN && place <= range.to - 1) return range;
      const to = Math.min(place + width / 2, size - 1 + RIGHT_OFFSET);
      return { from: to - width, to };
    });
  }

  /** Whether new candles push the others to the left while the newest is in sight. */
  drift(isDrifting: boolean): void {
    this.chart.timeScale().applyOptions({ shiftVisibleRangeOnNewBar: isDrifting });
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
