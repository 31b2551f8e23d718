import { readFileSync } from 'node:fs';

export interface DesktopSettings {
  /** Electron accelerator that kills from anywhere on this computer; null for none. */
  readonly killShortcut: string | null;
  readonly hasNotifications: boolean;
}

/**
 * One key more than the window's own Ctrl/Cmd+Shift+K: a shortcut for the whole computer takes its keys from every other
 * program, and some have that one for harmless things.
 */
const DEFAULTS: DesktopSettings = { killShortcut: 'CommandOrControl+Alt+Shift+K', hasNotifications: true };

/** Reads `desktop.json` of the workspace's configuration; what is missing or wrong keeps its default and is told. */
export function readSettings(path: string): { readonly settings: DesktopSettings; readonly faults: readonly string[] } {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return { settings: DEFAULTS, faults: isMissing ? [] : [`${path}: cannot be read as JSON`] };
  }
  if (typeof value !== 'object' || value === null)
    return { settings: DEFAULTS, faults: [`${path}: must be an object`] };
  const { kill_shortcut: shortcut = DEFAULTS.killShortcut, notifications = true } = value as Record<string, unknown>;
  const faults: string[] = [];
  const isShortcut = shortcut === null || (typeof shortcut === 'string' && /^[\x20-\x7e]{1,60}$/.test(shortcut));
  if (!isShortcut) faults.push(`${path}: kill_shortcut must be an accelerator such as Control+Alt+K, or null`);
  if (typeof notifications !== 'boolean') faults.push(`${path}: notifications must be true or false`);
  return {
    settings: {
      killShortcut: isShortcut ? (shortcut as string | null) : DEFAULTS.killShortcut,
      hasNotifications: notifications !== false,
    },
    faults,
  };
}
