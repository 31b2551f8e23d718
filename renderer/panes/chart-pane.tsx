import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { feedChart } from '../chart/feed-chart.ts';
import { readPalette } from '../chart/palette.ts';
import { PriceChart } from '../chart/price-chart.ts';
import { useAccess, useWorkstation } from '../store/workstation-context.tsx';
import { TEXT } from '../text.ts';
import { ChartLegend, type LegendHandle } from './chart-legend.tsx';
import { EmptyState } from './empty-state.tsx';

const PER_FETCH = 2000;

/** The price chart with its legend. The chart itself is fed from the store, past React. */
export function ChartPane() {
  const { store, source } = useAccess();
  const box = useRef<HTMLDivElement>(null);
  const legend = useRef<LegendHandle>(null);
  const chart = useRef<PriceChart>(null);
  const [isFollowing, setFollowing] = useState(true);
  const isEmpty = useWorkstation((state) => state.view.bars.length === 0 && state.openBar === null);
  useEffect(() => {
    if (box.current === null) return;
    const made = new PriceChart(box.current, readPalette(), {
      legend: (bar, before) => legend.current?.show(bar, before),
      follows: setFollowing,
      older: (before) => source.bars(before, PER_FETCH),
    });
    chart.current = made;
    const end = feedChart(made, store);
    return () => {
      chart.current = null;
      end();
    };
  }, [store, source]);
  return (
    <section className="panel chart-pane" aria-labelledby="chart-heading">
      <h2 id="chart-heading" className="hidden">
        {TEXT.chart.heading}
      </h2>
      <ChartLegend ref={legend} />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would say that this is a form */}
      <div
        ref={box}
        className="chart-box"
        role="group"
        aria-label={TEXT.chart.keys}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move the chart
        tabIndex={0}
        onKeyDown={(event) => onKey(event, chart.current)}
      />
      {isEmpty && <EmptyState />}
      <button
        type="button"
        className={isFollowing ? 'follow covered' : 'follow'}
        onClick={() => chart.current?.followLive()}
      >
        {TEXT.buttons.followLive} <span aria-hidden="true">⇥</span>
      </button>
    </section>
  );
}

function onKey(event: KeyboardEvent, chart: PriceChart | null): void {
  if (event.ctrlKey || event.metaKey || event.altKey || chart === null) return;
  const moves: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => chart.viewport.pan(-0.1),
    ArrowRight: () => chart.viewport.pan(0.1),
    PageUp: () => chart.viewport.pan(-0.9),
    PageDown: () => chart.viewport.pan(0.9),
    '+': () => chart.viewport.zoom(0.8),
    '=': () => chart.viewport.zoom(0.8),
    '-': () => chart.viewport.zoom(1.25),
    End: () => chart.followLive(),
  };
  const move = Object.hasOwn(moves, event.key) ? moves[event.key] : undefined;
  if (move === undefined) return;
  event.preventDefault();
  move();
}
