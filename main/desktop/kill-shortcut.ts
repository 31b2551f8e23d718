import type { GlobalShortcut } from 'electron';

export type Shortcuts = Pick<GlobalShortcut, 'register' | 'isRegistered' | 'unregisterAll'>;

export interface KillShortcutParts {
  kill(): void;
  /** Told of a shortcut that does not work: who relies on it must know before it is needed. */
  fault(accelerator: string): void;
}

/** Registers the shortcut that kills from anywhere; null for none. Returns how to end it. */
export function setupKillShortcut(
  shortcuts: Shortcuts,
  accelerator: string | null,
  { kill, fault }: KillShortcutParts,
): () => void {
  if (accelerator === null) return () => {};
  try {
    shortcuts.register(accelerator, kill);
  } catch {
    // not an accelerator
  }
  if (workingShortcut(shortcuts, accelerator) === null) fault(accelerator);
  return () => shortcuts.unregisterAll();
}

/** The shortcut, if it works here: another program may have it, or it is none. */
export function workingShortcut(shortcuts: Pick<Shortcuts, 'isRegistered'>, accelerator: string | null): string | null {
  try {
    return accelerator !== null && shortcuts.isRegistered(accelerator) ? accelerator : null;
  } catch {
    return null;
  }
}
