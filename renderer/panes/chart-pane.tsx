import { useEffect, useRef, useState } from 'react';
import type { CrosshairLink } from '../chart/crosshair-link.ts';
import { feedChart } from '../chart/feed-chart.ts';
import { readPalette } from '../chart/palette.ts';
import { PriceChart } from '../chart/price-chart.ts';
import { isTyping } from '../shortcuts/is-typing.ts';
import { useAccess, useWorkstation } from '../store/workstation-context.tsx';
import { chartText } from '../text/chart.ts';
import { TEXT } from '../text/page.ts';
import { type ChartActions, chartActions, keyActionAnywhere, keyActionOnChart } from './chart-actions.ts';
import { ChartLegend, type LegendHandle } from './chart-legend.tsx';
import { ChartTools } from './chart-tools.tsx';
import { EmptyState } from './empty-state.tsx';
import { MomentCard } from './moment-card.tsx';

/** The price chart with its legend, its buttons and the card of the picked candle. It is fed from the store, past React. */
export function ChartPane({ link }: { readonly link: CrosshairLink }) {
  const { store, source, desk, ui } = useAccess();
  const pane = useRef<HTMLElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const legend = useRef<LegendHandle>(null);
  const actions = useRef<ChartActions>(null);
  const [isFollowing, setFollowing] = useState(true);
  const [areAveragesShown, setAveragesShown] = useState(true);
  const [cardSide, setCardSide] = useState<'left' | 'right'>('left');
  const isEmpty = useWorkstation((state) => state.view.bars.length === 0 && state.openBar === null);
  useEffect(() => {
    if (box.current === null) return;
    const chart = new PriceChart(box.current, readPalette(), {
      legend: (bar, before, isHovered) => legend.current?.show(bar, before, isHovered),
      follows: setFollowing,
      hovers: (moment) => link.tell(chart, moment),
      picked: (moment, isTrade) => {
        const isSame = desk.getState().moment === moment;
        desk.setState({ moment: isSame ? null : moment, ...(isTrade && { tab: 'trades' as const }) });
      },
      older: (before, count) => source.bars(before, count),
    });
    actions.current = chartActions({ chart, store, desk, averagesShown: setAveragesShown });
    const endFeed = feedChart(chart, store);
    const leave = link.join(chart);
    const show = (moment: number | null) => {
      void chart.showMoment(moment).then(() => {
        const share = moment === null ? undefined : chart.shareOf(moment);
        // the card keeps clear of its candle
        if (share !== undefined) setCardSide(share < 0.5 ? 'right' : 'left');
      });
    };
    const endDesk = desk.subscribe(({ moment }, before) => {
      if (moment !== before.moment) show(moment);
    });
    if (desk.getState().moment !== null) show(desk.getState().moment);
    return () => {
      actions.current = null;
      leave();
      endDesk();
      endFeed();
    };
  }, [store, source, desk, link]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || actions.current === null) return;
      if (ui.getState().dialog !== null || isTyping(event.target)) return;
      const isOnChart = event.target === document.body || pane.current?.contains(event.target as Node) === true;
      const action =
        keyActionAnywhere(event.key, actions.current) ??
        (isOnChart ? keyActionOnChart(event.key, actions.current) : undefined);
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [ui]);
  return (
    <section ref={pane} className="panel chart-pane" aria-labelledby="chart-heading">
      <h2 id="chart-heading" className="hidden">
        {TEXT.chart.heading}
      </h2>
      <ChartLegend ref={legend} areAveragesShown={areAveragesShown} />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would say that this is a form */}
      <div
        ref={box}
        className="chart-box"
        role="group"
        aria-label={`${chartText.keys} ${source.isPast ? chartText.keysPast : chartText.keysLive}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move the chart
        tabIndex={0}
      />
      {isEmpty ? <EmptyState /> : <ChartTools actions={() => actions.current} areAveragesShown={areAveragesShown} />}
      <MomentCard side={cardSide} actions={() => actions.current} />
      <button
        type="button"
        className={isFollowing || source.isPast ? 'follow covered' : 'follow'}
        onClick={() => actions.current?.follow()}
      >
        {TEXT.buttons.followLive} <span aria-hidden="true">⇥</span>
      </button>
    </section>
  );
}
