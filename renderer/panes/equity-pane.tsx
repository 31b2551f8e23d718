import { useEffect, useRef } from 'react';
import { EquityChart } from '../chart/equity-chart.ts';
import { feedChart } from '../chart/feed-chart.ts';
import { readPalette } from '../chart/palette.ts';
import { figure, withUnit } from '../format/figures.ts';
import { useAccess, useWorkstation } from '../store/workstation-context.tsx';
import { TEXT } from '../text.ts';

/** The equity curve of the session. */
export function EquityPane() {
  const { store } = useAccess();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (box.current === null) return;
    return feedChart(new EquityChart(box.current, readPalette()), store);
  }, [store]);
  const peak = useWorkstation((state) => state.session?.breaker.peak_equity);
  const drawdown = useWorkstation((state) => state.session?.breaker.drawdown_pct);
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
      </div>
      <div ref={box} className="equity-box" role="img" aria-label={TEXT.chart.equityLabel} />
    </section>
  );
}
