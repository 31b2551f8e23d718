import { createHash } from 'node:crypto';
import { Html, html } from './markup/html.ts';
import { PAGE_SCRIPT } from './page-script.ts';
import { PAGE_STYLE } from './page-style.ts';
import { sheetStyle } from './print-style.ts';
import type { RunRecord } from './reading/run-record.ts';
import { breakdownSection } from './sections/breakdown.ts';
import { breakerSection } from './sections/breaker.ts';
import { configSection } from './sections/config.ts';
import { decisionsSection } from './sections/decisions.ts';
import { fallsAndDaysSection } from './sections/falls-and-days.ts';
import { footerSection } from './sections/footer.ts';
import { headerSection, notesSection } from './sections/header.ts';
import { historySection } from './sections/history.ts';
import { hostSection } from './sections/host-metrics.ts';
import { keyFigures } from './sections/key-figures.ts';
import { marketSection } from './sections/market.ts';
import { tradesSection } from './sections/trades.ts';
import { unseenSection } from './sections/unseen.ts';

/** The whole report as one document. Only its own style and script may run; nothing may be loaded. */
export function renderPage(record: RunRecord): string {
  const trades = tradesSection(record.trades);
  const periods = fallsAndDaysSection(record.curve, record.trades);
  const host = hostSection(record.metrics);
  const links: readonly (readonly [string, string])[] = [
    ['figures', 'Key figures'],
    ['market', 'Market and equity'],
    ...(periods === null ? [] : [['periods', 'Drawdowns'] as const]),
    ['results', 'Results by trade'],
    ...(trades === null ? [] : [['trades', 'Trades'] as const]),
    ['decisions', 'Decisions'],
    ['breaker', 'Circuit breaker'],
    ['unseen', 'Feed'],
    ['history', 'History'],
    ...(host === null ? [] : [['metrics', 'Machine'] as const]),
    ['config', 'Configuration'],
    ['verify', 'Verify'],
  ];
  // apart: where somebody renames the run in the file, only the heads of the sheets are refused, not the whole style
  const sheet = sheetStyle(record.runId);
  const policy = `default-src 'none'; style-src ${hashOf(PAGE_STYLE)} ${hashOf(sheet)}; script-src ${hashOf(PAGE_SCRIPT)}; img-src data:`;
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<title>${record.runId}</title><style>${new Html(PAGE_STYLE)}</style><style>${new Html(sheet)}</style></head><body>
${headerSection(record)}
${notesSection(record)}
<nav aria-label="Sections">${links.map(([id, name]) => html`<a href="#${id}">${name}</a>`)}</nav>
<main>
${keyFigures(record.report)}
${marketSection(record)}
${periods}
${breakdownSection(record.trades)}
${trades}
${decisionsSection(record.events.decisions)}
${breakerSection(record)}
${unseenSection(record)}
${historySection(record.events)}
${host}
${configSection(record.config)}
</main>
${footerSection(record)}
<script>${new Html(PAGE_SCRIPT)}</script></body></html>
`;
  return page.text;
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
