import { useMemo } from 'react';
import { linesOf, NEWEST_FIRST } from '../history/arrange-runs.ts';
import { RunsTable } from '../history/runs-table.tsx';
import { useOpenRun } from '../history/use-open-run.ts';
import { useRuns } from '../history/use-runs.ts';
import { BACKTEST } from '../text/backtest.ts';
import { BacktestSetup } from './backtest-setup.tsx';
import { ProgressPanel } from './progress-panel.tsx';
import { ResultPanel } from './result-panel.tsx';
import { useBacktest } from './use-backtest.ts';

const RECENT = 200;
const NONE: ReadonlySet<string> = new Set();
/** All of them are backtests, and quick. */
const WITHOUT: ReadonlySet<string> = new Set(['run', 'duration']);

/** Runs a strategy over a file of candles and shows how it goes and what came of it. */
export function BacktestView() {
  const backtest = useBacktest();
  const { progress } = backtest;
  const { runs } = useRuns(`${progress?.job} ${progress?.state}`);
  const open = useOpenRun();
  const recent = useMemo(
    () => (runs ?? []).filter(({ kind, status }) => kind === 'backtest' && status !== 'running').slice(0, RECENT),
    [runs],
  );
  const lines = useMemo(() => linesOf(recent, NEWEST_FIRST), [recent]);
  const result = progress?.state === 'done' ? recent.find(({ run }) => run === progress.run) : undefined;
  return (
    <div className="backtest-view">
      <BacktestSetup backtest={backtest} />
      <div className="backtest-work">
        {result === undefined ? (
          <ProgressPanel progress={progress} cancel={backtest.cancel} />
        ) : (
          <ResultPanel run={result} elapsedSec={progress?.elapsed_sec} candles={progress?.total} open={open} />
        )}
        <section className="panel history" aria-labelledby="recent-heading">
          <div className="panel-head">
            <h2 id="recent-heading">{BACKTEST.recent}</h2>
          </div>
          {lines.length === 0 ? (
            <p className="none">{BACKTEST.noRecent}</p>
          ) : (
            <RunsTable
              lines={lines}
              sorting={NEWEST_FIRST}
              sort={null}
              selected={NONE}
              select={null}
              open={open}
              without={WITHOUT}
            />
          )}
        </section>
      </div>
    </div>
  );
}
