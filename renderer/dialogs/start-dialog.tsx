import { type SubmitEvent, useState } from 'react';
import { isHalted, isTripped } from '../panes/session-facts.ts';
import { useAccess, useWorkstation } from '../store/workstation-context.tsx';
import { TEXT } from '../text/page.ts';
import { errorText } from '../text/phrases.ts';
import { DialogButtons } from './dialog-parts.tsx';
import { Choice, Field } from './field.tsx';
import { Modal } from './modal.tsx';
import { ReplayChoice } from './replay-choice.tsx';
import { readStartForm, type StartForm, startForm } from './start-form.ts';

const { start: text } = TEXT;

/** Asks what to run. What the workstation answers is shown here in words. */
export function StartDialog() {
  const { ui, commands } = useAccess();
  const info = useWorkstation((state) => state.info);
  const halted = useWorkstation(isHalted);
  const tripped = useWorkstation(isTripped);
  const [typed, setTyped] = useState<Partial<StartForm>>(() => ui.getState().startWith);
  // what nobody has touched follows the configuration, also one that was saved a moment ago
  const form = { ...startForm(info), ...typed };
  const [error, setError] = useState('');
  const [isUnreachable, setUnreachable] = useState(false);
  const [isUnfinished, setUnfinished] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const close = () => ui.setState({ dialog: null, startWith: {} });
  const change = (part: Partial<StartForm>) => setTyped((now) => ({ ...now, ...part }));
  const blocked = halted ? text.haltedNote : tripped ? text.trippedNote : null;
  const submit = async () => {
    const read = readStartForm(form);
    setUnreachable(false);
    setUnfinished(false);
    if (blocked !== null) {
      setError(blocked);
      return;
    }
    if ('fault' in read) {
      setError(read.fault);
      return;
    }
    setError('');
    setBusy(true);
    const reply = await commands.ask('start', read.input);
    setBusy(false);
    if (reply.ok) {
      close();
      // what was told of the session before is over
      ui.setState({ view: 'trade', notice: null });
      return;
    }
    setUnfinished(reply.error.code === 'run_mismatch');
    setUnreachable(form.source === 'bitunix' && reply.error.code === 'unreachable');
    setError(errorText(reply.error));
  };
  const useMock = () => {
    change({ source: 'mock' });
    setError('');
    setUnreachable(false);
  };
  const showHistory = () => {
    close();
    ui.setState({ view: 'history', history: { kind: 'list' } });
  };
  const sources = known(info?.sources, ['mock']).map((name) => [name, sourceName(name)] as const);
  const isReplay = form.source === 'replay';
  const isLive = form.source === 'bitunix';
  return (
    <Modal title={text.title} close={close}>
      <form
        noValidate
        onSubmit={(event: SubmitEvent) => {
          event.preventDefault();
          if (!isBusy) void submit();
        }}
      >
        {blocked !== null && error !== blocked && <p className="dialog-error">{blocked}</p>}
        <div className="fields">
          <Choice label={text.source} value={form.source} options={sources} change={(source) => change({ source })} />
          <Choice
            label={text.strategy}
            value={form.strategy}
            options={same(known(info?.strategies, ['default']))}
            change={(strategy) => change({ strategy })}
          />
          {isReplay && <ReplayChoice form={form} change={change} />}
          <Field
            label={text.duration}
            hint={text.durationHint}
            value={form.duration}
            mode="decimal"
            change={(duration) => change({ duration })}
          />
          {!isLive && (
            <Field
              label={text.speed}
              hint={isReplay ? text.speedHint : text.speedHintMock}
              value={form.speed}
              suggestions={['1', '10', '60', text.max]}
              change={(speed) => change({ speed })}
            />
          )}
          <Choice
            label={text.symbol}
            value={form.symbol}
            options={same(known(info?.symbols, ['BTCUSDT']))}
            change={(symbol) => change({ symbol })}
          />
          <Choice
            label={text.interval}
            value={form.interval}
            options={[['', isReplay ? text.intervalFile : text.intervalAuto], ...same(info?.intervals ?? [])]}
            change={(interval) => change({ interval })}
          />
          {!isLive && (
            <Field
              label={text.seed}
              hint={isReplay ? text.seedHintReplay : text.seedHint}
              value={form.seed}
              mode="numeric"
              change={(seed) => change({ seed })}
            />
          )}
          <label className="check">
            <input
              type="checkbox"
              checked={form.breakersOn}
              onChange={(event) => change({ breakersOn: event.target.checked })}
            />
            <span>{text.breakers}</span>
          </label>
        </div>
        {error !== '' && (
          <div className="dialog-error" role="alert">
            {isUnreachable && <p>{text.unreachable}</p>}
            <p>{error}</p>
            {isUnfinished && (
              <button type="button" onClick={showHistory}>
                {text.showUnfinished}
              </button>
            )}
            {isUnreachable && (
              <button type="button" onClick={useMock}>
                {text.useMock}
              </button>
            )}
          </div>
        )}
        <DialogButtons close={close} label={isBusy ? text.starting : text.submit} isDisabled={isBusy} />
      </form>
    </Modal>
  );
}

function known(list: readonly string[] | undefined, otherwise: readonly string[]): readonly string[] {
  return list === undefined || list.length === 0 ? otherwise : list;
}

function same(names: readonly string[]): (readonly [string, string])[] {
  return names.map((name) => [name, name] as const);
}

function sourceName(source: string): string {
  const name = TEXT.feed.sources[source];
  return name === undefined ? source : name;
}
