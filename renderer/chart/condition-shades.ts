import type { Condition, ConditionKind } from '../../shared/conditions.ts';
import { chartText } from '../text/chart.ts';
import type { BarBook } from './bar-book.ts';
import { ChartLayer, type LayerScene } from './chart-layer.ts';
import type { Palette } from './palette.ts';

/** A shade is told by its hatching and its name as well as by its colour. */
interface ShadeLook {
  readonly tone: 'danger' | 'warn' | 'text';
  readonly hatch: 'rising' | 'falling' | 'level' | 'none';
}

const LOOKS: Readonly<Record<ConditionKind, ShadeLook>> = {
  halted: { tone: 'danger', hatch: 'rising' },
  tripped: { tone: 'danger', hatch: 'rising' },
  error_breaker: { tone: 'danger', hatch: 'falling' },
  feed_lost: { tone: 'warn', hatch: 'rising' },
  stale: { tone: 'warn', hatch: 'rising' },
  blind: { tone: 'warn', hatch: 'falling' },
  asleep: { tone: 'warn', hatch: 'level' },
  synthetic: { tone: 'warn', hatch: 'falling' },
  paused: { tone: 'text', hatch: 'level' },
  backfill: { tone: 'text', hatch: 'falling' },
  history: { tone: 'text', hatch: 'none' },
};

const STEP = 8;
const EDGE = 2;
const PADDING = 5;
/** Share of the height above the volume bars, which would cover a name. */
const ABOVE_VOLUME = 0.84;

/** Shades of the times in which the session could not trade as usual. */
export class ConditionShades {
  readonly layer: ChartLayer;
  private readonly book: BarBook;
  private conditions: readonly Condition[] = [];
  private palette: Palette;

  constructor(book: BarBook, palette: Palette) {
    this.book = book;
    this.palette = palette;
    this.layer = new ChartLayer('bottom', (scene) => this.draw(scene));
  }

  show(conditions: readonly Condition[], palette: Palette): void {
    if (conditions === this.conditions && palette === this.palette) return;
    this.conditions = conditions;
    this.palette = palette;
    this.layer.changed();
  }

  private draw(scene: LayerScene): void {
    const { book } = this;
    const last = book.size - 1;
    if (last < 0) return;
    let row = 0;
    for (const { kind, after, until } of this.conditions) {
      const first = after === null ? 0 : book.placeOf(after) + 1;
      const end = until === null ? last : Math.max(first, book.placeOf(until));
      // those that lie outside of what is held
      if (first > last || (until !== null && (book.at(0)?.t ?? 0) > until && after !== null)) continue;
      const left = scene.x(first) - scene.spacing / 2;
      const right = scene.x(end) + scene.spacing / 2;
      if (right < 0 || left > scene.width) continue;
      this.drawOne(scene, kind, { left: Math.max(0, left), right: Math.min(scene.width, right), row: row++ % 3 });
    }
  }

  private drawOne(
    { context, height }: LayerScene,
    kind: ConditionKind,
    { left, right, row }: { readonly left: number; readonly right: number; readonly row: number },
  ): void {
    const { tone, hatch } = LOOKS[kind] ?? LOOKS.history;
    const width = Math.max(1, right - left);
    context.fillStyle = this.palette[tone];
    context.strokeStyle = this.palette[tone];
    context.globalAlpha = 0.05;
    context.fillRect(left, 0, width, height);
    context.globalAlpha = hatch === 'none' ? 0.35 : 0.9;
    context.fillRect(left, height - EDGE, width, EDGE);
    context.globalAlpha = 0.16;
    if (hatch !== 'none') drawHatch(context, hatch, { left, right, height });
    const label = chartText.condition[kind] ?? kind;
    context.font = `600 ${this.palette.fontSize - 1}px ${this.palette.fontFamily}`;
    const isInside = context.measureText(label).width + 2 * PADDING <= width;
    // a short one that matters has its name beside it
    if (!isInside && tone === 'text') return;
    context.textAlign = isInside ? 'left' : 'right';
    context.globalAlpha = hatch === 'none' ? 0.75 : 1;
    context.textBaseline = 'bottom';
    context.fillText(
      label,
      isInside ? left + PADDING : left - PADDING,
      height * ABOVE_VOLUME - 2 - row * (this.palette.fontSize + 3),
    );
  }
}

function drawHatch(
  context: CanvasRenderingContext2D,
  hatch: ShadeLook['hatch'],
  { left, right, height }: { readonly left: number; readonly right: number; readonly height: number },
): void {
  context.save();
  context.beginPath();
  context.rect(left, 0, right - left, height);
  context.clip();
  context.beginPath();
  context.lineWidth = 1;
  if (hatch === 'level') {
    for (let y = STEP; y < height; y += STEP) {
      context.moveTo(left, y + 0.5);
      context.lineTo(right, y + 0.5);
    }
  } else {
    const [top, bottom] = hatch === 'rising' ? [0, height] : [height, 0];
    // fixed to the pane, so that the pattern does not crawl along with the candles
    for (let x = Math.floor((left - height) / STEP) * STEP; x < right; x += STEP) {
      context.moveTo(x, bottom);
      context.lineTo(x + height, top);
    }
  }
  context.stroke();
  context.restore();
}
