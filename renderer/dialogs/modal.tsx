import { type ReactNode, useEffect, useEffectEvent, useId, useRef } from 'react';
import { createPortal } from 'react-dom';
import { focusFirstCommand } from '../first-command.ts';
import { stillPage } from './still-page.ts';

/**
 * A dialog over the page. It takes the focus, Escape closes it, and the focus goes back to where it was. The page behind it is
 * out of reach, all but KILL: a modal dialog of the browser's own would cover that too.
 */
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
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented) return;
    event.preventDefault();
    close();
  });
  useEffect(() => {
    const dialog = box.current;
    const before = document.activeElement;
    const release = stillPage();
    if (dialog !== null && !dialog.open) dialog.show();
    // its first control has the focus and may lie at the end of a long one
    if (dialog !== null) dialog.scrollTop = 0;
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
      dialog?.close();
      release();
      requestAnimationFrame(() => focusAgain(before));
    };
  }, []);
  return createPortal(
    <div className="dialog-layer">
      <dialog ref={box} className="dialog" aria-labelledby={id}>
        <h2 id={id}>{title}</h2>
        {children}
      </dialog>
    </div>,
    document.body,
  );
}

/** The button that opened a dialog may be gone when it closes. */
function focusAgain(before: Element | null): void {
  const isThere = before instanceof HTMLElement && before.isConnected && !before.matches(':disabled, body');
  if (isThere) before.focus();
  else focusFirstCommand();
}
