import { type Html, html } from '../markup/html.ts';

/** A bar to the left of the middle for a loss, to the right for a win; −1 … 1. */
export function signedBar(part: number): Html {
  const width = Math.max(0.5, Math.abs(part) * 30);
  const x = part < 0 ? 30 - width : 30;
  return html`<svg class="bar" viewBox="0 0 60 10" aria-hidden="true"><rect class="${part < 0 ? 'loss' : 'win'}" x="${x.toFixed(1)}" y="1" width="${width.toFixed(1)}" height="8"/><path class="base" d="M30 0V10"/></svg>`;
}

/** A bar from the left for a part of a whole, 0 … 1. */
export function shareBar(part: number): Html {
  const width = Math.max(0.5, Math.min(1, part) * 60);
  return html`<svg class="bar" viewBox="0 0 60 10" aria-hidden="true"><rect class="share" x="0" y="1" width="${width.toFixed(1)}" height="8"/></svg>`;
}
