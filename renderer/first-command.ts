/** Puts the focus on the first command that can be given: it is never far, whatever has just gone away. */
export function focusFirstCommand(): void {
  document.querySelector<HTMLElement>('nav button:enabled:not([aria-disabled="true"])')?.focus();
}
