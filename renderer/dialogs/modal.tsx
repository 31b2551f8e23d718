import { type ReactNode, useEffect, useId, useRef } from 'react';
import { focusFirstCommand } from '../first-command.ts';

/** A modal dialog of the browser's own: it holds the focus, Escape closes it, and the focus goes back to where it was. */
export function Modal({
  title,
  close,
  children,
}: {
  readonly title: string;
  readonly close: () => void;
  readonly children: ReactNode;
}) {
  const box = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = box.current;
    const before = document.activeElement;
    if (dialog !== null && !dialog.open) dialog.showModal();
    // its first control has the focus and may lie at the end of a long one
    if (dialog !== null) dialog.scrollTop = 0;
    return () => {
      dialog?.close();
      requestAnimationFrame(() => focusAgain(before));
    };
  }, []);
  return (
    <dialog
      ref={box}
      className="dialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  );
}

/** The button that opened a dialog may be gone when it closes. */
function focusAgain(before: Element | null): void {
  const isThere = before instanceof HTMLElement && before.isConnected && !before.matches(':disabled, body');
  if (isThere) before.focus();
  else focusFirstCommand();
}
