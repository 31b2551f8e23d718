import type { BacktestProgress } from '../../shared/ipc/backtest-requests.ts';
import { figure, UNKNOWN, withUnit } from '../format/figures.ts';
import { duration } from '../format/times.ts';
import { FactRow } from '../panes/fact-row.tsx';
import { BACKTEST } from '../text/backtest.ts';
import { errorText } from '../text/phrases.ts';

const { progress: text } = BACKTEST;

/** How far a backtest is, what it has earned so far, and how to end it. */
export function ProgressPanel({
  progress,
  cancel,
}: {
  readonly progress: BacktestProgress | null;
  readonly cancel: () => void;
}) {
  const isRunning = progress?.state === 'running';
  return (
    <section className="panel backtest-progress" aria-labelledby="progress-heading">
      <div className="panel-head">
        <h2 id="progress-heading">{text.heading}</h2>
        {isRunning && (
          <button type="button" onClick={cancel}>
            {text.cancel}
          </button>
        )}
      </div>
      {isRunning ? <Running progress={progress} /> : <Ended progress={progress} />}
    </section>
  );
}

function Running({ progress }: { readonly progress: BacktestProgress }) {
  const { done, total, elapsed_sec: elapsed, candles_per_sec: rate, equity, file, strategy } = progress;
  const isChecking = total === 0;
  const left = rate === null ? undefined : (total - done) / rate;
  const state = isChecking ? text.checking : done >= total ? text.finishing : text.running;
  return (
    <>
      <p>
        {state} <span className="muted">{`${file?.split(/[\\/]/).at(-1) ?? ''} · ${strategy ?? ''}`}</span>
      </p>
      <progress aria-label={text.label} value={isChecking ? undefined : done} max={isChecking ? undefined : total} />
      <dl className="rows progress-rows">
        <FactRow name={text.candles}>{isChecking ? UNKNOWN : text.of(figure(done, 0), figure(total, 0))}</FactRow>
        <FactRow name={text.rate}>{withUnit(figure(rate, 0), text.perSecond)}</FactRow>
        <FactRow name={text.equity}>{withUnit(figure(equity), 'USDT')}</FactRow>
        <FactRow name={text.elapsed}>{duration(elapsed)}</FactRow>
        <FactRow name={text.left}>{duration(left)}</FactRow>
      </dl>
    </>
  );
}

function Ended({ progress }: { readonly progress: BacktestProgress | null }) {
  switch (progress?.state) {
    case 'failed':
      return (
        <p className="dialog-error" role="alert">
          {text.failed}: {errorText({ code: '', message: progress.error ?? '' })}
        </p>
      );
    case 'cancelled':
      return <p role="status">{text.cancelled}</p>;
    case 'done':
      return <p role="status">{text.finishing}</p>;
    case undefined:
      return <p className="muted">{text.asking}</p>;
    default:
      return <p className="muted">{text.idle}</p>;
  }
}
