import { ChevronLeft, ChevronRight, Maximize, Minus, Plus, Waves } from 'lucide-react';
import { chartText } from '../text/chart.ts';
import type { ChartActions } from './chart-actions.ts';

const { tools: text } = chartText;
const ICON = { size: '1.15rem', strokeWidth: 2, 'aria-hidden': true } as const;

/** The buttons of the chart, in its corner. */
export function ChartTools({
  actions,
  areAveragesShown,
}: {
  readonly actions: () => ChartActions | null;
  readonly areAveragesShown: boolean;
}) {
  return (
    <div className="chart-tools" role="toolbar" aria-label={text.label}>
      <button
        type="button"
        title={`${text.previous} ( [ )`}
        aria-label={text.previous}
        onClick={() => actions()?.stepTrade(-1)}
      >
        <ChevronLeft {...ICON} />
      </button>
      <span className="chart-tool-name">{text.trade}</span>
      <button type="button" title={`${text.next} ( ] )`} aria-label={text.next} onClick={() => actions()?.stepTrade(1)}>
        <ChevronRight {...ICON} />
      </button>
      <span className="chart-tool-gap" />
      <button
        type="button"
        title={text.averagesHint}
        aria-label={text.averages}
        aria-pressed={areAveragesShown}
        onClick={() => actions()?.toggleAverages()}
      >
        <Waves {...ICON} />
      </button>
      <button type="button" title={text.zoomOut} aria-label={text.zoomOut} onClick={() => actions()?.zoom(1.25)}>
        <Minus {...ICON} />
      </button>
      <button type="button" title={text.zoomIn} aria-label={text.zoomIn} onClick={() => actions()?.zoom(0.8)}>
        <Plus {...ICON} />
      </button>
      <button type="button" title={text.fitHint} aria-label={text.fit} onClick={() => actions()?.fit()}>
        <Maximize {...ICON} />
      </button>
    </div>
  );
}
