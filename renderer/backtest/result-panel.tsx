import { Download, FileText, FolderOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import type { RunSummary } from '../../shared/ipc/run-requests.ts';
import { arrow, figure, signed, tone, withUnit } from '../format/figures.ts';
import { age, minuteTime } from '../format/times.ts';
import { ExportLink, ReportLink } from '../history/report-link.tsx';
import { changeOf, profitFactorText } from '../history/run-words.ts';
import { Sparkline } from '../history/sparkline.tsx';
import { BACKTEST } from '../text/backtest.ts';
import { HISTORY } from '../text/history.ts';
import { TEXT } from '../text/page.ts';

const ICON = { size: '1.15rem', 'aria-hidden': true } as const;
const { result: text } = BACKTEST;

/** The key figures of a backtest that has just ended, and what to do with it. */
export function ResultPanel({
  run,
  elapsedSec,
  candles,
  open,
}: {
  readonly run: RunSummary;
  readonly elapsedSec: number | undefined;
  readonly candles: number | undefined;
  readonly open: (run: string) => void;
}) {
  const change = changeOf(run);
  return (
    <section className="panel backtest-result" aria-labelledby="result-heading">
      <div className="panel-head">
        <h2 id="result-heading">{text.heading}</h2>
        <span className="result-of">
          <strong>{run.strategy}</strong> {run.symbol} {run.interval}
          <span className="muted">
            {` · ${BACKTEST.span(minuteTime(run.market_from), minuteTime(run.market_to))} ${TEXT.utc} · ${run.run}`}
          </span>
        </span>
      </div>
      <dl className="tiles">
        <Tile name={text.pnl} look={tone(run.net_pnl)}>
          {arrow(run.net_pnl)} {signed(run.net_pnl)}
        </Tile>
        <Tile name={text.change} look={tone(change)}>
          {withUnit(signed(change), '%')}
        </Tile>
        <Tile name={text.equity}>{figure(run.ending_equity)}</Tile>
        <Tile name={text.trades}>{figure(run.trades, 0)}</Tile>
        <Tile name={text.winRate}>{withUnit(figure(run.win_rate, 1), '%')}</Tile>
        <Tile name={text.profitFactor}>{profitFactorText(run)}</Tile>
        <Tile name={text.drawdown}>{withUnit(figure(run.max_drawdown_pct), '%')}</Tile>
        <Tile name={text.sharpe}>{figure(run.sharpe)}</Tile>
        <Tile name={text.exposure}>{withUnit(figure(run.exposure_pct, 1), '%')}</Tile>
        <Tile name={text.fees}>{figure(run.fees)}</Tile>
      </dl>
      <Sparkline run={run} />
      <div className="setup-buttons">
        <button type="button" className="primary" onClick={() => open(run.run)}>
          <FolderOpen {...ICON} /> {text.open}
        </button>
        <ReportLink run={run.run} className="button">
          <FileText {...ICON} /> {HISTORY.actions.report}
        </ReportLink>
        <ExportLink run={run.run} className="button">
          <Download {...ICON} /> {HISTORY.actions.export}
        </ExportLink>
        <span className="spring" />
        <span className="muted">{text.took(figure(candles, 0), age((elapsedSec ?? 0) * 1000))}</span>
      </div>
    </section>
  );
}

function Tile({
  name,
  look = '',
  children,
}: {
  readonly name: string;
  readonly look?: string;
  readonly children: ReactNode;
}) {
  return (
    <div className="tile">
      <dt>{name}</dt>
      <dd className={look}>{children}</dd>
    </div>
  );
}
