import type { Input, WebContents } from 'electron';

/**
 * KILL by the key that the menu names, before the page has a say: the menu gets only keys that a page has let pass, and a page
 * that hangs, or runs scripts that swallow keys, lets none.
 */
export function setupKillKey(contents: WebContents, kill: () => void): void {
  contents.on('before-input-event', (event, input) => {
    if (!isKillKey(input)) return;
    event.preventDefault();
    if (!input.isAutoRepeat) kill();
  });
}

/** By the place of the key, as in the page: a Cyrillic keyboard has no K. */
function isKillKey({ type, code, shift, control, meta, alt }: Input): boolean {
  return type === 'keyDown' && code === 'KeyK' && shift && (control || meta) && !alt;
}
