import { type SubmitEvent, useEffect, useState } from 'react';
import { useAccess, useWorkstation } from '../store/workstation-context.tsx';
import { TEXT } from '../text/page.ts';
import { errorText } from '../text/phrases.ts';
import { DialogButtons, DialogError } from './dialog-parts.tsx';
import { Choice, Field } from './field.tsx';
import { Modal } from './modal.tsx';

const { fetch: text } = TEXT;
const LOOK_EVERY_MS = 500;

/** Downloads candles and funding of the exchange to the files that backtests and replays read. */
export function FetchDialog() {
  const { ui, commands } = useAccess();
  const info = useWorkstation((state) => state.info);
  const [form, setForm] = useState({ symbol: 'BTCUSDT', interval: '1m', from: '', to: '' });
  const [error, setError] = useState('');
  const [result, setResult] = useState('');
  const [isBusy, setBusy] = useState(false);
  const progress = useProgress(isBusy);
  const close = () => ui.setState({ dialog: null });
  const submit = async () => {
    setError('');
    setResult('');
    setBusy(true);
    const reply = await commands.ask('fetchData', form);
    setBusy(false);
    if (reply.ok) setResult(text.done(reply.value.candles, reply.value.rates, reply.value.candleFile));
    else setError(errorText(reply.error));
  };
  const options = (names: readonly string[] | undefined, plain: string) =>
    (names ?? [plain]).map((name) => [name, name] as const);
  return (
    <Modal title={text.title} close={close}>
      <form
        noValidate
        onSubmit={(event: SubmitEvent) => {
          event.preventDefault();
          if (!isBusy) void submit();
        }}
      >
        <div className="fields">
          <Choice
            label={TEXT.start.symbol}
            value={form.symbol}
            options={options(info?.symbols, 'BTCUSDT')}
            change={(symbol) => setForm({ ...form, symbol })}
          />
          <Choice
            label={TEXT.start.interval}
            value={form.interval}
            options={options(info?.intervals, '1m')}
            change={(interval) => setForm({ ...form, interval })}
          />
          <Field
            label={text.from}
            hint={text.fromHint}
            value={form.from}
            change={(from) => setForm({ ...form, from })}
          />
          <Field label={text.to} hint={text.toHint} value={form.to} change={(to) => setForm({ ...form, to })} />
        </div>
        {isBusy && (
          <p>
            <progress max={Math.max(1, progress.total)} value={progress.done} aria-label={text.title} />{' '}
            {text.progress(progress.done, progress.total)}
          </p>
        )}
        <DialogError>{error}</DialogError>
        {result !== '' && <output>{result}</output>}
        <DialogButtons
          close={close}
          closeLabel={result === '' ? TEXT.buttons.cancel : TEXT.buttons.dismiss}
          label={text.submit}
          isDisabled={isBusy || form.from === '' || form.to === ''}
        />
      </form>
    </Modal>
  );
}

/** How far the download is, asked for while it goes on. */
function useProgress(isBusy: boolean) {
  const { commands } = useAccess();
  const [progress, setProgress] = useState({ done: 0, total: 0 });
  useEffect(() => {
    if (!isBusy) return;
    const timer = setInterval(() => {
      void commands.ask('fetchProgress', {}).then((reply) => {
        if (reply.ok) setProgress(reply.value);
      });
    }, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isBusy, commands]);
  return progress;
}
