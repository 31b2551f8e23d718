import { useState } from 'react';
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
      {error !== '' && (
        <p className="dialog-error" role="alert">
          {error}
        </p>
      )}
      <div className="dialog-buttons">
        <button type="button" onClick={close}>
          {CONFIG_TEXT.dialog.cancel}
        </button>
        <button type="button" className="primary" disabled={isBusy} onClick={() => void submit()}>
          {CONFIG_TEXT.versions.restore}
        </button>
      </div>
    </Modal>
  );
}
