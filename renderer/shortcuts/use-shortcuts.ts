import { useEffect } from 'react';
import { useAccess } from '../store/workstation-context.tsx';
import { isTyping } from './is-typing.ts';
import { SHORTCUTS } from './shortcuts.ts';

/** Listens for the shortcuts while no dialog is open and no text is being typed. */
export function useShortcuts(): void {
  const access = useAccess();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented) return;
      if (document.querySelector('dialog[open]') !== null || isTyping(event.target)) return;
      const shortcut = SHORTCUTS.find(({ key }) => key === event.key);
      if (shortcut === undefined) return;
      event.preventDefault();
      shortcut.run(access);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [access]);
}
