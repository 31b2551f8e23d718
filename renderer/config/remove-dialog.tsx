import { useState } from 'react';
import { DialogButtons, DialogError } from '../dialogs/dialog-parts.tsx';
import { Modal } from '../dialogs/modal.tsx';
import { CONFIG_TEXT } from '../text/config.ts';
import { useConfig, useConfigDesk, useDraft } from './config-context.tsx';
import { nameOf } from './config-desk.ts';

/** Asks before the file of a strategy is removed. */
export function RemoveDialog() {
  const desk = useConfigDesk();
  const draft = useDraft();
  const name = useConfig((state) => nameOf(state.selected));
  const error = useConfig((state) => state.error);
  const [isBusy, setBusy] = useState(false);
  const text = CONFIG_TEXT.removal;
  const isOverride = draft !== undefined && draft.view.shipped !== null;
  const close = () => desk.store.setState({ dialog: null, error: '' });
  const submit = async () => {
    setBusy(true);
    if (!(await desk.remove())) setBusy(false);
  };
  return (
    <Modal title={isOverride ? text.titleOverride(name) : text.title(name)} close={close}>
      <p>{isOverride ? text.bodyOverride : text.body}</p>
      <DialogError>{error}</DialogError>
      <DialogButtons
        close={close}
        label={isOverride ? text.submitOverride : text.submit}
        isDisabled={isBusy}
        act={() => void submit()}
      />
    </Modal>
  );
}
