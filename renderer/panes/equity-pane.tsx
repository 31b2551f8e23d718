import { useEffect, useRef } from 'react';
import type { CrosshairLink } from '../chart/crosshair-link.ts';
import { EquityChart } from '../chart/equity-chart.ts';
import { feedChart } from '../chart/feed-chart.ts';
import { readPalette } from '../chart/palette.ts';
import { figure, toNumber, withUnit } from '../format/figures.ts';
import { minuteTime } from '../format/times.ts';
import { useAccess, useWorkstation } from '../store/workstation-context.tsx';
import { chartText } from '../text/chart.ts';
import { TEXT } from '../text/page.ts';

/** The equity curve of the session, and under it how far equity was from its peak. */
export function EquityPane({ link }: { readonly link: CrosshairLink }) {
  const { store, desk } = useAccess();
  const box = useRef<HTMLDivElement>(null);
  const hovered = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (box.current === null) return;
    const chart = new EquityChart(box.current, readPalette(), {
      // written straight to the page, many times a second
      legend: (point) => {
        if (hovered.current === null) return;
        hovered.current.textContent =
          point === null
            ? ''
            : chartText.equityAt(minuteTime(point.at), figure(point.equity), figure(point.drawdownPct));
      },
      hovers: (moment) => link.tell(chart, moment),
      picked: (moment) => desk.setState({ moment: desk.getState().moment === moment ? null : moment }),
    });
    const leave = link.join(chart);
    const endFeed = feedChart(chart, store);
    return () => {
      leave();
      endFeed();
    };
  }, [store, desk, link]);
  const peak = useWorkstation((state) => state.session?.breaker.peak_equity);
  const drawdown = useWorkstation(({ session }) => fallFrom(session?.breaker.peak_equity, session?.equity));
  return (
    <section className="panel equity-pane" aria-labelledby="equity-heading">
      <div className="equity-head">
        <h2 id="equity-heading">{TEXT.chart.equity}</h2>
        <span className="muted">
          {TEXT.chart.peak} <span className="number">{figure(peak)}</span>
        </span>
        <span className="muted">
          {TEXT.chart.drawdown} <span className="number">{withUnit(figure(drawdown), '%')}</span>
        </span>
        <span ref={hovered} className="number equity-at" />
      </div>
      <div ref={box} className="equity-box" role="img" aria-label={TEXT.chart.equityLabel} />
    </section>
  );
}

/** Percent under the peak, 0 at it and above. */
function fallFrom(peak: string | undefined, equity: string | undefined): number | undefined {
  const [top, now] = [toNumber(peak), toNumber(equity)];
  return top === undefined || now === undefined || top <= 0 ? undefined : Math.max(0, ((top - now) / top) * 100);
}
