import { ChevronLeft } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import type { RunSummary } from '../../shared/ipc/run-requests.ts';
import type { EquityPoint } from '../../shared/session-view.ts';
import { fullTime } from '../format/times.ts';
import { isCurve } from '../messages/run-messages.ts';
import { useAccess, useConnected } from '../store/workstation-context.tsx';
import { HISTORY } from '../text/history.ts';
import { CompareChart } from './compare-chart.tsx';
import { comparedCurves } from './compare-curves.ts';
import { type ComparedRow, comparedRows } from './compare-rows.ts';
import { sourceWords } from './run-words.ts';
import { useOpenRun } from './use-open-run.ts';
import { useRuns } from './use-runs.ts';

const { compare: text, actions } = HISTORY;

/** Two runs side by side: their returns over each other, and every figure with its difference. */
export function CompareRuns({ runs }: { readonly runs: readonly [string, string] }) {
  const { ui } = useAccess();
  const { runs: known } = useRuns();
  const first = known?.find(({ run }) => run === runs[0]);
  const second = known?.find(({ run }) => run === runs[1]);
  return (
    <section className="panel compare" aria-labelledby="compare-heading">
      <div className="past-bar">
        <button type="button" onClick={() => ui.setState({ history: { kind: 'list' } })}>
          <ChevronLeft size="1.15rem" aria-hidden="true" /> {actions.back}
        </button>
        <h2 id="compare-heading">{text.title}</h2>
      </div>
      {first !== undefined && second !== undefined ? (
        <Compared first={first} second={second} />
      ) : (
        <p className="none">{known === null ? text.loading : text.gone}</p>
      )}
    </section>
  );
}

function Compared({ first, second }: { readonly first: RunSummary; readonly second: RunSummary }) {
  const points = useCurves(first.run, second.run);
  // the runs are read anew every few seconds; what is drawn of them has not changed
  // biome-ignore lint/correctness/useExhaustiveDependencies: a curve belongs to its run's id
  const compared = useMemo(
    () => (points === null ? null : comparedCurves([first, second], points)),
    [first.run, second.run, points],
  );
  return (
    <div className="compared">
      <div className="compare-curves">
        <p className="muted">{compared === null ? text.loading : text.chartNote[compared.axis]}</p>
        {compared !== null && <CompareChart compared={compared} />}
      </div>
      <div className="compare-figures">
        <table className="run-table">
          <thead>
            <tr>
              <th scope="col">{text.figure}</th>
              <RunHeading letter={text.first} run={first} look="first" />
              <RunHeading letter={text.second} run={second} look="second" />
              <th scope="col" className="right">
                {text.difference}
              </th>
            </tr>
          </thead>
          <tbody>
            {comparedRows(first, second).map((row) => (
              <tr key={row.name}>
                <th scope="row">{row.name}</th>
                <td className="right">{row.first}</td>
                <td className="right">{row.second}</td>
                <td className={`right ${lookOf(row)}`}>{row.difference}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function RunHeading({
  letter,
  run,
  look,
}: {
  readonly letter: string;
  readonly run: RunSummary;
  readonly look: string;
}) {
  const open = useOpenRun();
  return (
    <th scope="col" className="right">
      <button type="button" className="quiet compare-run" title={run.run} onClick={() => open(run.run)}>
        <span className={`compare-letter ${look}`}>{letter}</span> {sourceWords(run)}
        <span className="muted">{fullTime(run.started_at)}</span>
      </button>
    </th>
  );
}

function lookOf({ better, by }: ComparedRow): string {
  if (better === 0 || by === undefined || by === 0) return '';
  return by * better > 0 ? 'up' : 'down';
}

function useCurves(first: string, second: string): readonly [readonly EquityPoint[], readonly EquityPoint[]] | null {
  const { commands } = useAccess();
  const isConnected = useConnected();
  const [points, setPoints] = useState<readonly [readonly EquityPoint[], readonly EquityPoint[]] | null>(null);
  const isRead = points !== null;
  useEffect(() => {
    if (!isConnected || isRead) return;
    let isCurrent = true;
    const curveOf = async (run: string): Promise<readonly EquityPoint[]> => {
      const reply = await commands.ask('runCurve', { run });
      return reply.ok && isCurve(reply.value) ? reply.value.points : [];
    };
    void Promise.all([curveOf(first), curveOf(second)]).then((both) => {
      if (isCurrent) setPoints(both);
    });
    return () => {
      isCurrent = false;
    };
  }, [commands, first, second, isConnected, isRead]);
  return points;
}
