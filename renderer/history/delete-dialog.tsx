import { type SubmitEvent, useState } from 'react';
import { DialogButtons, DialogError } from '../dialogs/dialog-parts.tsx';
import { Modal } from '../dialogs/modal.tsx';
import { useCommands } from '../store/workstation-context.tsx';
import { HISTORY } from '../text/history.ts';
import { errorText } from '../text/phrases.ts';

const { remove: text } = HISTORY;

/** Asks for a typed word, against accidents, before a run is removed for good. */
export function DeleteDialog({
  run,
  close,
  done,
}: {
  readonly run: string;
  readonly close: () => void;
  /** The run is gone. */
  readonly done: () => void;
}) {
  const commands = useCommands();
  const [typed, setTyped] = useState('');
  const [error, setError] = useState('');
  const [isBusy, setBusy] = useState(false);
  const submit = async () => {
    setBusy(true);
    const reply = await commands.ask('deleteRun', { run, confirmation: text.word });
    setBusy(false);
    if (!reply.ok) {
      setError(errorText(reply.error));
      return;
    }
    commands.notice('good', text.done(run));
    close();
    done();
  };
  return (
    <Modal title={text.title} close={close}>
      <form
        onSubmit={(event: SubmitEvent) => {
          event.preventDefault();
          if (typed === text.word && !isBusy) void submit();
        }}
      >
        <p>{text.body(run)}</p>
        <label className="field wide">
          <span>{text.type(text.word)}</span>
          <input
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
        <DialogError>{error}</DialogError>
        <DialogButtons close={close} label={text.submit} isDisabled={typed !== text.word || isBusy} />
      </form>
    </Modal>
  );
}
