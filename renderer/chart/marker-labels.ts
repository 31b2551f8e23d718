import type { SeriesMarker, Time } from 'lightweight-charts';
import type { BarBook } from './bar-book.ts';
import { ChartLayer, type LayerScene } from './chart-layer.ts';
import { milliseconds } from './chart-options.ts';
import type { Palette } from './palette.ts';

/** In heights of the text: from a candle to the text of its first marker, which stands in between, and on to the next text. */
const OFFSET = 2.3;
const ROW = 1.2;
/** Between a text and the edge of the chart. */
const EDGE = 3;
/** Candles narrower than this leave no room for texts. */
const NARROWEST = 2.5;

/** Texts of the markers, with an edge in the colour of the panel, so that they can be read over candles. */
export class MarkerLabels {
  readonly layer: ChartLayer;
  private readonly book: BarBook;
  private markers: readonly SeriesMarker<Time>[] = [];
  private palette: Palette;

  constructor(book: BarBook, palette: Palette) {
    this.book = book;
    this.palette = palette;
    this.layer = new ChartLayer('top', (scene) => this.draw(scene));
  }

  show(markers: readonly SeriesMarker<Time>[], palette: Palette): void {
    this.markers = markers;
    this.palette = palette;
    this.layer.changed();
  }

  private draw(scene: LayerScene): void {
    if (scene.spacing < NARROWEST) return;
    const { context } = scene;
    const { fontSize, fontFamily, panel } = this.palette;
    context.font = `600 ${fontSize - 1}px ${fontFamily}`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.lineJoin = 'round';
    context.strokeStyle = panel;
    context.lineWidth = 3;
    const rows = new Map<string, number>();
    for (const { time, position, text, color } of this.markers) {
      if (text === undefined) continue;
      const place = this.book.placeOf(milliseconds(time));
      const bar = this.book.at(place);
      const middle = scene.x(place);
      if (bar === undefined || middle < 0 || middle > scene.width) continue;
      // whole at the edges too
      const half = context.measureText(text).width / 2 + EDGE;
      const x = Math.min(scene.width - half, Math.max(half, middle));
      const isAbove = position === 'aboveBar';
      const edge = scene.y(isAbove ? bar.h : bar.l);
      if (edge === null) continue;
      const key = `${place} ${position}`;
      const row = rows.get(key) ?? 0;
      rows.set(key, row + 1);
      const y = edge + (isAbove ? -1 : 1) * (OFFSET + row * ROW) * fontSize;
      context.globalAlpha = 0.9;
      context.strokeText(text, x, y);
      context.globalAlpha = 1;
      context.fillStyle = color;
      context.fillText(text, x, y);
    }
  }
}
