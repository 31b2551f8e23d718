import type {
  IChartApi,
  IPrimitivePaneRenderer,
  IPrimitivePaneView,
  ISeriesApi,
  ISeriesPrimitive,
  ISeriesPrimitiveAxisView,
  Logical,
  PrimitivePaneViewZOrder,
  SeriesAttachedParameter,
  Time,
} from 'lightweight-charts';

/** What a layer draws with. Coordinates are CSS pixels of the pane. */
export interface LayerScene {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
  /** Width of one candle with its gap. */
  readonly spacing: number;
  /** Middle of the candle at a place among those held. */
  x(place: number): number;
  /** Height of a price; null while there is no scale. */
  y(price: number): number | null;
}

type Drawing = (scene: LayerScene) => void;
/** Where nothing is seen. */
const OFF = -1e6;

/** One thing drawn over or under the candles, anew with each drawing of the chart. */
export class ChartLayer implements ISeriesPrimitive<Time> {
  private readonly zOrder: PrimitivePaneViewZOrder;
  private readonly drawing: Drawing;
  private readonly labels: readonly ISeriesPrimitiveAxisView[];
  private views: readonly IPrimitivePaneView[] = [];
  private attachment: SeriesAttachedParameter<Time> | null = null;

  constructor(zOrder: PrimitivePaneViewZOrder, drawing: Drawing, timeLabels: readonly ISeriesPrimitiveAxisView[] = []) {
    this.zOrder = zOrder;
    this.drawing = drawing;
    this.labels = timeLabels;
  }

  attached(attachment: SeriesAttachedParameter<Time>): void {
    this.attachment = attachment;
    const renderer = rendererOf(attachment, this.drawing);
    this.views = [{ zOrder: () => this.zOrder, renderer: () => renderer }];
  }

  detached(): void {
    this.attachment = null;
    this.views = [];
  }

  paneViews(): readonly IPrimitivePaneView[] {
    return this.views;
  }

  timeAxisViews(): readonly ISeriesPrimitiveAxisView[] {
    return this.labels;
  }

  /** Middle of the candle at a place; off the pane while the chart has no time scale. */
  xOf(place: number): number {
    return this.attachment === null ? OFF : placeToX(this.attachment.chart as IChartApi)(place);
  }

  /** Has the chart draw this anew with its next frame. */
  changed(): void {
    this.attachment?.requestUpdate();
  }
}

function rendererOf({ chart, series }: SeriesAttachedParameter<Time>, drawing: Drawing): IPrimitivePaneRenderer {
  const x = placeToX(chart as IChartApi);
  return {
    draw: (target) =>
      target.useMediaCoordinateSpace(({ context, mediaSize }) => {
        context.save();
        drawing({
          context,
          width: mediaSize.width,
          height: mediaSize.height,
          spacing: x(1) - x(0),
          x,
          y: (price) => (series as ISeriesApi<'Candlestick'>).priceToCoordinate(price),
        });
        context.restore();
      }),
  };
}

function placeToX(chart: IChartApi): (place: number) => number {
  const scale = chart.timeScale();
  return (place) => scale.logicalToCoordinate(place as Logical) ?? OFF;
}
