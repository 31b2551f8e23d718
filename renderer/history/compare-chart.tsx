import { createChart, type IChartApi, LineSeries, type Time } from 'lightweight-charts';
import { useEffect, useRef } from 'react';
import { chartOptions, chartTime, milliseconds } from '../chart/chart-options.ts';
import { readPalette } from '../chart/palette.ts';
import { duration } from '../format/times.ts';
import { HISTORY } from '../text/history.ts';
import { followTheme } from '../theme.ts';
import type { ComparedCurves } from './compare-curves.ts';

/** The returns of two runs over each other. */
export function CompareChart({ compared }: { readonly compared: ComparedCurves }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const container = box.current;
    if (container === null) return;
    let chart: IChartApi | undefined;
    const end = followTheme(() => {
      chart?.remove();
      chart = draw(container, compared);
    });
    return () => {
      end();
      chart?.remove();
    };
  }, [compared]);
  return <div ref={box} className="compare-chart" role="img" aria-label={HISTORY.compare.chart} />;
}

function draw(container: HTMLElement, { axis, curves }: ComparedCurves): IChartApi {
  const palette = readPalette();
  const options = chartOptions(palette);
  const chart = createChart(container, axis === 'market' ? options : { ...options, ...elapsedTexts(options) });
  // all of both curves, also where there are more steps than pixels
  chart.timeScale().applyOptions({ minBarSpacing: 0.05 });
  for (const [index, points] of curves.entries()) {
    const line = chart.addSeries(LineSeries, {
      color: index === 0 ? palette.accent : palette.trail,
      lineWidth: 2,
      lineStyle: index === 0 ? 0 : 2,
      priceLineVisible: false,
      title: index === 0 ? HISTORY.compare.first : HISTORY.compare.second,
      priceFormat: { type: 'custom', formatter: (value: number) => `${value.toFixed(2)} %`, minMove: 0.01 },
    });
    line.setData(points.map(([ts, value]) => ({ time: chartTime(ts), value })));
  }
  chart.timeScale().fitContent();
  return chart;
}

/** Times on the axis since each run began. */
function elapsedTexts(options: ReturnType<typeof chartOptions>) {
  const text = (time: Time) => duration(milliseconds(time) / 1000);
  return {
    timeScale: { ...options.timeScale, tickMarkFormatter: text },
    localization: { ...options.localization, timeFormatter: text },
  };
}
