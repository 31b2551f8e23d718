import { type SubmitEvent, useState } from 'react';
import { Choice, Field } from '../dialogs/field.tsx';
import { figure } from '../format/figures.ts';
import { minuteTime } from '../format/times.ts';
import { useAccess, useUi, useWorkstation } from '../store/workstation-context.tsx';
import { BACKTEST as text } from '../text/backtest.ts';
import { type BacktestForm, readBacktestForm } from './backtest-form.ts';
import { type Backtest, useDataFiles } from './use-backtest.ts';

/** Asks for file, strategy and span. */
export function BacktestSetup({ backtest }: { readonly backtest: Backtest }) {
  const { ui } = useAccess();
  const strategies = useWorkstation((state) => state.info?.strategies) ?? ['default'];
  const isFetching = useUi((state) => state.dialog === 'fetch');
  const files = useDataFiles(isFetching);
  const form = useUi((state) => state.backtest);
  const [error, setError] = useState('');
  const change = (part: Partial<BacktestForm>) => ui.setState({ backtest: { ...form, ...part } });
  const known = files ?? [];
  const chosen = known.find(({ file }) => file === (form.file ?? known[0]?.file));
  const submit = async () => {
    const read = readBacktestForm(form, chosen);
    setError('fault' in read ? read.fault : await backtest.start(read.input));
  };
  return (
    <section className="panel backtest-setup" aria-labelledby="setup-heading">
      <h2 id="setup-heading">{text.heading}</h2>
      <form
        noValidate
        onSubmit={(event: SubmitEvent) => {
          event.preventDefault();
          if (!backtest.isRunning) void submit();
        }}
      >
        <Choice
          label={text.files}
          value={chosen?.file ?? ''}
          options={[...known.map(({ file, name }) => [file, name] as const), ['', text.fileOther]]}
          change={(file) => change({ file })}
        />
        {files !== null && known.length === 0 && <p className="hint">{text.noFiles}</p>}
        {chosen !== undefined && (
          <p className="file-facts">
            <span>{`${chosen.symbol ?? ''} ${chosen.interval ?? ''} · ${text.candles(figure(chosen.rows, 0))}`}</span>
            <span className="muted">{text.span(minuteTime(chosen.from), minuteTime(chosen.to))}</span>
          </p>
        )}
        {chosen === undefined && (
          <>
            <Field label={text.path} hint={text.pathHint} value={form.path} change={(path) => change({ path })} />
            <Field
              label={text.funding}
              hint={text.fundingHint}
              value={form.funding}
              change={(funding) => change({ funding })}
            />
          </>
        )}
        <Choice
          label={text.strategy}
          value={form.strategy}
          options={strategies.map((name) => [name, name] as const)}
          change={(strategy) => change({ strategy })}
        />
        <div className="span-fields">
          <Field label={text.from} hint={text.fromHint} value={form.from} change={(from) => change({ from })} />
          <Field label={text.to} hint={text.toHint} value={form.to} change={(to) => change({ to })} />
        </div>
        {chosen?.funding_file != null && (
          <Check label={text.useFunding} isOn={form.usesFunding} change={(usesFunding) => change({ usesFunding })} />
        )}
        <Check label={text.breakers} isOn={form.breakersOn} change={(breakersOn) => change({ breakersOn })} />
        {error !== '' && (
          <p className="dialog-error" role="alert">
            {error}
          </p>
        )}
        <div className="setup-buttons">
          <button type="submit" className="primary" disabled={backtest.isRunning || files === null}>
            {text.submit}
          </button>
          <button type="button" onClick={() => ui.setState({ dialog: 'fetch' })}>
            {text.download}
          </button>
        </div>
        <p className="hint">{text.beside}</p>
      </form>
    </section>
  );
}

function Check({
  label,
  isOn,
  change,
}: {
  readonly label: string;
  readonly isOn: boolean;
  readonly change: (isOn: boolean) => void;
}) {
  return (
    <label className="check">
      <input type="checkbox" checked={isOn} onChange={(event) => change(event.target.checked)} />
      <span>{label}</span>
    </label>
  );
}
