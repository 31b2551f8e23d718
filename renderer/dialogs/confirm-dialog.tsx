import { type SubmitEvent, useEffect, useState } from 'react';
import { isHalted, isTripped } from '../panes/session-facts.ts';
import { useAccess, useWorkstation } from '../store/workstation-context.tsx';
import { TEXT } from '../text/page.ts';
import { errorText } from '../text/phrases.ts';
import { DialogButtons, DialogError } from './dialog-parts.tsx';
import { Modal } from './modal.tsx';

/** Asks for a typed word, against accidents, before it lifts a halt or resets the breaker. */
export function ConfirmDialog({ kind }: { readonly kind: 'rearm' | 'reset' }) {
  const { ui, commands } = useAccess();
  const { title, body, word } = TEXT.confirm[kind];
  const [typed, setTyped] = useState('');
  const [error, setError] = useState('');
  const [isBusy, setBusy] = useState(false);
  const close = () => ui.setState({ dialog: null });
  const stands = useWorkstation(kind === 'rearm' ? isHalted : isTripped);
  useEffect(() => {
    // lifted elsewhere: in a dialog of the desktop program, on the command line, by another page
    if (!stands) ui.setState({ dialog: null });
  }, [stands, ui]);
  const submit = async () => {
    setBusy(true);
    const reply =
      kind === 'rearm'
        ? await commands.ask('rearm', { confirmation: 'REARM' })
        : await commands.ask('resetBreaker', { confirmation: 'RESET' });
    setBusy(false);
    if (reply.ok) close();
    else setError(errorText(reply.error));
  };
  return (
    <Modal title={title} close={close}>
      <form
        onSubmit={(event: SubmitEvent) => {
          event.preventDefault();
          if (typed === word) void submit();
        }}
      >
        <p>{body}</p>
        <label className="field wide">
          <span>{TEXT.confirm.type(word)}</span>
          <input
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
        <DialogError>{error}</DialogError>
        <DialogButtons
          close={close}
          label={kind === 'rearm' ? TEXT.buttons.rearm : TEXT.buttons.reset}
          isDisabled={typed !== word || isBusy}
        />
      </form>
    </Modal>
  );
}
