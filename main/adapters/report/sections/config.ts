import { type Html, html } from '../markup/html.ts';
import type { Fields } from '../reading/fields.ts';

/** Keys beyond this depth are shown as JSON text. */
const MAX_DEPTH = 12;

/** The effective configuration as a tree that folds. */
export function configSection(config: Fields | null): Html {
  const body =
    config === null
      ? html`<p class="none">config.json is missing or damaged.</p>`
      : html`<div class="config">${branch(config.config ?? config, 0)}</div>`;
  return html`<section id="config"><h2>Configuration</h2>${body}</section>`;
}

function branch(value: unknown, depth: number): Html {
  if (typeof value !== 'object' || value === null || depth >= MAX_DEPTH) return html`${JSON.stringify(value) ?? ''}`;
  const entries: readonly (readonly [string, unknown])[] = Object.entries(value);
  const leaves = entries.filter(([, child]) => !isTree(child));
  const trees = entries.filter(([, child]) => isTree(child));
  const list =
    leaves.length === 0
      ? null
      : html`<dl>${leaves.map(([key, leaf]) => html`<div><dt>${key}<dd>${leafText(leaf)}</div>`)}</dl>`;
  return html`${list}${trees.map(
    ([key, child]) => html`<details open><summary>${key}</summary>${branch(child, depth + 1)}</details>`,
  )}`;
}

/** Lists of plain values are leaves: they read better in one line. */
function isTree(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some((item) => typeof item === 'object' && item !== null);
  return Object.keys(value).length > 0;
}

function leafText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
