import { type SubmitEvent, useState } from 'react';
import { Field } from '../dialogs/field.tsx';
import { Modal } from '../dialogs/modal.tsx';
import { CONFIG_TEXT } from '../text/config.ts';
import { useConfig, useConfigDesk } from './config-context.tsx';

/** Saves the form as a strategy of another name. */
export function SaveAsDialog() {
  const desk = useConfigDesk();
  const error = useConfig((state) => state.error);
  const known = useConfig((state) => state.list?.documents);
  const [name, setName] = useState('');
  const [isBusy, setBusy] = useState(false);
  const text = CONFIG_TEXT.saveAsDialog;
  const isTaken =
    known?.some((each) => each.group === 'strategy' && each.name.toLowerCase() === name.toLowerCase()) === true;
  const isBad = !/^[A-Za-z0-9_-]{1,64}$/.test(name);
  const fault = isTaken ? text.taken : isBad && name !== '' ? text.bad : error;
  const close = () => desk.store.setState({ dialog: null, error: '' });
  const submit = async () => {
    setBusy(true);
    if (!(await desk.saveAs(name))) setBusy(false);
  };
  return (
    <Modal title={text.title} close={close}>
      <form
        onSubmit={(event: SubmitEvent) => {
          event.preventDefault();
          if (!isTaken && !isBad) void submit();
        }}
      >
        <Field label={text.name} hint={text.hint} value={name} change={setName} />
        {fault !== '' && (
          <p className="dialog-error" role="alert">
            {fault}
          </p>
        )}
        <div className="dialog-buttons">
          <button type="button" onClick={close}>
            {CONFIG_TEXT.dialog.cancel}
          </button>
          <button type="submit" className="primary" disabled={isTaken || isBad || isBusy}>
            {text.submit}
          </button>
        </div>
      </form>
    </Modal>
  );
}
