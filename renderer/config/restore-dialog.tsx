import { useState } from 'react';
import { DialogButtons, DialogError } from '../dialogs/dialog-parts.tsx';
import { Modal } from '../dialogs/modal.tsx';
import { CONFIG_TEXT } from '../text/config.ts';
import { useConfig, useConfigDesk } from './config-context.tsx';

/** Asks before an older version is put back. */
export function RestoreDialog({ version }: { readonly version: number }) {
  const desk = useConfigDesk();
  const error = useConfig((state) => state.error);
  const [isBusy, setBusy] = useState(false);
  const close = () => desk.store.setState({ dialog: null });
  const submit = async () => {
    setBusy(true);
    if (!(await desk.restore(version))) setBusy(false);
  };
  return (
    <Modal title={CONFIG_TEXT.versions.confirm(version)} close={close}>
      <p>{CONFIG_TEXT.versions.confirmBody}</p>
      <DialogError>{error}</DialogError>
      <DialogButtons close={close} label={CONFIG_TEXT.versions.restore} isDisabled={isBusy} act={() => void submit()} />
    </Modal>
  );
}
