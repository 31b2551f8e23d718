import { minuteTime } from '../format/times.ts';
import type { BarBook } from './bar-book.ts';
import { ChartLayer, type LayerScene } from './chart-layer.ts';
import type { Palette } from './palette.ts';

/** The candle that was picked: a line through it and its time on the axis. */
export class MomentLine {
  readonly layer: ChartLayer;
  private readonly book: BarBook;
  private palette: Palette;
  private moment: number | null = null;

  constructor(book: BarBook, palette: Palette) {
    this.book = book;
    this.palette = palette;
    this.layer = new ChartLayer('top', (scene) => this.draw(scene), [
      {
        coordinate: () => (this.moment === null ? -1e6 : this.layer.xOf(this.book.placeOf(this.moment))),
        text: () => (this.moment === null ? '' : minuteTime(this.moment)),
        textColor: () => this.palette.panel,
        backColor: () => this.palette.accent,
        visible: () => this.moment !== null && this.book.has(this.moment),
      },
    ]);
  }

  pick(moment: number | null): void {
    this.moment = moment;
    this.layer.changed();
  }

  paint(palette: Palette): void {
    this.palette = palette;
    this.layer.changed();
  }

  private draw({ context, height, spacing, x }: LayerScene): void {
    if (this.moment === null || !this.book.has(this.moment)) return;
    const middle = x(this.book.placeOf(this.moment));
    context.fillStyle = this.palette.accent;
    context.globalAlpha = 0.14;
    const width = Math.max(3, spacing);
    context.fillRect(middle - width / 2, 0, width, height);
    context.globalAlpha = 0.9;
    context.fillRect(Math.round(middle) - 0.5, 0, 1, height);
    context.beginPath();
    context.moveTo(middle - 5, 0);
    context.lineTo(middle + 5, 0);
    context.lineTo(middle, 7);
    context.fill();
  }
}
