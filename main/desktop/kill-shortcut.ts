import { globalShortcut } from 'electron';

/** Registers the shortcut that kills from anywhere. Another program may have it already, or it may be none. */
export function setupKillShortcut(accelerator: string | null, kill: () => void): () => void {
  if (accelerator === null) return () => {};
  try {
    globalShortcut.register(accelerator, kill);
  } catch {
    // not an accelerator; About says that there is none
  }
  return () => globalShortcut.unregisterAll();
}

/** The shortcut, if it works here. */
export function workingShortcut(accelerator: string | null): string | null {
  try {
    return accelerator !== null && globalShortcut.isRegistered(accelerator) ? accelerator : null;
  } catch {
    return null;
  }
}
