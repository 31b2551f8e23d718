import { type ComponentProps, useLayoutEffect, useRef } from 'react';
import { focusFirstCommand } from '../first-command.ts';
import { useWorkstation } from '../store/workstation-context.tsx';

interface BannerButtonProps extends Omit<ComponentProps<'button'>, 'type' | 'disabled' | 'ref'> {
  /** It works without the workstation. */
  readonly isLocal?: boolean;
}

/** The button of a banner. What it brings about takes the banner away; who pressed it goes on from the commands. */
export function BannerButton({ isLocal = false, className = '', ...others }: BannerButtonProps) {
  const isReachable = useWorkstation((state) => state.connection.kind === 'open');
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const own = button.current;
    return () => {
      if (document.activeElement === own) focusFirstCommand();
    };
  }, []);
  return (
    <button
      {...others}
      ref={button}
      type="button"
      className={`banner-button ${className}`}
      disabled={!isReachable && !isLocal}
    />
  );
}
