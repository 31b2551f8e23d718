import { type CandleGrid, gridOf, openTimeOf } from '../candle-grid.ts';
import { signed } from '../format/figures.ts';
import { chartText } from '../text/chart.ts';
import type { BarBook } from './bar-book.ts';
import { ChartLayer, type LayerScene } from './chart-layer.ts';
import type { Palette } from './palette.ts';
import { type TradeSpan, wasOpen } from './trade-spans.ts';

interface Box {
  readonly left: number;
  readonly right: number;
}

/** The open position as a band of risk and reward; closed trades as faint bands from entry to exit, stronger where one was picked. */
export class TradeBands {
  readonly layer: ChartLayer;
  private readonly book: BarBook;
  private spans: readonly TradeSpan[] = [];
  private palette: Palette;
  private grid: CandleGrid = gridOf(null);
  private moment: number | null = null;

  constructor(book: BarBook, palette: Palette) {
    this.book = book;
    this.palette = palette;
    this.layer = new ChartLayer('bottom', (scene) => this.draw(scene));
  }

  show(spans: readonly TradeSpan[], grid: CandleGrid, palette: Palette): void {
    this.spans = spans;
    this.grid = grid;
    this.palette = palette;
    this.layer.changed();
  }

  pick(moment: number | null): void {
    this.moment = moment;
    this.layer.changed();
  }

  private draw(scene: LayerScene): void {
    const first = this.book.at(0)?.t;
    const last = this.book.last?.t;
    if (first === undefined || last === undefined) return;
    for (const span of this.spans) {
      const end = span.exit?.at ?? Number.POSITIVE_INFINITY;
      if (end < first || span.from > last + this.grid.lengthMs) continue;
      const left = scene.x(this.book.placeOf(openTimeOf(span.from, this.grid)));
      const right =
        span.exit === null
          ? scene.x(this.book.size - 1) + scene.spacing
          : scene.x(this.book.placeOf(openTimeOf(end, this.grid)));
      if (right < 0 || left > scene.width) continue;
      const box = { left, right: Math.max(right, left + 1) };
      if (span.exit === null) this.drawOpen(scene, span, box);
      else this.drawClosed(scene, span, box);
    }
  }

  private drawOpen(scene: LayerScene, { entry, stop, target }: TradeSpan, box: Box): void {
    const { up, down } = this.palette;
    if (stop !== null) fillBetween(scene, box, { from: entry, to: stop, color: down, alpha: 0.13 });
    if (target !== null) fillBetween(scene, box, { from: entry, to: target, color: up, alpha: 0.11 });
  }

  private drawClosed(scene: LayerScene, span: TradeSpan, box: Box): void {
    const { exit, entry, stop, target } = span;
    if (exit === null) return;
    const { context } = scene;
    const { up, down } = this.palette;
    const color = exit.pnl > 0 ? up : down;
    const isPicked = this.moment !== null && wasOpen(span, this.moment, this.grid);
    fillBetween(scene, box, { from: entry, to: exit.price, color, alpha: isPicked ? 0.2 : 0.09 });
    const [y1, y2] = [scene.y(entry), scene.y(exit.price)];
    if (y1 === null || y2 === null) return;
    context.globalAlpha = isPicked ? 1 : 0.55;
    context.strokeStyle = color;
    context.lineWidth = isPicked ? 1.5 : 1;
    context.setLineDash([3, 3]);
    context.beginPath();
    context.moveTo(box.left, y1);
    context.lineTo(box.right, y2);
    context.stroke();
    context.setLineDash([]);
    if (!isPicked) return;
    for (const [price, tone] of [
      [stop, this.palette.stop],
      [target, this.palette.target],
    ] as const) {
      const y = price === null ? null : scene.y(price);
      if (y === null) continue;
      context.strokeStyle = tone;
      context.beginPath();
      context.moveTo(box.left, y);
      context.lineTo(box.right, y);
      context.stroke();
    }
    context.font = `600 ${this.palette.fontSize}px ${this.palette.fontFamily}`;
    context.fillStyle = color;
    context.textBaseline = y1 < y2 ? 'bottom' : 'top';
    context.fillText(chartText.trade(span.id, signed(exit.r, 1)), box.left + 4, y1 + (y1 < y2 ? -3 : 3));
  }
}

function fillBetween(
  { context, y }: LayerScene,
  { left, right }: Box,
  {
    from,
    to,
    color,
    alpha,
  }: { readonly from: number; readonly to: number; readonly color: string; readonly alpha: number },
): void {
  const [a, b] = [y(from), y(to)];
  if (a === null || b === null) return;
  context.globalAlpha = alpha;
  context.fillStyle = color;
  context.fillRect(left, Math.min(a, b), right - left, Math.max(1, Math.abs(b - a)));
}
