import { type Html, html } from './html.ts';

/** A command as it is typed in a checkout, whether or not anything is installed there yet. */
export function command(words: string): Html {
  return html`<code>npm run -s la -- ${words}</code>`;
}
