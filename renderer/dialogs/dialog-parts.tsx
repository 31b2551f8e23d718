import { TEXT } from '../text/page.ts';

/** What is wrong, in words; nothing while nothing is. */
export function DialogError({ children }: { readonly children: string }) {
  if (children === '') return null;
  return (
    <p className="dialog-error" role="alert">
      {children}
    </p>
  );
}

/** Cancel and, at the end, what the dialog is for: it submits the form around it, or calls `act`. */
export function DialogButtons({
  close,
  closeLabel = TEXT.buttons.cancel,
  label,
  isDisabled,
  act,
}: {
  readonly close: () => void;
  readonly closeLabel?: string;
  readonly label: string;
  readonly isDisabled: boolean;
  readonly act?: () => void;
}) {
  return (
    <div className="dialog-buttons">
      <button type="button" onClick={close}>
        {closeLabel}
      </button>
      <button type={act === undefined ? 'submit' : 'button'} className="primary" disabled={isDisabled} onClick={act}>
        {label}
      </button>
    </div>
  );
}
