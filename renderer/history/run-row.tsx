import { Download, FileText } from 'lucide-react';
import { memo, type Ref } from 'react';
import type { RunSummary } from '../../shared/ipc/run-requests.ts';
import { arrow, figure, price, signed, tone, withUnit } from '../format/figures.ts';
import { clockTime, fullTime } from '../format/times.ts';
import { HISTORY } from '../text/history.ts';
import { ExportLink, ReportLink } from './report-link.tsx';
import { changeOf, profitFactorText, shortId, sourceWords, spanWords, statusWords, tookText } from './run-words.ts';
import { Sparkline } from './sparkline.tsx';

interface RunRowProps {
  readonly run: RunSummary;
  readonly index: number;
  readonly measure: Ref<HTMLTableRowElement>;
  /** The day is in the heading above. */
  readonly isUnderDay: boolean;
  readonly isSelected: boolean;
  readonly select: ((run: string) => void) | null;
  readonly open: (run: string) => void;
  readonly without: ReadonlySet<string>;
}

/** One run as a row. A click anywhere but on its checkbox and links opens it. */
export const RunRow = memo(function RunRow({
  run,
  index,
  measure,
  isUnderDay,
  isSelected,
  select,
  open,
  without,
}: RunRowProps) {
  const change = changeOf(run);
  const name = run.run;
  const started = isUnderDay ? clockTime(run.started_at) : fullTime(run.started_at);
  return (
    <tr
      ref={measure}
      data-index={index}
      className={isSelected ? 'run selected' : 'run'}
      title={HISTORY.openRun(name)}
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest('a, button, input') === null) open(name);
      }}
    >
      {select !== null && (
        <td>
          <input type="checkbox" checked={isSelected} aria-label={HISTORY.select(name)} onChange={() => select(name)} />
        </td>
      )}
      <td>
        <button
          type="button"
          className="row-open"
          data-run={name}
          aria-label={`${started}, ${HISTORY.openRun(name)}`}
          onClick={() => open(name)}
        >
          {started}
        </button>
      </td>
      {!without.has('run') && (
        <td title={name}>
          {sourceWords(run)} <span className="muted">{shortId(run)}</span>
        </td>
      )}
      <td>
        {run.symbol === null ? price(undefined) : run.symbol} <span className="muted">{run.interval}</span>
      </td>
      <td className="roomy">{spanWords(run)}</td>
      <td className="strategy" title={run.strategy ?? undefined}>
        {run.strategy ?? price(undefined)}
      </td>
      <td className={`status ${run.status}`} title={run.fault ?? statusWords(run)}>
        <span aria-hidden="true">{HISTORY.statusGlyph[run.status]} </span>
        {statusWords(run)}
        {run.fault !== null && <span className="muted">{` · ${run.fault}`}</span>}
      </td>
      {!without.has('duration') && <td className="right">{tookText(run)}</td>}
      <td className="curve">
        <Sparkline run={run} />
      </td>
      <td className={`right strong ${tone(run.net_pnl)}`} title={run.net_pnl ?? undefined}>
        {arrow(run.net_pnl)} {signed(run.net_pnl)}
      </td>
      <td className={`right ${tone(change)}`}>{withUnit(signed(change), '%')}</td>
      <td className="right">{figure(run.trades, 0)}</td>
      <td className="right">{withUnit(figure(run.win_rate, 1), '%')}</td>
      <td className="right">{profitFactorText(run)}</td>
      <td className="right">{withUnit(figure(run.max_drawdown_pct), '%')}</td>
      <td className="right">{figure(run.sharpe)}</td>
      <td className="links">
        {run.status !== 'running' && (
          <>
            <ReportLink run={name} className="icon-link" label={HISTORY.reportOf(name)}>
              <FileText size="1.15rem" aria-hidden="true" />
            </ReportLink>
            <ExportLink run={name} className="icon-link" label={HISTORY.exportOf(name)}>
              <Download size="1.15rem" aria-hidden="true" />
            </ExportLink>
          </>
        )}
      </td>
    </tr>
  );
});
