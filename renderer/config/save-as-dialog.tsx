import { type SubmitEvent, useState } from 'react';
import { DialogButtons, DialogError } from '../dialogs/dialog-parts.tsx';
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
        <DialogError>{fault}</DialogError>
        <DialogButtons close={close} label={text.submit} isDisabled={isTaken || isBad || isBusy} />
      </form>
    </Modal>
  );
}
