import { type IPriceLine, type ISeriesApi, LineStyle } from 'lightweight-charts';
import type { SessionStatus } from '../../shared/session-status.ts';
import { toNumber } from '../format/figures.ts';
import { TEXT } from '../text/page.ts';
import type { Palette } from './palette.ts';

/** A horizontal line of the open position or of an order that waits. */
interface Level {
  readonly key: string;
  readonly price: number;
  readonly title: string;
  readonly color: string;
  readonly style: LineStyle;
}

/** Keeps the lines on the chart equal to what the session holds, touching only what changed. */
export class PriceLevels {
  private readonly series: ISeriesApi<'Candlestick'>;
  private readonly lines = new Map<string, { readonly line: IPriceLine; level: Level }>();

  constructor(series: ISeriesApi<'Candlestick'>) {
    this.series = series;
  }

  show(session: SessionStatus | null, trail: string | null, palette: Palette): void {
    const levels = levelsOf(session, trail, palette);
    const keys = new Set(levels.map((level) => level.key));
    for (const [key, { line }] of this.lines) {
      if (keys.has(key)) continue;
      this.series.removePriceLine(line);
      this.lines.delete(key);
    }
    for (const level of levels) this.put(level);
  }

  /** Prices of all lines, for the scale to take in. */
  get prices(): number[] {
    return [...this.lines.values()].map(({ level }) => level.price);
  }

  private put(level: Level): void {
    const { key, price, title, color, style } = level;
    const options = { price, title, color, lineStyle: style, lineWidth: 1 as const, axisLabelVisible: true };
    const shown = this.lines.get(key);
    if (shown === undefined) {
      this.lines.set(key, { line: this.series.createPriceLine(options), level });
      return;
    }
    const { level: old } = shown;
    if (old.price === price && old.title === title && old.color === color) return;
    shown.line.applyOptions(options);
    shown.level = level;
  }
}

function levelsOf(session: SessionStatus | null, trail: string | null, palette: Palette): Level[] {
  if (session === null || session.state === 'stopped') return [];
  const levels: Level[] = [];
  const add = (key: string, text: string | null, title: string, color: string, style: LineStyle) => {
    const price = toNumber(text);
    if (price !== undefined && price > 0) levels.push({ key, price, title, color, style });
  };
  const { position } = session;
  if (position !== null) {
    add('entry', position.entry_price, TEXT.chart.entry, palette.accent, LineStyle.Solid);
    add('stop', position.stop, TEXT.chart.stop, palette.stop, LineStyle.Dashed);
    add('target', position.target, TEXT.chart.target, palette.target, LineStyle.Dashed);
    add('trail', position.trail ?? trail, TEXT.chart.trail, palette.trail, LineStyle.Dotted);
  }
  for (const order of session.working_orders) {
    const title = TEXT.chart.working(order.side, order.qty);
    add(`order ${order.order_id}`, order.price, title, palette.text, LineStyle.LargeDashed);
  }
  return levels;
}
