import type { ComponentProps } from 'react';

interface CommandButtonProps extends Omit<ComponentProps<'button'>, 'type' | 'disabled'> {
  /** There is nothing to do for it now. */
  readonly isOff?: boolean;
}

/** A button of the command bar. While it is off it does nothing and keeps the focus: a `disabled` one would lose it. */
export function CommandButton({ isOff = false, onClick, ...others }: CommandButtonProps) {
  return <button {...others} type="button" aria-disabled={isOff} onClick={isOff ? undefined : onClick} />;
}
