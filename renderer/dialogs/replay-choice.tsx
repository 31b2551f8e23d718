import { useEffect, useId, useMemo, useState } from 'react';
import type { DataFile } from '../../shared/ipc/backtest-requests.ts';
import type { RunSummary } from '../../shared/ipc/run-requests.ts';
import { useDataFiles } from '../backtest/use-backtest.ts';
import { figure } from '../format/figures.ts';
import { minuteTime } from '../format/times.ts';
import { shortId, sourceWords } from '../history/run-words.ts';
import { useRuns } from '../history/use-runs.ts';
import { BACKTEST } from '../text/backtest.ts';
import { TEXT } from '../text/page.ts';
import { Field } from './field.tsx';
import type { StartForm } from './start-form.ts';

const { start: text } = TEXT;
/** Older runs are replayed from History, or by their id. */
const NEWEST_RUNS = 50;
const TYPED = '';

/** Asks what to replay: a file of the data folder or a part of it, a past run, or whatever is typed. */
export function ReplayChoice({
  form,
  change,
}: {
  readonly form: StartForm;
  readonly change: (part: Partial<StartForm>) => void;
}) {
  const id = useId();
  const files = useDataFiles(false);
  const { runs } = useRuns();
  const past = useMemo(
    () => (runs ?? []).filter(({ status }) => status !== 'running' && status !== 'unfinished').slice(0, NEWEST_RUNS),
    [runs],
  );
  const [wasTyped, setTyped] = useState(false);
  const isTyped = wasTyped || form.replay === TYPED;
  const known = files ?? [];
  const choose = (replay: string) => {
    setTyped(replay === TYPED);
    change(choiceOf(replay, known));
  };
  const first = known[0]?.file ?? past[0]?.run;
  const isOpen = form.replay === TYPED && !wasTyped;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what there is to choose from makes a first choice
  useEffect(() => {
    if (isOpen && files !== null && runs !== null) choose(first ?? TYPED);
  }, [isOpen, files === null, runs === null]);
  const file = isTyped ? undefined : known.find((each) => each.file === form.replay);
  const isRun = !isTyped && file === undefined;
  const isListed = file !== undefined || past.some(({ run }) => run === form.replay);
  return (
    <>
      <div className="field wide">
        <label htmlFor={id}>{text.replay}</label>
        <select
          id={id}
          value={isTyped ? TYPED : form.replay}
          aria-describedby={`${id}-hint`}
          onChange={({ target }) => choose(target.value)}
        >
          {known.length > 0 && (
            <optgroup label={text.replayFiles}>
              {known.map((each) => (
                <option key={each.file} value={each.file}>
                  {each.name}
                </option>
              ))}
            </optgroup>
          )}
          {(past.length > 0 || !isListed) && (
            <optgroup label={text.replayRuns}>
              {!isListed && form.replay !== '' && <option value={form.replay}>{form.replay}</option>}
              {past.map((run) => (
                <option key={run.run} value={run.run}>
                  {runWords(run)}
                </option>
              ))}
            </optgroup>
          )}
          <option value={TYPED}>{text.replayOther}</option>
        </select>
        <span id={`${id}-hint`} className="hint">
          {file !== undefined ? fileFacts(file) : isRun ? text.replayWhole : ''}
        </span>
      </div>
      {isTyped && (
        <Field
          label={text.replayPath}
          hint={text.replayHint}
          value={form.replay}
          isWide
          change={(replay) => {
            setTyped(true);
            change({ replay });
          }}
        />
      )}
      {!isRun && (
        <>
          <Field label={BACKTEST.from} hint={BACKTEST.fromHint} value={form.from} change={(from) => change({ from })} />
          <Field label={BACKTEST.to} hint={BACKTEST.toHint} value={form.to} change={(to) => change({ to })} />
        </>
      )}
      {file !== undefined && file.funding_file !== null && (
        <label className="check wide">
          <input
            type="checkbox"
            checked={form.fundingFile !== null}
            onChange={({ target }) => change({ fundingFile: target.checked ? file.funding_file : null })}
          />
          <span>{BACKTEST.useFunding}</span>
        </label>
      )}
    </>
  );
}

/** What a choice sets: a span and funding rates belong to one file. */
function choiceOf(replay: string, files: readonly DataFile[]): Partial<StartForm> {
  const file = files.find((each) => each.file === replay);
  return { replay, from: '', to: '', fundingFile: file?.funding_file ?? null };
}

function fileFacts({ symbol, interval, rows, from, to }: DataFile): string {
  const what = [symbol, interval].filter((part) => part !== null).join(' ');
  return `${what} · ${BACKTEST.candles(figure(rows, 0))} · ${BACKTEST.span(minuteTime(from), minuteTime(to))}`;
}

function runWords(run: RunSummary): string {
  return [minuteTime(run.started_at), sourceWords(run), run.strategy ?? '', shortId(run)]
    .filter((part) => part !== '')
    .join(' · ');
}
